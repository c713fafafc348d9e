package io.bitgap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.bitgap.WebRoleTest;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A person at the form for a new experiment: what was typed stays, and what is wrong is seen. */
@ExtendWith(InstalledChromium.class)
@WebRoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserFormTests {
    @LocalServerPort
    int port;

    private @Nullable Visit opened;

    @BeforeAll
    void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Visit.PAGE_MS);
        opened = new Visit();
    }

    @BeforeEach
    void forgetEarlierComplaints() {
        visit().forget();
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aMissingNameIsSaidAtItsFieldUntilThereIsOne() {
        Page page = form();
        page.waitForResponse("**/experiments/new", () -> page.locator("#start").click());
        assertThat(page.locator("#name")).isFocused();
        assertThat(page.locator("#sum")).hasText("Cannot be run yet: Name");
        assertThat(page.locator("#name-wrong .wrong")).isVisible();

        page.keyboard().type("thought of late");
        assertThat(page.locator("#sum")).containsText("3 runs");
        assertThat(page.locator("#name-wrong .wrong, #said .notice")).hasCount(0);
        visit().expectRefusalsAlone();
    }

    @Test
    void theFormIsThereAgainAfterAReloadAndOnTheWayBack() {
        Page page = form();
        page.locator("#add-pair").click();
        Locator label = page.locator("tr.own [name$=label]");
        label.fill("the added pair");
        page.locator("#name").fill("kept " + UUID.randomUUID());
        String name = page.locator("#name").inputValue();
        page.locator("#recipe-epochs").fill("17");
        assertThat(page.locator("#spec")).hasValue(Pattern.compile("\"epochs\": *17"));

        page.reload();
        assertThat(page.locator("#name")).hasValue(name);
        assertThat(page.locator("#recipe-epochs")).hasValue("17");
        assertThat(label).hasValue("the added pair");

        page.locator("#start").click();
        page.waitForURL("**/experiments/kept*");
        page.goBack();
        assertThat(page.locator("#name")).hasValue(name);
        assertThat(label).hasValue("the added pair");
        page.locator("#start").click();
        page.waitForURL("**/experiments/kept*");
        page.navigate("/experiments?q=" + name);
        assertThat(page.locator("#list tbody tr, table tbody tr").filter(new Locator.FilterOptions().setHasText(name)))
                .hasCount(1);
        visit().expectNoComplaints();
    }

    @Test
    void whatWasRunBeforeIsSaidWhereTheClickWas() {
        String seed = String.valueOf(1 + UUID.randomUUID().hashCode() / 2 + (1 << 30));
        Page page = form();
        page.locator("#name").fill("first of two");
        page.locator("#seeds").fill(seed);
        page.locator("#start").click();
        page.waitForURL("**/experiments/first-of-two*");

        Page second = form();
        second.locator("#name").fill("second of two");
        second.locator("#seeds").fill(seed);
        second.locator("#start").click();
        Locator notice = second.locator("#same .notice");
        assertThat(notice).containsText("Not started.");
        assertThat(notice).isFocused();
        assertThat(notice).isInViewport();
        visit().expectRefusalsAlone();
    }

    private Page form() {
        Page page = visit().page("http://127.0.0.1:" + port);
        page.navigate("/experiments/new");
        return page;
    }

    private Visit visit() {
        return Objects.requireNonNull(opened);
    }
}
