package io.bitgap.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What axe-core finds wrong with a page: on a wide screen in light and in the dark, and on a narrow one. */
final class Accessibility {
    private static final String SCRIPT = script();

    /** Of a long table the first lines stand for all. */
    private static final String LATER_LINES = "tbody > tr:nth-child(n + 6)";

    /** In another colour scheme nothing changes but colours. */
    private static final String RUN = """
            colours => axe.run({exclude: [[%s]]}, {
              resultTypes: ['violations'],
              preload: false,
              ...(colours
                ? {runOnly: ['color-contrast']}
                : {rules: {'label-content-name-mismatch': {enabled: true}}}),
            }).then(found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)))
            """.formatted("'" + LATER_LINES + "'");

    private static final int WIDE = 1280;
    private static final String FITS = "document.scrollingElement.scrollWidth <= innerWidth";

    private Accessibility() {}

    /**
     * @param page as it was loaded; its size and colour scheme change
     * @param narrowToo whether a narrow screen shows other things, not only the same ones elsewhere
     * @return a line for each thing that is wrong, what is wider than the screen included
     */
    static List<String> complaints(Page page, boolean narrowToo) {
        List<String> complaints = new ArrayList<>();
        page.evaluate(SCRIPT);
        for (int width : List.of(WIDE, 390)) {
            page.setViewportSize(width, 900);
            try {
                // a chart takes its new width a moment later
                page.waitForFunction(FITS, null, new Page.WaitForFunctionOptions().setTimeout(Visit.PAGE_MS / 3));
            } catch (TimeoutError tooWide) {
                complaints.add(page.url() + " is wider than a screen of " + width);
            }
            for (ColorScheme scheme : schemes(width, narrowToo)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                for (Object found : (List<?>) page.evaluate(RUN, scheme == ColorScheme.DARK)) {
                    complaints.add("%s at %d, %s: %s".formatted(page.url(), width, scheme, found));
                }
            }
        }
        return complaints;
    }

    /** The colours of a narrow screen are those of a wide one. */
    private static List<ColorScheme> schemes(int width, boolean narrowToo) {
        if (width == WIDE) {
            return List.of(ColorScheme.DARK, ColorScheme.LIGHT);
        }
        return narrowToo ? List.of(ColorScheme.LIGHT) : List.of();
    }

    private static String script() {
        try (InputStream file = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
