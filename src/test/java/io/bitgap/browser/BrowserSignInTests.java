package io.bitgap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

/** People sign in with a real OpenID Connect provider, in a real browser, and out again. */
@ExtendWith(InstalledChromium.class)
@Tag("application")
@SpringBootTest(
        properties = {
            "bitgap.role=web",
            "bitgap.auth=oidc",
            "bitgap.quickstart=false",
            "bitgap.oidc.client-id=" + Provider.CLIENT,
            "bitgap.oidc.client-secret=" + Provider.SECRET,
            "bitgap.oidc.role-claim=groups.all",
            "bitgap.oidc.role-prefix=bitgap-"
        },
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserSignInTests {
    private static final int PROVIDER = TestSocketUtils.findAvailableTcpPort();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private @Nullable Visit visit;
    private @Nullable ConfigurableApplicationContext provider;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("bitgap.oidc.issuer", () -> "http://localhost:" + PROVIDER);
    }

    @BeforeAll
    void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Visit.PAGE_MS);
        provider = Provider.start(PROVIDER, port);
        visit = new Visit();
    }

    @AfterAll
    void close() {
        if (visit != null) {
            visit.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    @Test
    void theProviderSaysWhoSomebodyIsAndWhichRoleTheyHaveUntilTheyHaveToSignInAgain() {
        Provider.ROLES.put("Ada", List.of("other", "bitgap-researcher", "bitgap-viewer"));
        Page page = page();
        page.navigate("/runs?state=RUNNING");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=.*"));
        signIn(page, "Ada");
        assertThat(page).hasURL(Pattern.compile(".*/runs\\?state=RUNNING"));
        page.navigate("/account");
        assertThat(page.locator("main")).containsText("You are ada, with the role researcher.");
        page.locator("#token-name").fill("from a browser");
        page.locator("text=Make a token").click();
        assertThat(page.locator("#secret")).hasText(Pattern.compile("bg_[\\w-]{43}"));

        jdbc.sql("update spring_session set creation_time = creation_time - 13 * 3600 * 1000")
                .update();
        page.navigate("/account");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=.*"));

        Provider.ROLES.put("Ada", List.of("bitgap-operator"));
        page.locator("text=Sign in with your provider").click(); // who is still signed in there is asked nothing
        page.waitForURL("http://127.0.0.1:" + port + "/**");
        page.navigate("/account");
        assertThat(page.locator("main")).containsText("You are ada, with the role operator.");

        page.locator("main >> text=Sign out").click();
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?out.*"));
        page.navigate("/account");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=.*"));
        page.locator("text=Sign in with your provider").click();
        assertThat(page.locator("input[name=password]")).isVisible(); // signed out there too
    }

    @Test
    void whomTheProviderGivesNoRoleIsToldSo() {
        Page page = page();
        page.navigate("/");
        signIn(page, "eve");
        assertThat(page.locator("[role=alert]")).containsText("none of the roles of Bitgap");
        Assertions.assertThat(jdbc.sql("select after ->> 'reason' from audit_entry where action = 'fail-to-sign-in'")
                        .query(String.class)
                        .list())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("none of the roles");
        page.navigate("/runs");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?to=.*"));
    }

    @Test
    void whoNeverComesBackFromTheProviderLeavesOnlySoManySessionsBehind() throws IOException {
        for (int i = 0; i < 100; i++) {
            Assertions.assertThat(leave()).startsWith("HTTP/1.1 302 ");
        }
        Assertions.assertThat(leave()).startsWith("HTTP/1.1 429 ");
        Assertions.assertThat(jdbc.sql("select count(*) from spring_session where principal_name is null")
                        .query(Integer.class)
                        .single())
                .isLessThan(110);
    }

    /** From an address of its own. */
    private String leave() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.0.9"), 0)) {
            socket.getOutputStream()
                    .write("GET /oauth2/authorization/provider HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void signIn(Page page, String name) {
        page.locator("text=Sign in with your provider").click();
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(Provider.PASSWORD);
        page.locator("button[type=submit]").click();
        page.waitForURL("http://127.0.0.1:*/**");
    }

    private Page page() {
        Visit opened = java.util.Objects.requireNonNull(visit);
        opened.forget();
        return opened.page("http://127.0.0.1:" + port);
    }
}
