package io.bitgap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.bitgap.WebRoleTest;
import io.bitgap.experiment.Experiments;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A person at the form for a new experiment: what was typed stays, and what is wrong is seen. */
@ExtendWith(InstalledChromium.class)
@WebRoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserFormTests {
    @LocalServerPort
    int port;

    @Autowired
    Experiments experiments;

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
        assertThat(page.locator("#sum")).containsText("4 runs");
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
    void swaggersPageIsDrawnUnderItsPolicy() {
        Page page = visit().page("http://127.0.0.1:" + port);
        page.navigate("/swagger-ui.html");
        page.locator("#operations-recipes-recipes, .opblock").first().click();
        assertThat(page.locator(".opblock.is-open .responses-wrapper")).isVisible();
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
        Locator notice = second.locator("#same .notice");
        // The preview says it first; the button under the pointer stays what it was.
        assertThat(notice).isVisible();
        second.locator("#start").click();
        assertThat(notice).containsText("Not started.");
        assertThat(notice).isFocused();
        assertThat(notice).isInViewport();
        notice.locator("button").click();
        second.waitForURL("**/experiments/second-of-two*");
        visit().expectRefusalsAlone();
    }

    @Test
    void theKeyboardAloneSubmitsAnExperiment() {
        Page page = visit().page(address());
        page.navigate("/experiments/new");
        assertThat(reach(page, "#name")).as("Tab reaches the name").isTrue();
        page.keyboard().type("keyboard only");
        assertThat(reach(page, "#start")).as("Tab reaches the button").isTrue();
        page.keyboard().press("Enter");
        page.waitForURL("**/experiments/keyboard-only*");
        assertThat(page.locator("h1")).hasText("keyboard only");
        String submitted = page.url().substring(page.url().lastIndexOf('/') + 1);
        assertThat(reach(page, ".confirm > summary"))
                .as("Tab reaches what cancels")
                .isTrue();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Yes, cancel it")).isVisible();
        page.keyboard().press("Tab");
        page.keyboard().press("Escape");
        assertThat(page.getByText("Yes, cancel it")).isHidden();
        assertThat(page.locator(".confirm > summary")).isFocused();
        experiments.cancel(submitted);
        visit().expectNoComplaints();
    }

    @Test
    void formAndJsonFollowEachOther() {
        Page page = visit().page(address());
        page.navigate("/experiments/new");
        page.locator("#name").fill("written in the form");
        assertThat(page.locator("#spec")).hasValue(Pattern.compile("written in the form"));

        page.locator("label:has(#side-json)").click();
        String typed = """
                {"name": "written as JSON", "network": "resnet20", "dataset": "shapes10",
                 "methods": ["qil"], "bits": ["3"], "seeds": [1, 2]}
                """;
        page.locator("#spec").fill(typed);
        page.locator("label:has(#side-form)").click();
        assertThat(page.locator("#name")).hasValue("written as JSON");
        assertThat(page.locator("#network")).hasValue("resnet20");
        assertThat(page.getByLabel("qil at 3 bits", new Page.GetByLabelOptions().setExact(true)))
                .isChecked();
        assertThat(page.locator("#sum")).containsText("6 runs");

        page.locator("label:has(#side-json)").click();
        page.locator("#spec").fill(typed.replace("\"3\"", "\"9\""));
        assertThat(page.locator("#spec-wrong")).containsText("/bits/0");
        visit().expectNoComplaints();
    }

    @Test
    void thePreviewComesWhileSomebodyTypesAndTakesNothingOutOfTheirHands() {
        Page page = visit().page(address());
        page.navigate("/experiments/new");
        page.locator("#recipe-more summary").click();
        page.locator("#name").fill("  typed by hand");
        page.locator("#recipe-epochs").focus();
        page.keyboard().type("17");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("#spec")).hasValue(Pattern.compile("\"epochs\": *17"));
        assertThat(page.locator("#name")).hasValue("  typed by hand");
        assertThat(page.locator("#recipe-more")).hasAttribute("open", "");
        page.keyboard().type("0");
        assertThat(page.locator("#recipe-epochs")).isFocused();
        assertThat(page.locator("#recipe-epochs")).hasValue("107");
        assertThat(page.locator("#spec")).hasValue(Pattern.compile("\"epochs\": *107"));

        page.locator("#preview details summary").first().click();
        page.locator("#moreBits").fill("w3a4");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("pact at w3a4 bits")).isChecked();
        assertThat(page.locator("#moreBits")).hasValue("");
        assertThat(page.locator("#moreBits")).isFocused();
        assertThat(page.locator("#preview details").first()).hasAttribute("open", "");

        page.locator("#limits-trainExamples").evaluate("field => field.value = 'many'");
        page.locator("#limits-trainExamples").dispatchEvent("input");
        assertThat(page.locator("#limits-trainExamples-wrong .wrong")).isVisible();
        assertThat(page.locator("#limits-trainExamples")).hasAttribute("aria-invalid", "true");
        visit().expectNoComplaints();
    }

    @Test
    void whatHasTheFocusIsNeverUnderTheBarThatStaysInSight() {
        Page page = visit().page(address(), Visit.handheld());
        page.navigate("/experiments/new");
        String covered = """
                () => {
                  const focused = document.activeElement, bar = document.querySelector('.send');
                  const box = focused.getBoundingClientRect(), foot = bar.getBoundingClientRect();
                  return focused === document.body ? 'over'
                    : !bar.contains(focused) && box.bottom > foot.top + 1 && box.top < foot.bottom ? focused.outerHTML.slice(0, 200)
                    : '';
                }
                """;
        List<String> hidden = new ArrayList<>();
        int stops = 0;
        String found = "";
        while (!found.equals("over") && stops < 300) {
            page.keyboard().press("Tab");
            found = (String) page.evaluate(covered);
            stops++;
            if (!found.isEmpty() && !found.equals("over")) {
                hidden.add(found);
            }
        }
        assertThat(stops).isBetween(40, 299);
        assertThat(hidden).isEmpty();
        assertThat(page.locator(".send").boundingBox().height).isLessThan(844 * 0.1);
    }

    private static boolean reach(Page page, String selector) {
        for (int pressed = 0; pressed < 300; pressed++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return true;
            }
        }
        return false;
    }

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    private Page form() {
        Page page = visit().page(address());
        page.navigate("/experiments/new");
        return page;
    }

    private Visit visit() {
        return Objects.requireNonNull(opened);
    }
}
