package io.tenure.workbench;

import static io.tenure.contract.BundleFiles.edited;
import static io.tenure.contract.BundleFiles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two people change a rule by the pages alone, and roll it back; each page on the way in both languages, light and
/// dark.
@QuarkusTest
@TestProfile(DraftPagesTest.OwnDatabase.class)
class RuleChangeTest {
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int STAGE = 13;
    private static final int REASON = 14;

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
    void oneChangesAWorkbookAnotherApprovesACustomerSeesItAndItIsRolledBack() throws IOException {
        PagesTest.decide();
        byte[] stage = Files.readAllBytes(Path.of("decision-tables/stage.xlsx"));
        try (BrowserContext authors = PagesTest.context(chromium, "en", ColorScheme.LIGHT);
                BrowserContext approvers = PagesTest.context(chromium, "en", ColorScheme.LIGHT)) {
            Page ann = signedIn(authors, "ann");
            ann.navigate(address("/drafts"));
            choose(ann, "stage.xlsx", edited(stage, "Stage", "ST6.1", STAGE, "DECLIN"));
            ann.fill("input[name=comment]", "Say what we do about complaints");
            ann.click("button.main");
            assertThat(ann.locator("h2").first().textContent()).contains("error");
            assertThat(ann.locator("section[aria-labelledby=errors] code.content")
                            .first()
                            .textContent())
                    .isEqualTo("DECLIN");
            String draft = URI.create(ann.url()).getPath();
            ann.locator("button[form=correction]").first().click();
            assertThat(ann.locator("h2").first().textContent()).doesNotContain("error");

            choose(ann, "stage.xlsx", edited(stage, "Stage", "ST6.1", REASON, "complaints are settled first"));
            ann.click("section[aria-labelledby=files] button.main");
            assertThat(ann.locator("[role=status]").textContent()).isEqualTo("Stored as version 3.");
            assertThat(ann.locator("section[aria-labelledby=errors]").count()).isZero();
            ann.navigate(address(draft + "/changes"));
            assertThat(ann.locator("ins").allTextContents()).containsExactly("complaints are settled first");
            ann.navigate(address(draft + "/affected"));
            ann.click("button.main");
            assertThat(ann.locator(".impact").textContent()).contains("on record", "stay as they are");
            ann.navigate(address(draft + "/approval"));
            ann.click("section[aria-labelledby=ask] button.main");
            assertThat(ann.locator("[role=status]").textContent())
                    .startsWith("ann asked for the approval of version 3");

            Page bob = signedIn(approvers, "bob");
            assertThat(bob.locator("section[aria-labelledby=waiting]").textContent())
                    .contains("waits for your approval");
            bob.click("section[aria-labelledby=waiting] tbody tr:has(.tag) a");
            bob.click("nav.tabs a[href$=approval]");
            for (Locator warning : bob.locator("input[name=acknowledge]").all()) {
                warning.check();
            }
            bob.click("section[aria-labelledby=publish] button.main");
            assertThat(bob.locator("[role=status]").textContent()).endsWith("is active.");

            PagesTest.decide();
            bob.navigate(address("/customers/C07"));
            assertThat(bob.locator("section[aria-labelledby=why] .rows").first().textContent())
                    .contains("complaints are settled first");
            bob.navigate(address("/rules/Stage"));
            bob.click("#row-ST6\\.1 th a");
            bob.click("a[href$='#row-history']");
            assertThat(bob.locator("#row-history ins").allTextContents())
                    .containsExactly("complaints are settled first");

            bob.navigate(address("/releases"));
            bob.click("tbody tr:nth-child(2) a[href$=roll-back]");
            bob.click("button[name=impact]");
            assertThat(bob.locator(".impact").textContent()).contains("on record");
            bob.click("form.decide button");
            assertThat(bob.locator("[role=status]").textContent()).endsWith("is active.");
            PagesTest.decide();
            bob.navigate(address("/customers/C07"));
            assertThat(bob.locator("section[aria-labelledby=why] .rows").first().textContent())
                    .doesNotContain("complaints are settled first");
        }
    }

    @Test
    void eachPageOnTheWayIsAccessibleInBothLanguagesLightAndDark() throws IOException {
        PagesTest.decide();
        PageClient ann = PageClient.signedIn("ann");
        String conflict = DraftPagesTest.draft(ann, settings(0.51));
        String published = DraftPagesTest.draft(ann, settings(0.52));
        PageClient bob = PageClient.signedIn("bob");
        bob.get("/");
        bob.post(published + "/publication", Map.of("version", "1", "when", "now"));
        String broken = DraftPagesTest.draft(ann, edited("Parameters", "lapseGapP80", 1, "much"));
        String moved = DraftPagesTest.draftOfStage(ann);
        for (PagesTest.Look look : PagesTest.LOOKS) {
            String language = look.language();
            ColorScheme scheme = look.scheme();
            try (BrowserContext context = PagesTest.context(chromium, language, scheme)) {
                Page page = signedIn(context, "ann");
                open(page, "/drafts", "drafts", language, scheme);
                open(page, broken, "draft", language, scheme);
                open(page, moved + "/changes", "draft-changes", language, scheme);
                page.navigate(address(moved + "/affected"));
                page.click("button.main");
                PagesTest.check(page, "draft-affected", language, scheme);
                page.navigate(address(moved + "/trial"));
                page.fill("input[name=customer]", "C07");
                page.click("button.main");
                PagesTest.check(page, "draft-trial", language, scheme);
                open(page, conflict + "/conflicts", "draft-conflicts", language, scheme);
                open(page, moved + "/approval", "draft-approval", language, scheme);
                Page approver = signedIn(PagesTest.context(chromium, language, scheme), "bob");
                open(approver, conflict + "/approval", "approval", language, scheme);
                open(approver, "/releases", "releases", language, scheme);
                open(approver, "/releases/1?impact=true", "release", language, scheme);
                approver.context().close();
            }
        }
    }

    private void open(Page page, String path, String name, String language, ColorScheme scheme) throws IOException {
        page.navigate(address(path));
        PagesTest.check(page, name, language, scheme);
    }

    private static void choose(Page page, String name, byte[] workbook) {
        page.setInputFiles("input[name=files]", new FilePayload(name, WORKBOOK, workbook));
    }

    private Page signedIn(BrowserContext context, String name) {
        Page page = context.newPage();
        page.navigate(address("/"));
        PagesTest.signIn(page, name);
        return page;
    }

    private String address(String path) {
        return service.resolve(path).toString();
    }
}
