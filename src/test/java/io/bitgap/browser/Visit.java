package io.bitgap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Chromium, and what its pages complained about. */
final class Visit implements AutoCloseable {
    /** For what a training ends with. */
    static final double PATIENCE_MS = 180_000;

    /** For a page, on a machine that trains meanwhile. */
    static final double PAGE_MS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Visit() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(InstalledChromium.find().orElseThrow())
                        // a container's root user has no sandbox
                        .setArgs(List.of("--no-sandbox", "--disable-gpu"))
                        .setTimeout(PATIENCE_MS));
    }

    /** A page in a fresh session; everything that it writes to the console as an error is a complaint. */
    Page page(String address, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setBaseURL(address).setAcceptDownloads(true));
        context.setDefaultTimeout(PAGE_MS);
        context.setDefaultNavigationTimeout(PAGE_MS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        return page;
    }

    static Browser.NewContextOptions handheld() {
        return new Browser.NewContextOptions().setViewportSize(390, 844).setHasTouch(true);
    }

    Page page(String address) {
        return page(address, new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** Nothing was complained about but that the server refused something, which was asked for. */
    void expectRefusalsAlone() {
        assertThat(complaints)
                .as("console errors and warnings")
                .allMatch(said -> said.contains("Failed to load resource"));
        complaints.clear();
    }

    void expectNoComplaints() {
        assertThat(complaints).as("console errors and warnings").isEmpty();
    }

    /** Closes what earlier tests have opened, and forgets what it complained about. */
    void forget() {
        browser.contexts().forEach(BrowserContext::close);
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
