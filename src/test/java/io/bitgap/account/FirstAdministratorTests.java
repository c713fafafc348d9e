package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.TestDatabase;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** How the first administrator of a service comes in. */
class FirstAdministratorTests {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.source());
    private final PersonRows rows = new PersonRows(jdbc);
    private final Audit audit = SignedIn.audit(jdbc);
    private final ApiTokens tokens = new ApiTokens(jdbc, new CurrentUser(), audit, UUID::randomUUID, Clock.systemUTC());

    @Test
    void theTokenOfTheOperatorIsAnAdministratorsAndBothAreWrittenDown() {
        start(AuthMode.ACCOUNTS, TOKEN);
        start(AuthMode.ACCOUNTS, TOKEN);
        assertThat(tokens.actor(TOKEN).orElseThrow().role()).isEqualTo(PersonRole.ADMIN);
        assertThat(rows.all()).singleElement().extracting(Person::name).isEqualTo("admin");
        assertThat(audited()).containsExactlyInAnyOrder("add-person", "create-token");
    }

    @Test
    void aNameThatSomebodyHasIsNotInTheWay() {
        SignedIn.stored(jdbc, "admin", PersonRole.VIEWER);
        start(AuthMode.OIDC, TOKEN);
        assertThat(tokens.actor(TOKEN).orElseThrow().name()).isEqualTo("admin-2");
    }

    @Test
    void aTokenThatHasRunOutMakesNobodyAndAnotherOneDoes() {
        start(AuthMode.ACCOUNTS, TOKEN);
        jdbc.sql("update api_token set expires_at = now()").update();
        start(AuthMode.ACCOUNTS, TOKEN);
        assertThat(tokens.actor(TOKEN)).isEmpty();
        assertThat(rows.all()).hasSize(1);
        start(AuthMode.ACCOUNTS, TOKEN + "-2");
        assertThat(tokens.actor(TOKEN + "-2").orElseThrow().name()).isEqualTo("admin-2");
    }

    @Test
    void aTokenMakesTheLinkOfAnEarlierStartVoid() {
        start(AuthMode.ACCOUNTS, null);
        assertThat(links()).isOne();
        start(AuthMode.ACCOUNTS, TOKEN);
        assertThat(links()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "0123456789abcdef0123456789abcde", "two words, and both of them are long enough"})
    void aTokenThatCanBeGuessedStopsTheStart(String token) {
        assertThatThrownBy(() -> settings(token).mode(null))
                .isInstanceOf(UnsafeAuthentication.class)
                .hasMessageContaining("BITGAP_BOOTSTRAP_TOKEN");
        assertThatCode(() -> settings(token).mode(InetAddress.getLoopbackAddress()))
                .doesNotThrowAnyException();
    }

    private int links() {
        return jdbc.sql("select count(*) from password_link where person_id is null")
                .query(Integer.class)
                .single();
    }

    private List<String> audited() {
        return jdbc.sql("select action from audit_entry").query(String.class).list();
    }

    private void start(AuthMode mode, @Nullable String token) {
        new FirstAdministrator(
                        mode,
                        settings(token),
                        new People(rows, tokens, audit, mode, UUID::randomUUID, Clock.systemUTC()),
                        tokens,
                        new MockEnvironment())
                .invite(Mockito.mock(WebServerInitializedEvent.class, Mockito.RETURNS_DEEP_STUBS));
    }

    private static AccountSettings settings(@Nullable String token) {
        return new AccountSettings(
                null, token, List.of(), Duration.ofHours(12), new AccountSettings.Oidc("", "", "", "roles", ""));
    }
}
