package io.tenure.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.UsersForTests;
import io.tenure.contract.NodeTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages in a real browser: that it runs nothing else than our script, that axe finds nothing serious, and
/// pictures of each page in both languages, light and dark, in `target/screenshots`.
@QuarkusTest
class PagesTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int MAX_FIRST_PAGE_BYTES = 100_000;

    @TestHTTPResource("/")
    URI service;

    private static ChromiumForTests chromium;

    @BeforeAll
    static void start() {
        chromium = ChromiumForTests.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void eachPageIsAccessibleInBothLanguagesLightAndDark() throws IOException {
        for (String language : List.of("en", "zh")) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (BrowserContext context = context(language, scheme)) {
                    Page page = context.newPage();
                    List<String> errors = new ArrayList<>();
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error")
                                && !message.text().contains("401")
                                && !message.text().contains("404")) {
                            errors.add(message.text());
                        }
                    });
                    page.navigate(address("/"));
                    check(page, "sign-in", language, scheme);
                    signIn(page, "max");
                    check(page, "today", language, scheme);
                    page.navigate(address("/nowhere"));
                    check(page, "not-found", language, scheme);
                    assertThat(errors).isEmpty();
                }
            }
        }
    }

    private BrowserContext context(String language, ColorScheme scheme) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions().setLocale(language).setColorScheme(scheme));
    }

    static void signIn(Page page, String name) {
        page.fill("input[name=name]", name);
        page.fill("input[name=password]", UsersForTests.password());
        page.click("button.main");
        page.waitForLoadState();
        assertThat(page.locator(".who").textContent()).isEqualTo(name);
    }

    private void check(Page page, String name, String language, ColorScheme scheme) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        name + "-" + language + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png")));
        // By the protocol of the debugger, which the policy of the page doesn't concern.
        page.evaluate(Files.readString(NodeTools.DIRECTORY.resolve("node_modules/axe-core/axe.min.js")));
        Object serious = page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(v => v.impact === 'serious' || v.impact === 'critical')
                    .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))""");
        assertThat((List<?>) serious).as("%s %s %s", name, language, scheme).isEmpty();
    }

    private String address(String path) {
        return service.resolve(path).toString();
    }

    @Test
    void theFirstPageIsSmall() {
        try (BrowserContext context = context("en", ColorScheme.LIGHT)) {
            Page page = context.newPage();
            List<Integer> sizes = new ArrayList<>();
            page.onResponse(response -> sizes.add(response.body().length));
            page.navigate(address("/"));
            assertThat(sizes).hasSizeGreaterThanOrEqualTo(4);
            assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isLessThan(MAX_FIRST_PAGE_BYTES);
        }
    }
}
