package io.bitgap.comparison;

import static io.bitgap.run.RunState.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.account.Actor;
import io.bitgap.account.PersonRole;
import io.bitgap.account.SignedIn;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PublishedNumbersTests {
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private static final Actor ADA = SignedIn.actor("ada", PersonRole.RESEARCHER);
    private static final Actor EVE = SignedIn.actor("eve", PersonRole.RESEARCHER);
    private final PublishedNumbers numbers = MigratedDatabase.published();

    private PublishedNumber add(JsonNode number) {
        return SignedIn.as(ADA, () -> numbers.add(number));
    }

    private PublishedNumber change(String id, JsonNode number) {
        return SignedIn.as(ADA, () -> numbers.change(id, number));
    }

    private PublishedNumber remove(String id) {
        return SignedIn.as(ADA, () -> numbers.remove(id));
    }

    @BeforeEach
    void importPublishedNumbers() throws Exception {
        ComparisonTablesTests.importPublishedNumbers();
    }

    @AfterEach
    void removeWhatPeopleAdded() {
        JDBC.sql("delete from published where added_at is not null").update();
    }

    @Test
    void whatAPersonAddsStandsInTheListAndBesideMeasuredNumbersWithItsOwnGap() {
        add(cited().put("method", "fp32").put("weightBits", 32).put("activationBits", 32));
        PublishedNumber added = add(cited().put("top1", 0.9));
        StoredRuns runs = new StoredRuns(JDBC, "cited", "resnet56", "cifar10");
        runs.baseline(1, COMPLETED, 0.93);
        runs.run("pact", 3, 1, COMPLETED, 0.92);

        assertThat(numbers.all()).endsWith(added);
        assertThat(added.addedBy()).isEqualTo("ada");
        assertThat(added.collection()).isEqualTo("added");
        ReportedResult quote = MigratedDatabase.tables(numbers)
                .of(runs.view(), TableStyle.PAPER_VS_OURS)
                .rows()
                .get(1)
                .cells()
                .get(0)
                .published();
        assertThat(quote.top1()).isEqualTo(0.9);
        assertThat(quote.gap()).isCloseTo(0.02, within(1e-12));
        assertThat(quote.source()).isEqualTo("A paper, table 2");
    }

    @Test
    void shippedNumbersNameNobodyAndImportingThemAgainLeavesWhatPeopleAdded() throws Exception {
        PublishedNumber shipped = numbers.all().get(0);
        JDBC.sql("update published set top1 = 0.5 where position = (select min(position) from published)")
                .update();
        PublishedNumber added = add(cited());
        // The same place in the same table of the source as a shipped number would have, had it not been there before.
        JDBC.sql("update published set collection = 'literature' where added_at is not null")
                .update();
        numbers.ship(new PublishedNumber(
                null,
                "literature",
                added.dataset(),
                added.network(),
                added.method(),
                3,
                3,
                0.1,
                "paper",
                added.source(),
                null,
                null));

        importPublishedNumbers();

        assertThat(shipped.addedBy()).isNull();
        assertThat(numbers.all()).hasSize(74).startsWith(shipped);
        assertThat(numbers.all().get(73).top1()).isEqualTo(0.92);
        assertThat(numbers.all().get(73).addedBy()).isEqualTo("ada");
    }

    @Test
    void oneSourceIsListedOnceForAPlaceWhateverItsTableAndItsNumber() {
        add(cited());

        Problem again = refusal(cited().put("top1", 0.5).put("table", "another").put("source", " A  paper, table 2 "));
        assertThat(again.kind()).isEqualTo(Problem.Kind.CONFLICT);
        assertThat(again.errors()).extracting(FieldProblem::pointer).containsExactly("/source");
        assertThat(again)
                .hasMessage("A number of this source and kind is listed already for pact at 3 with resnet56 on cifar10;"
                        + " one that was added here can be corrected.");

        PublishedNumber shipped = numbers.all().get(2);
        Problem known = refusal(cited().put("network", shipped.network())
                .put("weightBits", shipped.weightBits())
                .put("activationBits", shipped.activationBits())
                .put("source", shipped.source()));
        assertThat(known.code()).isEqualTo("already-published");

        add(cited().put("kind", "reproduction"));
        assertThat(numbers.all()).hasSize(75);
    }

    @Test
    void whatAPersonAddedIsCorrectedOrRemovedAndWhatShipsStays() {
        PublishedNumber wrong = add(cited());
        PublishedNumber other = add(cited().put("weightBits", 2));
        String id = String.valueOf(wrong.id());

        Problem others = catchThrowableOfType(
                Problem.class, () -> SignedIn.as(EVE, () -> numbers.change(id, cited().put("top1", 0.91))));
        assertThat(others.code()).isEqualTo("not-yours");
        PublishedNumber right = SignedIn.as(
                SignedIn.actor("olga", PersonRole.OPERATOR),
                () -> numbers.change(id, cited().put("top1", 0.91).put("table", "2")));
        assertThat(right.top1()).isEqualTo(0.91);
        assertThat(right.addedBy()).isEqualTo("ada");
        assertThat(numbers.all()).endsWith(right, other);

        assertThat(catchThrowableOfType(Problem.class, () -> change(id, cited().put("weightBits", 2)))
                        .code())
                .isEqualTo("already-published");
        assertThat(numbers.get(id)).isEqualTo(right);

        remove(id);
        assertThat(numbers.all()).hasSize(74).endsWith(other).doesNotContain(right);
        for (String unknown : List.of(id, "0", "x", "99999999999999999999")) {
            assertThat(catchThrowableOfType(Problem.class, () -> remove(unknown))
                            .kind())
                    .isEqualTo(Problem.Kind.NOT_FOUND);
        }
        PublishedNumber shipped = numbers.all().get(0);
        String shippedId = String.valueOf(shipped.id());
        assertThat(catchThrowableOfType(Problem.class, () -> remove(shippedId)))
                .hasMessage("This number ships with Bitgap and stays as it is; add yours beside it, with its source.");
        assertThat(catchThrowableOfType(Problem.class, () -> change(shippedId, cited()))
                        .kind())
                .isEqualTo(Problem.Kind.CONFLICT);
        assertThat(numbers.all()).startsWith(shipped);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNothingIsStored() {
        ObjectNode body = cited();
        List.of("network", "kind", "top1").forEach(body::remove);
        body.put("dataset", " ").put("source", 5).put("weightBits", "4").put("a/b", 1);

        Problem refused = refusal(body);

        assertThat(refused.kind()).isEqualTo(Problem.Kind.UNPROCESSABLE);
        assertThat(refused.errors())
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactly(
                        "/a~1b unknown-field",
                        "/network missing",
                        "/dataset empty",
                        "/weightBits bits-out-of-range",
                        "/top1 missing",
                        "/kind missing",
                        "/source wrong-type");
        assertThat(numbers.all()).hasSize(73);
        assertThat(refusal("[]").errors()).extracting(FieldProblem::pointer).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /top1           | 91.3
            /top1           | -0.1
            /top1           | 1e999
            /top1           | "0.9"
            /weightBits     | 9
            /weightBits     | 0
            /weightBits     | 4.5
            /activationBits | 16
            /activationBits | 99999999999
            /kind           | "blog"
            /source         | "  "
            /source         | "a\\u0000b"
            /source         | "\\ud800"
            /note           | {}
            /weightBits     | 4, "method": "fp32", "activationBits": 32
            /activationBits | 4, "method": "fp32", "weightBits": 32
            """)
    void aFieldThatIsWrongIsPointedAt(String pointer, String value) {
        String body = JsonMapper.shared().writeValueAsString(cited());
        String field = pointer.substring(1);
        String wrong = body.substring(0, body.length() - 1) + ", \"" + field + "\": " + value + "}";

        assertThat(refusal(wrong).errors()).extracting(FieldProblem::pointer).contains(pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "google, google-int8",
        "w-google-int8-act-pact, w-google-act-pact",
        "w-pact-act-pact, pact",
        "w-google-act-google-int8, google-int8",
        "w-gdrq-act-pact(ft), w-gdrq-act-pact(ft)",
        "LSQ+, LSQ+"
    })
    void aMethodIsListedUnderTheNameThatTablesLookItUpBy(String written, String listed) {
        assertThat(add(cited().put("method", written)).method()).isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a?b=c#d, true",
        "http://example.org, true",
        "javascript:alert(1), false",
        "'https://example.org and more', false",
        "'PACT, arXiv 1805.06085', false"
    })
    void onlyAWebAddressIsALink(String source, boolean link) {
        assertThat(add(cited().put("source", source)).address() != null).isEqualTo(link);
    }

    private Problem refusal(ObjectNode body) {
        return refusal(JsonMapper.shared().writeValueAsString(body));
    }

    private Problem refusal(String body) {
        return catchThrowableOfType(Problem.class, () -> add(JsonMapper.shared().readTree(body)));
    }

    private static ObjectNode cited() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("network", "resnet56")
                .put("dataset", "cifar10")
                .put("method", "pact")
                .put("weightBits", 3)
                .put("activationBits", 3)
                .put("top1", 0.92)
                .put("kind", "paper")
                .put("source", "A paper, table 2");
    }
}
