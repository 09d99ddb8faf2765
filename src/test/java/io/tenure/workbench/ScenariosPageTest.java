package io.tenure.workbench;

import static io.tenure.contract.BundleFiles.edited;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
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
    void proposedScenariosAreConfirmedIntoADraft() throws InterruptedException {
        PageClient ann = PageClient.signedIn("ann");
        String address = "/scenarios/proposals?version=active&table=RiskBand";
        assertThat(ann.post("/scenarios/proposals", Map.of("version", "active", "table", "RiskBand"))
                        .getHeader("Location"))
                .endsWith(address);
        String page = ann.followed(address);
        assertThat(page).contains("proposed", "Tick those for whom the decision is right.", "Confirm into a new draft");
        Matcher stamp = Pattern.compile("name=\"stamp\" value=\"(\\d+)\"").matcher(page);
        assertThat(stamp.find()).isTrue();
        Map<String, String> form = Map.of("version", "active", "stamp", stamp.group(1), "table", "RiskBand");
        assertThat(ann.post("/scenarios/confirmed", form).asString()).contains("tick the scenarios that are right");
        Response stale = ann.post(
                "/scenarios/confirmed",
                Map.of("version", "active", "stamp", "0", "table", "RiskBand", "confirm-1", "yes"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(PageClient.signedIn("bob").post("/scenarios/confirmed", form).statusCode())
                .isEqualTo(403);
        int before = count(ann.get("/scenarios?version=active").asString());

        Response confirmed = ann.post(
                "/scenarios/confirmed",
                Map.of("version", "active", "stamp", stamp.group(1), "table", "RiskBand", "confirm-1", "yes"));

        assertThat(confirmed.statusCode()).isEqualTo(303);
        String draft = DraftPagesTest.path(confirmed);
        assertThat(draft).matches("/scenarios\\?version=\\d+");
        assertThat(count(ann.get(draft).asString())).isEqualTo(before + 1);
        assertThat(ann.get(draft + "&q=confirmed").asString()).contains("confirmed.xlsx");
    }

    private static int count(String page) {
        Matcher count = Pattern.compile("All (\\d+) scenarios are decided").matcher(page);
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }
}
