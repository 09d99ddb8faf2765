package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.UsersForTests;
import io.tenure.contract.NodeTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages in a real browser: that it runs nothing else than our script, that axe finds nothing serious, and
/// pictures of each page in both languages, light and dark, in `target/screenshots`.
@QuarkusTest
class PagesTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int MAX_FIRST_PAGE_BYTES = 100_000;

    /// How a person sees the pages.
    record Look(String language, ColorScheme scheme) {}

    /// Each language and each scheme; with all proofs, each with each.
    static final List<Look> LOOKS = Boolean.getBoolean("tenure.proofs")
            ? Stream.of("en", "zh")
                    .flatMap(language ->
                            Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(scheme -> new Look(language, scheme)))
                    .toList()
            : List.of(new Look("en", ColorScheme.LIGHT), new Look("zh", ColorScheme.DARK));

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

    /// C07 of the README, thirty days earlier and on the day.
    private static final String CUSTOMER = """
            {"customerId": "C07", "asOf": "%s",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 45,
                       "volumeCurrent": %d, "volumePrior": 500, "profitCurrent": 100, "profitPrior": 200,
                       "stableDays": 200, "openComplaints": %d, "satisfaction": 2, "marketingConsent": true,
                       "clv": 2500, "saveProbability": 0.25, "saveCost": 100,
                       "currentValueScore": 85, "potentialValueScore": 70}}""";

    static void decide() {
        for (String body : List.of(
                String.format(Locale.ROOT, CUSTOMER, "2026-04-30", 480, 0),
                String.format(Locale.ROOT, CUSTOMER, "2026-06-30", 200, 1))) {
            as("tester")
                    .contentType("application/json")
                    .body(body)
                    .post("/api/v1/decisions")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aServiceDeskUnderstandsACustomerAndRecordsAnOutcome() {
        decide();
        try (BrowserContext context = context("en", ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(address("/customers"));
            signIn(page, "tester");
            page.fill("input[name=customer]", "C07");
            page.click("button.main");
            assertThat(page.url()).endsWith("/customers/C07");
            assertThat(page.locator(".sentence").allTextContents())
                    .hasSize(3)
                    .first()
                    .asString()
                    .contains("C07", "2026-06-30", "Decline");
            assertThat(page.locator("section[aria-labelledby=why] .rows")
                            .first()
                            .textContent())
                    .contains("ST6.1", "stage.xlsx, Stage, row ");
            assertThat(page.locator("section[aria-labelledby=why] .rows a")
                            .getByText("ST6.1")
                            .getAttribute("href"))
                    .isEqualTo("/rules/Stage?row=ST6.1#row-ST6.1");
            String actions =
                    page.locator("section[aria-labelledby=why-not] table").textContent();
            assertThat(actions).contains("Resolve complaint", "advised", "another ranks before it", "not proposed");
            page.selectOption("select[name=type]", "ACCEPTED");
            page.selectOption("select[name=action]", "COMPLAINT_RECOVERY");
            page.locator("section[aria-labelledby=outcomes] button.main").click();
            assertThat(page.locator("[role=status]").textContent()).isEqualTo("The outcome is recorded.");
            assertThat(page.locator("section[aria-labelledby=outcomes] table").textContent())
                    .contains("action accepted", "Resolve complaint");
            page.locator("section[aria-labelledby=history] tbody a").nth(1).click();
            assertThat(page.locator("h2").first().textContent()).isEqualTo("Decision as of 2026-04-30");
        }
    }

    @Test
    void anAuthorChangesAThresholdAndSeesFindingsAndWhoIsAffected() {
        RulesPageTest.deleteDrafts();
        try (BrowserContext context = context("en", ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(address("/rules"));
            signIn(page, "ann");
            page.fill("input[name=q]", "highest band");
            page.locator("[role=search] button").click();
            page.locator(".found a").getByText("RiskBand RB5").click();
            page.locator("#row-RB5 th a").click();
            Locator points = page.locator("input[value='>= 5']");
            String about = "#" + points.getAttribute("id") + "-about";
            points.fill("more than 5 or so");
            page.locator("main button.main").click();
            assertThat(page.locator("[role=status]").textContent()).contains("The draft has 1 error");
            assertThat(page.locator(about + " .finding.bad").textContent()).contains("more than 5 or so");
            page.locator("input[value='more than 5 or so']").fill(">= 6");
            page.locator("main button.main").click();
            assertThat(page.locator("[role=status]").textContent()).contains("The check found no error.");
            page.locator("main form a[href$='/affected']").click();
            assertThat(page.locator(".region h3").allTextContents())
                    .anyMatch(change -> change.contains("RiskBand") && change.contains("→"));
        } finally {
            RulesPageTest.deleteDrafts();
        }
    }

    @Test
    void aCellIsChangedInTheGridByKeyboardWithFindingsWhileTypingAndWhoIsAffected() throws IOException {
        RulesPageTest.deleteDrafts();
        try (BrowserContext context = context("en", ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(address("/rules/RiskBand"));
            signIn(page, "ann");
            Locator cell = page.locator("#row-RB5 td.when")
                    .filter(new Locator.FilterOptions().setHasText(">= 5"))
                    .first();
            cell.click();
            Locator input = page.locator("form.cell-editor input:not([type=hidden])");
            assertThat(input.inputValue()).isEqualTo(">= 5");
            input.fill("more than 5 or so");
            page.locator("form.cell-editor .finding.bad").waitFor();
            assertThat(page.locator("form.cell-editor .finding.bad").textContent())
                    .contains("more than 5 or so");
            input.press("Escape");
            assertThat(page.locator("form.cell-editor").count()).isZero();
            assertThat(cell.textContent()).contains("5");
            assertThat(cell.evaluate("cell => cell === document.activeElement")).isEqualTo(true);

            cell.press("Enter");
            input.fill(">= 6");
            input.press("Enter");
            page.locator("#edit-report [data-load] .sentence").waitFor();
            assertThat(page.locator("#edit-report").textContent())
                    .contains("Saved into draft", "The check found no error.", "RiskBand");
            assertThat(page.url()).contains("version=");
            cell = page.locator("td:focus");
            assertThat(cell.textContent()).contains(">= 6");
            check(page, "cell-saved", "en", ColorScheme.LIGHT);
            page.setViewportSize(390, 844);
            check(page, "cell-saved-narrow", "en", ColorScheme.LIGHT);
            page.setViewportSize(1280, 800);

            // The tabulator key saves and goes on; the arrows go on without a change.
            cell.press("ArrowUp");
            page.locator("td:focus").press("F2");
            input.fill("often");
            input.press("Tab");
            page.locator("#edit-report .warning").waitFor();
            assertThat(page.locator("#edit-report").textContent()).contains("1 error");
            assertThat(page.locator(".grid td > .finding.bad").count()).isEqualTo(1);
            input.waitFor();
            input.press("Escape");
            page.goBack();
            page.goForward();
            assertThat(page.locator(".grid td > .finding.bad").count()).isEqualTo(1);

            // Without a connection what was typed stays.
            page.locator("td > .finding.bad").locator("..").click();
            input.fill("< 6");
            context.setOffline(true);
            input.press("Enter");
            page.locator("form.cell-editor [role=alert]").waitFor();
            assertThat(input.inputValue()).isEqualTo("< 6");
            context.setOffline(false);
            input.press("Enter");
            page.locator("#edit-report .good").waitFor();

            // The name of a row is a cell beside its link.
            page.locator("#row-RB5 td[data-column]").first().click();
            input.press("Escape");
            page.locator("td:focus").press("ArrowLeft");
            page.locator("#row-RB5 th:focus").press("Enter");
            input.waitFor();
            assertThat(input.inputValue()).isEqualTo("RB5");
            input.press("Escape");
            assertThat(page.locator("#row-RB5 th a").textContent()).isEqualTo("RB5");
        } finally {
            RulesPageTest.deleteDrafts();
        }
    }

    @Test
    void eachPageIsAccessibleInBothLanguagesLightAndDark() throws IOException {
        decide();
        ResultsPageTest.decideWithExclusions();
        for (Look look : LOOKS) {
            String language = look.language;
            ColorScheme scheme = look.scheme;
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
                page.navigate(address("/customers"));
                check(page, "find-customer", language, scheme);
                page.navigate(address("/customers/C07"));
                check(page, "customer", language, scheme);
                checkDecision(page, language, scheme);
                checkRules(page, language, scheme);
                checkScenarios(page, language, scheme);
                page.navigate(address("/results?groupBy=stage&funnel=true"));
                check(page, "results", language, scheme);
                page.navigate(address("/results/backtests"));
                check(page, "backtests", language, scheme);
                page.navigate(address("/results/calibration"));
                check(page, "calibration", language, scheme);
                checkOperation(page, language, scheme);
                page.navigate(address("/nowhere"));
                check(page, "not-found", language, scheme);
                assertThat(errors).isEmpty();
            }
        }
    }

    private static void checkDecision(Page page, String language, ColorScheme scheme) throws IOException {
        page.locator("a[href$='/letter']").click();
        check(page, "letter", language, scheme);
        page.goBack();
        page.locator("a[href$='/scenario']").click();
        check(page, "kept-scenario", language, scheme);
        page.goBack();
        page.locator("a[href$='/facts']").click();
        page.fill("[name='fact.openComplaints']", "0");
        page.locator("main button.main").first().click();
        check(page, "facts", language, scheme);
    }

    private void checkOperation(Page page, String language, ColorScheme scheme) throws IOException {
        page.locator(".person form[action='/sign-out'] button").click();
        page.navigate(address("/people"));
        signIn(page, "olga");
        page.fill("[name=name]", "page-" + language + scheme.ordinal());
        page.check("[name=role][value=viewer]");
        page.locator("button.main").click();
        check(page, "people", language, scheme);
        page.navigate(address("/audit/verification"));
        check(page, "audit", language, scheme);
    }

    private void checkRules(Page page, String language, ColorScheme scheme) throws IOException {
        RulesPageTest.deleteDrafts();
        page.navigate(address("/rules?q=ST6"));
        check(page, "rules", language, scheme);
        page.navigate(address("/rules/Stage?hits=true"));
        check(page, "table", language, scheme);
        page.locator("#row-ST2 td[data-column]").first().click();
        page.locator("form.cell-editor input:not([type=hidden])").fill("often");
        page.locator("form.cell-editor .finding.bad").waitFor();
        check(page, "cell", language, scheme);
        page.navigate(address("/rule-files/consent.drl"));
        check(page, "rule-file", language, scheme);
        page.navigate(address("/parameters"));
        check(page, "parameters", language, scheme);
        page.navigate(address("/settings/limits"));
        check(page, "settings", language, scheme);
        page.navigate(address("/settings/outcomes/new"));
        check(page, "new-outcome", language, scheme);
        page.navigate(address("/actions/new"));
        check(page, "new-action", language, scheme);
        page.navigate(address("/parameters/lapseGapRatio"));
        page.fill("input[name=value]", "3");
        page.locator("main button.main").click();
        check(page, "parameter", language, scheme);
        page.navigate(address("/rules/Stage"));
        page.locator("#row-ST6\\.1 th a").click();
        page.locator("#c3").fill("often");
        page.locator("main button.main").first().click();
        page.locator("a[href$='#row-history']").click();
        check(page, "row", language, scheme);
        RulesPageTest.deleteDrafts();
    }

    private void checkScenarios(Page page, String language, ColorScheme scheme) throws IOException {
        page.navigate(address("/scenarios?q=C07"));
        check(page, "scenarios", language, scheme);
        page.navigate(address("/scenarios/coverage"));
        check(page, "scenario-coverage", language, scheme);
        for (String part : List.of("score", "proposals")) {
            page.navigate(address("/scenarios/" + part));
            page.selectOption("select[name=table]", "RiskBand");
            page.locator("main form[action='/scenarios/" + part + "'] button.main")
                    .click();
            // Jobs that take a while on a busy machine.
            page.waitForSelector(
                    part.equals("score") ? "#unseen" : "#found", new Page.WaitForSelectorOptions().setTimeout(120_000));
            if (part.equals("score")) {
                page.locator("details.share summary").first().click();
            }
            check(page, "scenario-" + part, language, scheme);
        }
    }

    private BrowserContext context(String language, ColorScheme scheme) {
        return context(chromium, language, scheme);
    }

    static BrowserContext context(ChromiumForTests chromium, String language, ColorScheme scheme) {
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

    static void check(Page page, String name, String language, ColorScheme scheme) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        name + "-" + language + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
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
            List<Response> responses = new ArrayList<>();
            page.onResponse(responses::add);
            page.navigate(address("/"));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            Map<String, Integer> sizes = new HashMap<>();
            for (Response response : List.copyOf(responses)) {
                sizes.put(URI.create(response.url()).getPath(), response.body().length);
            }
            assertThat(sizes).containsKeys("/", "/workbench/style.css", "/workbench/workbench.js");
            assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum())
                    .isLessThan(MAX_FIRST_PAGE_BYTES);
        }
    }
}
