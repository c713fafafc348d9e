package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.RawHttp;
import io.bitgap.experiment.StoredExperiment;
import io.bitgap.problem.Problem;
import jakarta.servlet.http.Cookie;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Who comes in, with what, and who does not. */
@AccountsTest
class AccountsTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "four words of a test";
    private static final String FORM_TOKEN = "a-token-of-this-browser";

    @Autowired
    MockMvc http;

    @Autowired
    People people;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Permits permits;

    @Autowired
    Everybody everybody;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StoredExperiment stored;

    @LocalServerPort
    int port;

    @Test
    void whoHasNotSignedInIsShownWhereToAndProgramsAreToldHow() throws Exception {
        http.perform(get("/runs?state=RUNNING").accept(MediaType.TEXT_HTML))
                .andExpect(redirectedUrl("/sign-in?to=%2Fruns%3Fstate%3DRUNNING"));
        http.perform(get("/runs"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer"))
                .andExpect(jsonPath("$.code").value("sign-in-needed"));
        http.perform(get("/nowhere")).andExpect(status().isUnauthorized());
        http.perform(get("/actuator/health")).andExpect(status().isOk());
        http.perform(get("/actuator/prometheus")).andExpect(status().isUnauthorized());
        http.perform(get("/sign-in").accept(MediaType.TEXT_HTML))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("current-password")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "nothing", "=", "' or 1=1 --", "\u00ff"})
    void aCookieOfNoSessionIsNone(String cookie) throws Exception {
        http.perform(get("/runs").cookie(new Cookie("SESSION", cookie))).andExpect(status().isUnauthorized());
    }

    @Test
    void aLinkLetsSomebodyChooseAPasswordOnceAndSignInWithIt() throws Exception {
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        String name = "linked-" + System.nanoTime();
        String secret = SignedIn.as(admin, () -> people.add(name, PersonRole.RESEARCHER))
                .secret();
        assertThat(jdbc.sql("select count(*) from password_link where secret_hash = :secret")
                        .param("secret", secret)
                        .query(Integer.class)
                        .single())
                .isZero();

        http.perform(get("/sign-in/link/" + secret).accept(MediaType.TEXT_HTML))
                .andExpect(content().string(Matchers.containsString(name)));
        choose(secret, "short", "short").andExpect(status().isUnprocessableContent());
        choose(secret, PASSWORD, PASSWORD + "!").andExpect(status().isUnprocessableContent());
        choose(secret, PASSWORD, PASSWORD).andExpect(redirectedUrl("/sign-in?set"));
        choose(secret, PASSWORD + " 2", PASSWORD + " 2").andExpect(status().isGone());

        Cookie session = signIn(name, PASSWORD);
        http.perform(get("/account").accept(MediaType.TEXT_HTML).cookie(session))
                .andExpect(content().string(Matchers.containsString(name)));
        assertThat(jdbc.sql("select password_hash from person where name = :name")
                        .param("name", name)
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}");

        http.perform(form(post("/sign-out").cookie(session))).andExpect(redirectedUrl("/sign-in?out"));
        http.perform(get("/runs").cookie(session)).andExpect(status().isUnauthorized());
    }

    @Test
    void aNewRoleADisabledPersonAndANewPasswordEndWhatWasThereBefore() throws Exception {
        Actor person = withPassword(PersonRole.RESEARCHER);
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        String token = everybody.token(person);
        Cookie session = signIn(person.name(), PASSWORD);

        SignedIn.as(admin, () -> people.change(person.name(), PersonRole.VIEWER, null));
        http.perform(get("/runs").cookie(session)).andExpect(status().isUnauthorized());
        http.perform(Everybody.with(token, post("/experiments"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("role-needed"));

        Cookie again = signIn(person.name(), PASSWORD);
        SignedIn.as(admin, () -> people.change(person.name(), null, true));
        http.perform(get("/runs").cookie(again)).andExpect(status().isUnauthorized());
        http.perform(Everybody.with(token, get("/runs")))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("bad-token"));
        http.perform(signingIn(person.name(), PASSWORD)).andExpect(redirectedUrl("/sign-in?wrong"));

        assertThat(catchThrowableOfType(Problem.class, () -> SignedIn.as(admin, () -> people.invite(person.name())))
                        .code())
                .isEqualTo("person-disabled");

        SignedIn.as(admin, () -> people.change(person.name(), null, false));
        // what may be in wrong hands does not come back with the person
        http.perform(Everybody.with(token, get("/runs"))).andExpect(status().isUnauthorized());
        Cookie third = signIn(person.name(), PASSWORD);
        http.perform(form(post("/account/password").cookie(third))
                        .param("present", "a guess of it")
                        .param("password", PASSWORD + " more")
                        .param("again", PASSWORD + " more"))
                .andExpect(status().isUnprocessableContent());
        assertThat(entries("fail-to-sign-in", person)).isEqualTo(1);
        http.perform(form(post("/account/password").cookie(third))
                        .param("present", PASSWORD)
                        .param("password", PASSWORD + " more")
                        .param("again", PASSWORD + " more"))
                .andExpect(redirectedUrl("/sign-in?set"));
        http.perform(get("/runs").cookie(third)).andExpect(status().isUnauthorized());
        signIn(person.name(), PASSWORD + " more");
    }

    private int entries(String action, Actor actor) {
        return jdbc.sql("select count(*) from audit_entry where action = :action and person_id = :person")
                .param("action", action)
                .param("person", actor.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void aLinkOfSomebodyWhoIsDisabledIsVoid() {
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        String name = "void-" + System.nanoTime();
        String secret = SignedIn.as(admin, () -> people.add(name, PersonRole.RESEARCHER))
                .secret();
        SignedIn.as(admin, () -> people.change(name, null, true));
        SignedIn.as(admin, () -> people.change(name, null, false));
        assertThat(catchThrowableOfType(Problem.class, () -> people.usePasswordLink(secret, name, PASSWORD))
                        .code())
                .isEqualTo("link-used");
    }

    @Test
    void nobodyHasMoreTokensThanTheyCanKeepInSight() {
        Actor person = everybody.somebody(PersonRole.VIEWER);
        ApiToken last = SignedIn.as(
                person,
                () -> IntStream.range(0, ApiTokens.MAX_TOKENS)
                        .mapToObj(number ->
                                tokens.create("token " + number, null, null).token())
                        .reduce((first, second) -> second)
                        .orElseThrow());
        Problem refused = catchThrowableOfType(
                Problem.class, () -> SignedIn.as(person, () -> tokens.create("one more", null, null)));
        assertThat(refused.code()).isEqualTo("too-many-tokens");
        SignedIn.as(person, () -> tokens.revoke(last.id().toString()));
        assertThatCode(() -> SignedIn.as(person, () -> tokens.create("one more", null, null)))
                .doesNotThrowAnyException();
    }

    @Test
    void anOpenStreamEndsWithTheRightToIt() throws Exception {
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        Actor leaving = withPassword(PersonRole.VIEWER);
        Actor disabled = everybody.somebody(PersonRole.VIEWER);
        Actor lowered = everybody.somebody(PersonRole.OPERATOR);
        Actor eve = everybody.somebody(PersonRole.RESEARCHER);
        Actor idle = withPassword(PersonRole.VIEWER);
        Actor here = withPassword(PersonRole.VIEWER);
        StoredExperiment.Ready shown = stored.store();
        Cookie session = signIn(leaving.name(), PASSWORD);
        String evesToken = everybody.token(eve);
        Map<String, InputStream> streams = Map.of(
                "signed out", follow(shown, "Cookie", "SESSION=" + session.getValue()),
                "timed out",
                        follow(
                                shown,
                                "Cookie",
                                "SESSION=" + signIn(idle.name(), PASSWORD).getValue()),
                "here too long",
                        follow(
                                shown,
                                "Cookie",
                                "SESSION=" + signIn(here.name(), PASSWORD).getValue()),
                "disabled", follow(shown, "Authorization", "Bearer " + everybody.token(disabled)),
                "lowered", follow(shown, "Authorization", "Bearer " + everybody.token(lowered)));
        StoredExperiment.Ready hidden = stored.store();
        InputStream becomesPrivate = follow(hidden, "Authorization", "Bearer " + evesToken);
        InputStream still = follow(shown, "Authorization", "Bearer " + evesToken);

        http.perform(form(post("/sign-out").cookie(session))).andExpect(redirectedUrl("/sign-in?out"));
        jdbc.sql("update spring_session set expiry_time = 1 where principal_name = :id")
                .param("id", SignedIn.id(idle).toString())
                .update();
        jdbc.sql("update spring_session set creation_time = 1 where principal_name = :id")
                .param("id", SignedIn.id(here).toString())
                .update();
        SignedIn.as(admin, () -> people.change(disabled.name(), null, true));
        SignedIn.as(admin, () -> people.change(lowered.name(), PersonRole.VIEWER, null));
        jdbc.sql("update experiment set visibility = 'private', owner_id = :owner where id = :id")
                .param("owner", admin.id())
                .param("id", hidden.experiment())
                .update();
        streams.forEach(AccountsTests::assertEnds);
        assertEnds("private", becomesPrivate);
        jdbc.sql(
                        "insert into log_line (run_id, line, event, at, level, text) values (:run, 1, 9, now(), 'INFO', 'goes on')")
                .param("run", shown.four())
                .update();
        jdbc.sql("update run set last_event = 9 where id = :run")
                .param("run", shown.four())
                .update();
        assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThat(new BufferedReader(new InputStreamReader(still, StandardCharsets.UTF_8))
                                .lines()
                                .anyMatch(line -> line.contains("goes on")))
                        .isTrue());
    }

    @Test
    void ofOneTokenEachStreamIsLookedAtByItself() {
        Actor person = everybody.somebody(PersonRole.OPERATOR);
        Actor before = tokens.actor(everybody.token(person)).orElseThrow();
        Permits.Permit lost = new Permits.Permit(before, null);
        Permits.Permit kept =
                new Permits.Permit(new Actor(before.id(), before.name(), PersonRole.VIEWER, before.token()), null);
        assertThat(permits.lasting(List.of(kept, lost))).containsExactlyInAnyOrder(kept, lost);
        SignedIn.as(everybody.somebody(PersonRole.ADMIN), () -> people.change(person.name(), PersonRole.VIEWER, null));
        assertThat(permits.lasting(List.of(kept, lost))).containsExactly(kept);
    }

    private static void assertEnds(String why, InputStream stream) {
        assertTimeoutPreemptively(PATIENCE, stream::readAllBytes, why);
    }

    private InputStream follow(StoredExperiment.Ready experiment, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/runs/" + experiment.four() + "/events"))
                .header(header, value)
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void theLastAdministratorWhoCanComeInCannotGo() {
        Actor only = everybody.somebody(PersonRole.ADMIN);
        everybody.token(only);
        Actor shutOut = everybody.somebody(PersonRole.ADMIN);
        everybody.token(shutOut);
        jdbc.sql("update api_token set expires_at = now() where person_id = :id")
                .param("id", shutOut.id())
                .update();
        jdbc.sql("update person set role = 'OPERATOR' where role = 'ADMIN' and id not in (:only, :shutOut)")
                .param("only", only.id())
                .param("shutOut", shutOut.id())
                .update();
        for (Runnable going : List.<Runnable>of(
                () -> people.change(only.name(), PersonRole.OPERATOR, null),
                () -> people.change(only.name(), null, true))) {
            Problem problem = catchThrowableOfType(
                    Problem.class,
                    () -> SignedIn.as(only, () -> {
                        going.run();
                        return only;
                    }));
            assertThat(problem.code()).isEqualTo("last-administrator");
        }
        assertThat(SignedIn.as(
                        only, () -> people.change(shutOut.name(), null, true).disabled()))
                .isTrue();
        jdbc.sql("update person set role = 'ADMIN' where name = 'the-admin'").update();
    }

    @Test
    void theLinkOfTheFirstAdministratorMakesNoSecondOne() {
        everybody.token(everybody.somebody(PersonRole.ADMIN));
        String secret = people.firstLink();
        String name = "second-" + System.nanoTime();
        Problem used = catchThrowableOfType(Problem.class, () -> people.usePasswordLink(secret, name, PASSWORD));
        assertThat(used.code()).isEqualTo("link-used");
        assertThat(count("select count(*) from person where name = '" + name + "'"))
                .isZero();
    }

    @Test
    void whoIsSigningInWhileTheirRightToItEndsHasNoSession() throws Exception {
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        Actor person = withPassword(PersonRole.OPERATOR);
        for (PersonRole lower : List.of(PersonRole.RESEARCHER, PersonRole.VIEWER)) {
            Cookie session = signIn(person.name(), PASSWORD);
            // as if it were stored after what ends it
            jdbc.sql("update spring_session set principal_name = 'late' where principal_name = :id")
                    .param("id", SignedIn.id(person).toString())
                    .update();
            http.perform(get("/runs").cookie(session)).andExpect(status().isOk());
            SignedIn.as(admin, () -> people.change(person.name(), lower, null));
            http.perform(get("/runs").cookie(session)).andExpect(status().isUnauthorized());
        }
    }

    @Test
    void whatChangesNothingEndsNoSessionAndIsNotWrittenDown() throws Exception {
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        Actor person = withPassword(PersonRole.VIEWER);
        Cookie session = signIn(person.name(), PASSWORD);
        for (String nothing : List.of("{}", "{\"role\": \"viewer\"}", "{\"disabled\": false}")) {
            http.perform(Everybody.with(everybody.token(admin), patch("/users/" + person.name()))
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(nothing))
                    .andExpect(status().isOk());
        }
        http.perform(get("/runs").cookie(session)).andExpect(status().isOk());
        assertThat(count("select count(*) from audit_entry where action = 'change-person' and target = '" + person.id()
                        + "'"))
                .isZero();
    }

    @Test
    void aRoleThatWasReadCanBeSent() throws Exception {
        Actor person = everybody.somebody(PersonRole.OPERATOR);
        http.perform(everybody.as(PersonRole.ADMIN, get("/users/" + person.name())))
                .andExpect(jsonPath("$.role").value("operator"));
        http.perform(everybody.as(PersonRole.VIEWER, get("/account")))
                .andExpect(jsonPath("$.role").value("viewer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "local", "bitgap", "nobody"})
    void aNameThatStandsForSomebodyElseIsNone(String name) {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> SignedIn.as(everybody.somebody(PersonRole.ADMIN), () -> people.add(name, PersonRole.VIEWER)));
        assertThat(problem.code()).isEqualTo("bad-name");
    }

    @Test
    void whoseRoleAProviderGivesIsNotGivenAnotherHere() {
        Actor there = everybody.somebody(PersonRole.VIEWER);
        jdbc.sql("update person set issuer = 'https://login.example', subject = :name where id = :id")
                .param("name", there.name())
                .param("id", there.id())
                .update();
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> SignedIn.as(
                        everybody.somebody(PersonRole.ADMIN),
                        () -> people.change(there.name(), PersonRole.ADMIN, null)));
        assertThat(problem.code()).isEqualTo("signs-in-elsewhere");
    }

    @Test
    void aTokenIsShownOnceDoesNoMoreThanItsRoleAndEnds() throws Exception {
        Actor person = withPassword(PersonRole.RESEARCHER);
        Cookie session = signIn(person.name(), PASSWORD);
        MockHttpServletResponse made = http.perform(json(post("/account/tokens").cookie(session))
                        .content("{\"name\": \"reads\", \"role\": \"viewer\", \"days\": 2}"))
                .andExpect(status().isCreated())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andReturn()
                .getResponse();
        var created = JsonMapper.shared().readTree(made.getContentAsString());
        String secret = created.at("/secret").asString();
        String id = created.at("/token/id").asString();
        assertThat(secret).matches("bg_[A-Za-z0-9_-]{43}");
        assertThat(jdbc.sql("select string_agg(t::text, ' ') from api_token t")
                        .query(String.class)
                        .single())
                .doesNotContain(secret);

        http.perform(Everybody.with(secret, get("/account/tokens")))
                .andExpect(jsonPath("$.items[?(@.name == 'reads')].lastUsedAt").exists())
                .andExpect(content().string(Matchers.not(Matchers.containsString(secret))));
        http.perform(Everybody.with(secret, post("/experiments"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden());
        http.perform(json(post("/account/tokens").cookie(session))
                        .content("{\"name\": \"more\", \"role\": \"operator\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].code").value("role-too-high"));

        jdbc.sql("update api_token set expires_at = now() where id = cast(:id as uuid)")
                .param("id", id)
                .update();
        http.perform(Everybody.with(secret, get("/runs"))).andExpect(status().isUnauthorized());
        http.perform(Everybody.with("bg_no", get("/runs"))).andExpect(status().isUnauthorized());
    }

    @Test
    void aTokenMakesNoTokensAndRevokesItselfOnly() throws Exception {
        Actor person = everybody.somebody(PersonRole.RESEARCHER);
        String token = everybody.token(person);
        String other = everybody.token(person);
        http.perform(Everybody.with(token, post("/account/tokens"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"outlives it\"}"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("token-not-enough"));
        for (String somebodys : List.of(other, everybody.token(everybody.somebody(PersonRole.VIEWER)))) {
            http.perform(Everybody.with(token, delete("/account/tokens/" + id(somebodys))))
                    .andExpect(status().isForbidden());
        }
        http.perform(Everybody.with(other, get("/runs"))).andExpect(status().isOk());
        http.perform(Everybody.with(token, delete("/account/tokens/" + id(token))))
                .andExpect(status().isOk());
        http.perform(Everybody.with(token, get("/runs"))).andExpect(status().isUnauthorized());
    }

    /** It would be signed in for longer than the token is good for. */
    @Test
    void aTokenIsAnsweredWithoutASession() throws Exception {
        String token = everybody.token(everybody.somebody(PersonRole.RESEARCHER));
        String sessions = "select count(*) from spring_session";
        long before = jdbc.sql(sessions).query(Long.class).single();

        for (String path : List.of("/", "/runs", "/account/tokens", "/nowhere")) {
            http.perform(Everybody.with(token, get(path))).andExpect(cookie().doesNotExist("SESSION"));
        }
        http.perform(Everybody.with(token, post("/experiments"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(cookie().doesNotExist("SESSION"));

        assertThat(jdbc.sql(sessions).query(Long.class).single()).isEqualTo(before);
    }

    private String id(String token) {
        return String.valueOf(tokens.actor(token).orElseThrow().token());
    }

    @Test
    void ofTokensThatAreNoneOnlySoManyAreWrittenDown() throws Exception {
        String written = "select count(*) from audit_entry where address = '2001:db8::7'";
        for (int i = 0; i < 100; i++) {
            http.perform(from("2001:db8::7", Everybody.with("bg_" + i, get("/actuator/health"))))
                    .andExpect(status().isUnauthorized());
        }
        for (String address : List.of("2001:db8::7", "2001:db8::8")) {
            http.perform(from(address, Everybody.with("bg_more", get("/runs"))))
                    .andExpect(status().isTooManyRequests())
                    .andExpect(header().exists("Retry-After"))
                    .andExpect(jsonPath("$.code").value("too-many-requests"));
        }
        assertThat(count(written)).isEqualTo(100);
        http.perform(from("2001:db8::7", everybody.as(PersonRole.VIEWER, get("/runs"))))
                .andExpect(status().isOk());
    }

    @Test
    void whatIsRefusedBeforeAnybodyIsKnownIsNotShownToTheServiceItself() throws Exception {
        assertThat(RawHttp.get(port, "/?a=%zz", "Accept: text/html"))
                .contains("<html")
                .doesNotContain("Signed in as", "bitgap</a>", "New<span");
    }

    @Test
    void aViewersNetworkIsForbiddenInTheFormToo() throws Exception {
        Cookie session = signIn(withPassword(PersonRole.VIEWER).name(), PASSWORD);
        http.perform(form(post("/networks").cookie(session)).param("name", "x").param("configuration", "{}"))
                .andExpect(status().isForbidden());
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    @Test
    void aBrowserThatIsSignedInDoesNothingWithoutATokenOfItsForms() throws Exception {
        Actor person = withPassword(PersonRole.ADMIN);
        Cookie session = signIn(person.name(), PASSWORD);
        http.perform(post("/users").cookie(session).param("name", "mallory").param("role", "admin"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("form-expired"));
        http.perform(post("/users")
                        .cookie(session)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"mallory\"}"))
                .andExpect(status().isForbidden());
        // what a browser may send by itself is not a program's token
        http.perform(post("/users")
                        .cookie(session)
                        .header("Authorization", "Basic x")
                        .param("name", "mallory"))
                .andExpect(status().isForbidden());
        assertThat(count("select count(*) from person where name = 'mallory'")).isZero();
        http.perform(form(post("/users").cookie(session))
                        .param("name", "trent-" + System.nanoTime())
                        .param("role", "viewer"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(content().string(Matchers.containsString("/sign-in/link/")));
    }

    @Test
    void aWordThatIsNoRoleGivesNone() throws Exception {
        Actor person = withPassword(PersonRole.ADMIN);
        Cookie session = signIn(person.name(), PASSWORD);
        for (String role : List.of("", "viewre", "VİEWER")) {
            http.perform(form(post("/account/tokens").cookie(session))
                            .param("name", "typed wrongly")
                            .param("role", role)
                            .param("days", "1"))
                    .andExpect(status().isUnprocessableContent());
            http.perform(form(post("/users").cookie(session))
                            .param("name", "typed-wrongly")
                            .param("role", role))
                    .andExpect(status().isUnprocessableContent());
        }
        assertThat(SignedIn.as(person, tokens::own)).isEmpty();
    }

    @Test
    void everyPageSetsTheCookieOfItsFormsHoweverLongItIs() throws Exception {
        Cookie session = signIn(withPassword(PersonRole.ADMIN).name(), PASSWORD);
        for (String page : List.of("/", "/experiments/new", "/published", "/account", "/users")) {
            http.perform(get(page).accept(MediaType.TEXT_HTML).cookie(session))
                    .andExpect(status().isOk())
                    // kept when somebody comes from elsewhere, so that their other pages' forms go on
                    .andExpect(cookie().attribute("bitgap-form", "SameSite", "Lax"));
        }
        http.perform(get("/runs").cookie(session)).andExpect(cookie().doesNotExist("bitgap-form"));
    }

    @ParameterizedTest
    @CsvSource({
        "/runs?state=RUNNING, /runs?state=RUNNING",
        "//evil.example, /",
        "/\\evil.example, /",
        "https://evil.example, /",
        "'', /"
    })
    void whoSignsInGoesToAPageOfThisServiceOnly(String wanted, String taken) throws Exception {
        Actor person = withPassword(PersonRole.VIEWER);
        http.perform(signingIn(person.name(), PASSWORD).param("to", wanted)).andExpect(redirectedUrl(taken));
    }

    @Test
    void passwordsCannotBeTriedOneAfterTheOther() throws Exception {
        Actor person = withPassword(PersonRole.VIEWER);
        for (int i = 0; i < 10; i++) {
            http.perform(from("192.0.2.1", signingIn(person.name(), "wrong " + i)))
                    .andExpect(redirectedUrl("/sign-in?wrong"));
        }
        http.perform(from("192.0.2.1", signingIn(person.name(), PASSWORD)))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"));
        // the same address in other letters
        http.perform(from("192.0.2.1", form(post(URI.create("/%73ign-in"))))
                        .param("name", person.name())
                        .param("password", PASSWORD))
                .andExpect(status().isTooManyRequests());
        // and the same name with blanks around it
        http.perform(from("192.0.2.1", signingIn(" \t" + person.name() + " ", PASSWORD)))
                .andExpect(status().isTooManyRequests());
        Cookie session = Objects.requireNonNull(http.perform(from("192.0.2.2", signingIn(person.name(), PASSWORD)))
                .andExpect(redirectedUrl("/"))
                .andReturn()
                .getResponse()
                .getCookie("SESSION"));
        // nor by whoever has found a browser left open
        for (int i = 0; i < 10; i++) {
            http.perform(from("192.0.2.3", changing("wrong " + i).cookie(session)))
                    .andExpect(status().isUnprocessableContent());
        }
        http.perform(from("192.0.2.3", changing(PASSWORD).cookie(session)))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"));
    }

    @Test
    void theAuditSaysWhoDidWhatAndTheServiceItselfCannotChangeIt() throws Exception {
        Actor admin = everybody.somebody(PersonRole.ADMIN);
        String name = "audited-" + System.nanoTime();
        http.perform(Everybody.with(everybody.token(admin), post("/users"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"%s\", \"role\": \"viewer\"}".formatted(name)))
                .andExpect(status().isCreated());
        http.perform(Everybody.with(everybody.token(admin), patch("/users/" + name))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"role\": \"operator\"}"))
                .andExpect(status().isOk());
        http.perform(everybody.as(PersonRole.ADMIN, get("/audit?actor=" + admin.name() + "&action=change-person")))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].before.role").value("viewer"))
                .andExpect(jsonPath("$.items[0].after.role").value("operator"))
                .andExpect(jsonPath("$.items[0].address").value("127.0.0.1"))
                .andExpect(jsonPath("$.items[0].tokenId").isNotEmpty());
        http.perform(everybody.as(PersonRole.ADMIN, get("/audit?format=csv&actor=" + admin.name())))
                .andExpect(content().string(Matchers.containsString("add-person,")));
        http.perform(everybody.as(PersonRole.ADMIN, get("/audit?format=csv&columns=at,targetKind")))
                .andExpect(content().string(Matchers.startsWith("id,at,targetKind\r\n")));
        http.perform(everybody.as(PersonRole.ADMIN, get("/audit").accept(MediaType.TEXT_HTML)))
                .andExpect(content().string(Matchers.containsString(admin.name())));
        for (String change :
                List.of("update audit_entry set actor = 'x'", "delete from audit_entry", "truncate audit_entry")) {
            assertThat(catchThrowableOfType(
                            DataAccessException.class, () -> jdbc.sql(change).update()))
                    .as(change)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    private Actor withPassword(PersonRole role) {
        Actor person = everybody.somebody(role);
        String secret = SignedIn.as(everybody.somebody(PersonRole.ADMIN), () -> people.invite(person.name()))
                .secret();
        people.usePasswordLink(secret, "", PASSWORD);
        return person;
    }

    private static MockHttpServletRequestBuilder changing(String present) {
        return form(post("/account/password"))
                .param("present", present)
                .param("password", PASSWORD + " more")
                .param("again", PASSWORD + " more");
    }

    private Cookie signIn(String name, String password) throws Exception {
        MockHttpServletResponse answer = http.perform(signingIn(name, password))
                .andExpect(redirectedUrl("/"))
                .andReturn()
                .getResponse();
        return Objects.requireNonNull(answer.getCookie("SESSION"));
    }

    private static MockHttpServletRequestBuilder signingIn(String name, String password) {
        return form(post("/sign-in")).param("name", name).param("password", password);
    }

    private org.springframework.test.web.servlet.ResultActions choose(String secret, String password, String again)
            throws Exception {
        return http.perform(form(post("/sign-in/link/" + secret))
                .param("password", password)
                .param("again", again));
    }

    /** As a script of a page of ours sends it. */
    private static MockHttpServletRequestBuilder json(MockHttpServletRequestBuilder request) {
        return request.contentType(MediaType.APPLICATION_JSON)
                .cookie(new Cookie("bitgap-form", FORM_TOKEN))
                .header("X-XSRF-TOKEN", FORM_TOKEN);
    }

    /** As a browser sends a form of a page of ours. */
    private static MockHttpServletRequestBuilder form(MockHttpServletRequestBuilder request) {
        return request.contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.TEXT_HTML)
                .header("Origin", "http://localhost")
                .cookie(new Cookie("bitgap-form", FORM_TOKEN))
                .param("_csrf", FORM_TOKEN);
    }

    private static MockHttpServletRequestBuilder from(String address, MockHttpServletRequestBuilder request) {
        return request.with(sent -> {
            sent.setRemoteAddr(address);
            return sent;
        });
    }
}
