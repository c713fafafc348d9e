package io.bitgap.comparison;

import io.bitgap.account.Action;
import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.Requires;
import io.bitgap.dataset.Datasets;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The cited numbers, in the order in which they were added. */
@Repository
public class PublishedNumbers {
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final String SELECT = """
            select position as id, collection, dataset, network, method, weight_bits, activation_bits, top1, kind, source,
                   note, case when added_at is not null then added_by end as added_by
            from published
            """;

    private final JdbcClient jdbc;
    private final Datasets datasets;
    private final CurrentUser user;
    private final Audit audit;

    public PublishedNumbers(JdbcClient jdbc, Datasets datasets, CurrentUser user, Audit audit) {
        this.user = user;
        this.audit = audit;
        this.jdbc = jdbc;
        this.datasets = datasets;
    }

    public List<PublishedNumber> all() {
        return jdbc.sql(SELECT + "order by position")
                .query(PublishedNumber.class)
                .list();
    }

    /**
     * Numbers for exactly this network on exactly this data set, then those on the one that it stands for, as if they were on it:
     * {@link #standIn} says so to readers.
     */
    public List<PublishedNumber> of(String network, String dataset) {
        return jdbc
                .sql(SELECT + """
                where network = :network and dataset in (:dataset, :standsFor) order by dataset <> :dataset, position
                """)
                .param("network", network)
                .param("dataset", dataset)
                .param("standsFor", datasets.standsFor(dataset).orElse(dataset))
                .query(PublishedNumber.class)
                .list()
                .stream()
                .map(number -> number.on(dataset))
                .toList();
    }

    /** What readers must know of published numbers that stand beside those of another data set; empty where none do. */
    public Optional<String> standIn(String network, String dataset) {
        return datasets.standsFor(dataset)
                .filter(other -> jdbc.sql(
                                "select exists (select from published where network = :network and dataset = :dataset)")
                        .param("network", network)
                        .param("dataset", other)
                        .query(Boolean.class)
                        .single())
                .map(other ->
                        "Published numbers are those of %s; %s holds other pixels of it.".formatted(other, dataset));
    }

    /** @throws Problem (404) if none has this id */
    public PublishedNumber get(String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> jdbc.sql(SELECT + "where position = :id")
                        .param("id", Long.valueOf(text))
                        .query(PublishedNumber.class)
                        .optional())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "unknown-published-number",
                        "There is no published number '" + id + "'; GET /published lists them with their ids."));
    }

    /**
     * Adds what a person cites; it is in every table from then on.
     *
     * @param body as {@code POST /published} takes it
     * @throws Problem (422) with a pointer to every field that is wrong, (409) where this source's number is there already
     */
    @Transactional
    @Requires(Action.CITE_NUMBER)
    public PublishedNumber add(JsonNode body) {
        String addedBy = user.name();
        PublishedNumber number = PublishedReading.of(body, addedBy);
        PublishedNumber added = with(number, jdbc.sql("""
                insert into published (collection, dataset, network, method, weight_bits, activation_bits,
                                       top1, kind, source, note, added_by, added_at)
                select :collection, :dataset, :network, :method, :weightBits, :activationBits,
                       :top1, :kind, :source, cast(:note as text), :addedBy, now()
                where not exists (select from published
                                  where dataset = :dataset and network = :network and method = :method
                                    and weight_bits = :weightBits and activation_bits = :activationBits
                                    and kind = :kind and source = :source)
                on conflict do nothing
                returning position
                """))
                .param("addedBy", addedBy)
                .query(Long.class)
                .optional()
                .map(id -> number.listedAs(id, addedBy))
                .orElseThrow(() -> new AlreadyPublished(number));
        audit.record(AuditAction.ADD_NUMBER, Objects.requireNonNull(added.id()), null, state(added));
        return added;
    }

    /**
     * Puts another number in the place of one that a person added; who added it stays.
     *
     * @param body as {@code POST /published} takes it
     * @throws Problem as {@link #add} does, (404) if there is none, (409) for one that ships with Bitgap
     */
    @Transactional
    @Requires(Action.CITE_NUMBER)
    public PublishedNumber change(String id, JsonNode body) {
        PublishedNumber before = added(id);
        user.requireOf(Action.CITE_NUMBER, before.addedBy());
        PublishedNumber number =
                PublishedReading.of(asAdded(body), user.name()).listedAs(Long.parseLong(id), before.addedBy());
        if (!replaced(number)) {
            added(id);
            throw new AlreadyPublished(number);
        }
        audit.record(AuditAction.CHANGE_NUMBER, id, state(before), state(number));
        return number;
    }

    /** Whoever read a number may send it as it was read: with what it was given when it was listed, and a note that it lacks. */
    private static JsonNode asAdded(JsonNode body) {
        if (!(body instanceof ObjectNode number)) {
            return body;
        }
        ObjectNode added = number.deepCopy().without(List.of("id", "addedBy"));
        return added.path("note").isNull() ? added.without("note") : added;
    }

    private boolean replaced(PublishedNumber number) {
        try {
            return with(number, jdbc.sql("""
                            update published
                            set collection = :collection, dataset = :dataset, network = :network, method = :method,
                                weight_bits = :weightBits, activation_bits = :activationBits, top1 = :top1, kind = :kind,
                                source = :source, note = cast(:note as text)
                            where position = :id and added_at is not null
                              and not exists (select from published other
                                              where other.position <> :id
                                                and other.dataset = :dataset and other.network = :network
                                                and other.method = :method and other.weight_bits = :weightBits
                                                and other.activation_bits = :activationBits
                                                and other.kind = :kind and other.source = :source)
                            """)).param("id", number.id()).update() == 1;
        } catch (DuplicateKeyException otherAddedMeanwhile) {
            return false;
        }
    }

    /**
     * Takes a number that a person added off the list.
     *
     * @throws Problem (404) if there is none, (409) for one that ships with Bitgap
     */
    @Transactional
    @Requires(Action.CITE_NUMBER)
    public PublishedNumber remove(String id) {
        PublishedNumber number = added(id);
        user.requireOf(Action.CITE_NUMBER, number.addedBy());
        jdbc.sql("delete from published where position = :id and added_at is not null")
                .param("id", number.id())
                .update();
        audit.record(AuditAction.REMOVE_NUMBER, id, state(number), null);
        return number;
    }

    private static Map<String, ?> state(PublishedNumber number) {
        return JsonMapper.shared().convertValue(number, new TypeReference<Map<String, Object>>() {});
    }

    /** One that may be changed. */
    private PublishedNumber added(String id) {
        PublishedNumber number = get(id);
        if (number.shipped()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "shipped-number",
                    "This number ships with Bitgap and stays as it is; add yours beside it, with its source.");
        }
        return number;
    }

    /** Stores a number that ships with Bitgap, or corrects it; what a person has added stays as it is. */
    void ship(PublishedNumber number) {
        with(number, jdbc.sql("""
                insert into published (collection, dataset, network, method, weight_bits, activation_bits,
                                       top1, kind, source, note, added_by)
                values (:collection, :dataset, :network, :method, :weightBits, :activationBits,
                        :top1, :kind, :source, :note, 'bitgap')
                on conflict (collection, dataset, network, method, weight_bits, activation_bits, kind, source)
                do update set top1 = excluded.top1, note = excluded.note
                where published.added_at is null
                  and (published.top1, published.note) is distinct from (excluded.top1, excluded.note)
                """)).update();
    }

    private static StatementSpec with(PublishedNumber number, StatementSpec statement) {
        return statement
                .param("collection", number.collection())
                .param("dataset", number.dataset())
                .param("network", number.network())
                .param("method", number.method())
                .param("weightBits", number.weightBits())
                .param("activationBits", number.activationBits())
                .param("top1", number.top1())
                .param("kind", number.kind())
                .param("source", number.source())
                .param("note", number.note());
    }
}
