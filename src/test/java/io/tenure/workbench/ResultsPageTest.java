package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.cli.CommandRun;
import io.tenure.cli.SimulatedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages about what came of decisions.
@QuarkusTest
class ResultsPageTest {
    private static final String BACKTESTS = "/results/backtests";

    @TempDir
    private static Path folder;

    /// A customer whom nothing may be sold to, since there is no consent.
    static void decideWithExclusions() {
        as("tester")
                .contentType("application/json")
                .body("""
                        {"customerId": "FUNNEL", "asOf": "2026-06-30",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 20,
                                   "volumeCurrent": 500, "volumePrior": 500, "profitCurrent": 100, "profitPrior": 100,
                                   "stableDays": 200, "openComplaints": 0, "satisfaction": 5,
                                   "marketingConsent": false, "clv": 2500,
                                   "currentValueScore": 85, "potentialValueScore": 70}}""")
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void outcomesAreSentencesAndGroupsWithTooFewSaySo() {
        PagesTest.decide();
        String decision =
                as("tester").get("/api/v1/customers/C07/decisions").jsonPath().getString("decisions[0].decisionId");
        as("tester")
                .contentType("application/json")
                .body("{\"type\": \"ACCEPTED\", \"action\": \"COMPLAINT_RECOVERY\"}")
                .post("/api/v1/decisions/" + decision + "/feedback");
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/results?groupBy=stage").asString())
                .contains(
                        "<option value=\"stage\" selected>",
                        "Who accepted what was presented",
                        "class=\"few\"",
                        "Too few to tell",
                        "<svg class=\"interval quiet\"",
                        "These are associations, not effects");
        assertThat(viewer.get("/results?from=2001-01-01&to=2001-02-01").asString())
                .contains("No decisions in this period", "Nothing was decided in this period.");
        assertThat(viewer.get("/results?from=yesterday&groupBy=weather").statusCode())
                .isEqualTo(400);
        assertThat(PageClient.signedIn("caller").get("/results").statusCode()).isEqualTo(403);
    }

    @Test
    void theFunnelShowsWhatEachRuleRemoved() {
        PagesTest.decide();
        decideWithExclusions();
        String all = PageClient.signedIn("viewer").get("/results?funnel=true").asString();
        String page = all.substring(all.indexOf("id=\"funnel\""));
        assertThat(page)
                .contains("Within contact limits, ranked", "What removed them", "row=E", "href=\"/rules?q=E2\"");
        Matcher steps = Pattern.compile("class=\"count\">([\\d,]+)<").matcher(page);
        long before = Long.MAX_VALUE;
        int count = 0;
        while (steps.find()) {
            long actions = Long.parseLong(steps.group(1).replace(",", ""));
            assertThat(actions).isPositive().isLessThanOrEqualTo(before);
            before = actions;
            count++;
        }
        assertThat(count).isEqualTo(4);
    }

    @Test
    void comingChangesOfStageAreLookedForInTheBackground() throws InterruptedException {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/").asString()).containsPattern("(One|\\d+) decisions? today");
        Response begun = viewer.post("/forecast", Map.of());
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(begun.getHeader("Location")).endsWith("/#forecast");
        assertThat(viewer.followed("/"))
                .containsPattern("customers? (was|were) looked at")
                .contains("Week from ");
        assertThat(PageClient.signedIn("olga").post("/forecast", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aBacktestIsStartedAndItsReportShown() throws IOException, InterruptedException {
        byte[] log = Files.readAllBytes(SimulatedLog.ofModel(folder, 400, 3));
        PageClient max = PageClient.signedIn("max");
        Map<String, String> form = Map.of("cut", "2025-06-30", "horizon", "90", "draft", "");
        assertThat(max.uploadLog(BACKTESTS, new byte[0], form).asString()).contains("Choose a log of sales.");
        assertThat(max.uploadLog(BACKTESTS, log, Map.of("cut", "some day")).statusCode())
                .isEqualTo(400);
        Response started = max.uploadLog(BACKTESTS, log, form);
        assertThat(started.statusCode()).isEqualTo(303);
        String page = max.followed(BACKTESTS);
        Matcher report = Pattern.compile("href=\"(/results/backtests/[0-9a-f-]+/report)\"")
                .matcher(page);
        assertThat(report.find()).as(page).isTrue();
        Response shown = max.get(report.group(1));
        assertThat(shown.asString()).contains("<svg", "Cut 2025-06-30").doesNotContain("<script");
        assertThat(shown.getHeader("Content-Security-Policy"))
                .contains("style-src 'self' 'unsafe-inline'", "script-src 'self';");
        assertThat(max.get(BACKTESTS).getHeader("Content-Security-Policy")).doesNotContain("unsafe-inline");
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get(BACKTESTS).asString())
                .contains("This needs the role author or approver.")
                .doesNotContain("/report\"");
        assertThat(viewer.get(report.group(1)).statusCode()).isEqualTo(403);
        assertThat(viewer.uploadLog(BACKTESTS, log, form).statusCode()).isEqualTo(403);
    }

    @Test
    void aDraftOfACalibrationShowsWhatItMeasuredAndOnWhom() throws IOException {
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/results/calibration").asString())
                .contains("No table and no parameter measured on your own customers", "./tenure calibrate");
        Path out = folder.resolve("calibrated");
        CommandRun run = CommandRun.of(
                "calibrate --horizon 90 --transactions " + SimulatedLog.ofModel(folder, 600, 3) + " --out " + out);
        assertThat(run.status()).as(run.err()).isZero();
        int draft = as("max")
                .multiPart("file", out.resolve("decision-tables/settings.xlsx").toFile())
                .multiPart("file", out.resolve("decision-tables/risk-rf.xlsx").toFile())
                .post("/api/v1/rulesets/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(viewer.get("/results/calibration?version=" + draft).asString())
                .contains(
                        "One table and ", ">RF1.1</a>", "such customers", "measured on 600 as of ", "/drafts/" + draft)
                .containsPattern(
                        ">referenceMargin</a>.*\\s*<td class=\"number\">(100|\\d+)</td><td class=\"number\">\\d");
        RulesPageTest.deleteDrafts();
    }
}
