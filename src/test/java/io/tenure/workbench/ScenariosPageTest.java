package io.tenure.workbench;

import static io.tenure.contract.BundleFiles.boundariesWithout;
import static io.tenure.contract.BundleFiles.edited;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages of scenarios: how they are decided, what they touch and would notice, and proposed ones.
@QuarkusTest
class ScenariosPageTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    @BeforeEach
    @AfterEach
    void startWithoutDrafts() {
        RulesPageTest.deleteDrafts();
    }

    @Test
    void theScenariosOfTheActiveReleaseAreSearchedAndAllAreDecidedAsTheyExpect() {
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/scenarios").asString())
                .contains("scenarios are decided as they expect.", "more aren&#39;t shown", "/scenarios/coverage")
                .doesNotContain("decided otherwise");
        assertThat(viewer.get("/scenarios?q=C07").asString())
                .contains(
                        "worked-customers.xlsx, sheet Scenarios, row ",
                        "<th scope=\"row\">C07",
                        "Action 1: Resolve complaint")
                .doesNotContain("<th scope=\"row\">C06");
        assertThat(viewer.get("/scenarios?q=" + PageAddress.encode(SCRIPT)).asString())
                .contains("No scenario has these words.")
                .doesNotContain(SCRIPT);
        assertThat(viewer.get("/scenarios/coverage").asString())
                .containsPattern("The scenarios touch [\\d,]+ of [\\d,]+ rows");
    }

    @Test
    void aDraftThatDecidesScenariosOtherwiseShowsBothSidesAndTheRow() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = DraftPagesTest.draftOfStage(ann).replace("/drafts/", "");
        assertThat(ann.get("/drafts/" + draft).asString()).contains("/scenarios?version=" + draft);
        String page = ann.get("/scenarios?version=" + draft).asString();
        assertThat(page)
                .containsPattern("\\d+ of \\d+ scenarios are decided as they expect\\.")
                .contains("<ins>Decline</ins>", "<del>Stable</del>", "Draft " + draft)
                .contains("href=\"/rules/Stage?version=" + draft + "&amp;row=ST6.1#row-ST6.1\">ST6.1</a>");
        // Whoever began it sees it without asking.
        assertThat(ann.get("/scenarios").asString()).contains("<ins>Decline</ins>");
        assertThat(ann.get("/scenarios?version=active").asString()).doesNotContain("<ins>Decline</ins>");
    }

    @Test
    void errorsThatKeepScenariosFromBeingDecidedAreShown() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = DraftPagesTest.path(ann.upload(
                        "/drafts",
                        "settings.xlsx",
                        edited("Parameters", "lapseGapP80", 1, "much"),
                        Map.of("comment", "for a test")))
                .replace("/drafts/", "");
        for (String part : List.of("", "/coverage", "/score", "/proposals")) {
            assertThat(ann.get("/scenarios" + part + "?version=" + draft).asString())
                    .as(part)
                    .contains("One error keeps the scenarios from being decided", "much");
        }
        assertThat(ann.post("/scenarios/score", Map.of("version", draft)).statusCode())
                .isEqualTo(409);
    }

    @Test
    void theMutationScoreOfATableIsMeasuredInTheBackground() throws InterruptedException {
        PageClient bob = PageClient.signedIn("bob");
        Response begun = bob.post("/scenarios/score", Map.of("version", "active", "table", "RiskBand"));
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(begun.getHeader("Location")).endsWith("/scenarios/score?version=active&table=RiskBand");
        String page = bob.followed("/scenarios/score?version=active&table=RiskBand");
        assertThat(page)
                .containsPattern("RiskBand: Mutation score [\\d.]+ %: \\d+ of \\d+ small changes are noticed")
                .contains("It could say", "/rules/RiskBand?version=active&amp;row=");
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/scenarios/score").asString()).contains("This needs the role author or approver.");
        assertThat(viewer.post("/scenarios/score", Map.of("version", "active")).statusCode())
                .isEqualTo(403);
        assertThat(bob.postAsIs("/scenarios/score", Map.of("version", "active")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void proposedScenariosAreConfirmedIntoADraft() throws Exception {
        PageClient ann = PageClient.signedIn("ann");
        String version = DraftPagesTest.path(ann.upload(
                        "/drafts",
                        "boundaries.xlsx",
                        boundariesWithout("B281 GeographicSegment"),
                        Map.of("comment", "for a test")))
                .replaceAll("\\D", "");
        String address = "/scenarios/proposals?version=" + version + "&table=GeographicSegment";
        assertThat(ann.post("/scenarios/proposals", Map.of("version", version, "table", "GeographicSegment"))
                        .getHeader("Location"))
                .endsWith(address);
        String page = ann.followed(address);
        assertThat(page)
                .contains("proposed", "Tick those for whom the decision is right.", "Confirm into draft " + version);
        Matcher stamp = Pattern.compile("name=\"stamp\" value=\"(\\d+)\"").matcher(page);
        assertThat(stamp.find()).isTrue();
        Map<String, String> form = Map.of("version", version, "stamp", stamp.group(1), "table", "GeographicSegment");
        assertThat(ann.post("/scenarios/confirmed", form).asString()).contains("tick the scenarios that are right");
        Map<String, String> ticked = new HashMap<>(form);
        ticked.put("confirm-1", "yes");
        Map<String, String> stale = new HashMap<>(ticked);
        stale.put("stamp", "0");
        assertThat(ann.post("/scenarios/confirmed", stale).statusCode()).isEqualTo(409);
        assertThat(PageClient.signedIn("bob").post("/scenarios/confirmed", form).statusCode())
                .isEqualTo(403);
        int before = count(ann.get("/scenarios?version=" + version).asString());

        Response confirmed = ann.post("/scenarios/confirmed", ticked);

        assertThat(confirmed.statusCode()).isEqualTo(303);
        String draft = DraftPagesTest.path(confirmed);
        assertThat(draft).isEqualTo("/scenarios?version=" + version);
        assertThat(count(ann.get(draft).asString())).isEqualTo(before + 1);
        assertThat(ann.get(draft + "&q=confirmed").asString()).contains("confirmed.xlsx");
    }

    private static int count(String page) {
        Matcher count = Pattern.compile("All (\\d+) scenarios are decided").matcher(page);
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }
}
