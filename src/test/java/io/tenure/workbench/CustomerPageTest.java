package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the page of a customer lets whom do.
@QuarkusTest
class CustomerPageTest {
    @Inject
    Database database;

    @Test
    void anUnknownCustomerIsNotFound() {
        PageClient viewer = PageClient.signedIn("viewer");
        Response page = viewer.post("/customers", Map.of("customer", "<b>nobody</b>"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.asString())
                .contains("Nothing is stored about a customer with this id.", "&lt;b&gt;nobody&lt;/b&gt;")
                .doesNotContain("<b>nobody");
        assertThat(viewer.get("/customers/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTheRoleThePageSaysWhichItNeeds() {
        PageClient caller = PageClient.signedIn("caller");
        Response page = caller.get("/customers/C07");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.asString()).contains("viewer", "caller").doesNotContain("urn:tenure");
    }

    @Test
    void aViewerRecordsNoOutcome() {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/customers/C07").asString()).contains("Recording outcomes needs the role caller.");
        assertThat(viewer.post("/customers/C07/feedback", Map.of("decision", "x", "type", "LEFT"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFaultOfAnOutcomeIsToldOnAPage() {
        PagesTest.decide();
        PageClient tester = PageClient.signedIn("tester");
        String decision = tester.get("/customers/C07")
                .asString()
                .replaceAll("(?s).*name=\"decision\" value=\"([^\"]+)\".*", "$1");
        Response page = tester.post(
                "/customers/C07/feedback",
                Map.of("decision", decision, "type", "PURCHASED", "action", "", "amount", "<script>alert(1)</script>"));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.asString()).contains("amount", "&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void anIdWithMarkupIsShownAsText() {
        as("tester")
                .contentType("application/json")
                .body(
                        "{\"customerId\": \"<img src=x onerror=alert(1)>\\\"'\", \"asOf\": \"2026-06-30\", \"facts\": {\"relationshipType\": \"NON_CONTRACTUAL\"}}")
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
        PageClient viewer = PageClient.signedIn("viewer");
        Response found = viewer.post("/customers", Map.of("customer", "<img src=x onerror=alert(1)>\"'"));
        assertThat(found.statusCode()).isEqualTo(303);
        assertThat(found.getHeader("Location"))
                .contains("/customers/%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E%22%27");
        String page = viewer.getEncoded("/customers/%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E%22%27")
                .asString();
        assertThat(page)
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;")
                .doesNotContain("<img src=x");
    }

    @Test
    void readingAPageIsAuditedLikeTheApi() {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        long before = reads();
        viewer.get("/customers/C07");
        assertThat(reads()).isEqualTo(before + 2);
    }

    @Test
    void whatWouldChangeADecisionIsAnsweredOnItsPage() {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/customers/C07").asString())
                .contains("What would change it", "<option value=\"retentionLevel:STRUCTURAL\">")
                .doesNotContain("class=\"answer\"");

        String answered = viewer.get("/customers/C07?wish=other").asString();

        assertThat(answered)
                .contains("<option value=\"other\" selected>", "class=\"answer\"")
                .containsPattern("class=\"answer\">[^<]*[Oo]pen complaints");
    }

    @Test
    void aWishThatIsNoneIsToldWhereTheAnswerWouldBe() {
        PagesTest.decide();
        String page = PageClient.signedIn("viewer")
                .get("/customers/C07?wish=retentionLevel:NO_SUCH_LEVEL")
                .asString();
        assertThat(page).containsPattern("class=\"answer\">[^<]*NO_SUCH_LEVEL");
    }

    @Test
    void theLetterAboutADecisionCanBeReadAndCopied() {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        String page = viewer.get(decision(viewer) + "/letter").asString();
        assertThat(page)
                .contains("Letter to customer C07", "data-copy=\"letter\"", "another result")
                .containsPattern("id=\"letter\">[^<]*C07");
        assertThat(viewer.get(decision(viewer).replace("C07", "C08") + "/letter")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void changedFactsAreDecidedBesideThoseOfThenAndNothingIsStored() {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        String form = viewer.get(decision(viewer) + "/facts").asString();
        assertThat(form).contains("name=\"fact.openComplaints\" value=\"1\"", "name=\"fact.npsScore\" value=\"\"");
        long before = decisions();

        String tried = viewer.post(
                        decision(viewer) + "/facts", Map.of("fact.openComplaints", "0", "fact.satisfaction", ""))
                .asString();

        assertThat(tried)
                .contains("As the facts are", "With the facts you changed", "name=\"fact.openComplaints\" value=\"0\"")
                .containsPattern("outcomes? differ");
        assertThat(decisions()).isEqualTo(before);
        assertThat(viewer.get(decision(viewer) + "/facts").asString())
                .contains("name=\"fact.openComplaints\" value=\"1\"");
    }

    @Test
    void aChangedFactThatCannotBeIsToldInPlaceOfADecision() {
        PagesTest.decide();
        PageClient viewer = PageClient.signedIn("viewer");
        String tried = viewer.post(
                        decision(viewer) + "/facts",
                        Map.of("fact.satisfaction", "9", "fact.clv", "<script>alert(1)</script>"))
                .asString();
        assertThat(tried)
                .contains("value=\"9\"", "satisfaction", "&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void aDecisionIsKeptAsAScenarioOfANewDraftAndOfOneThatIsThere() {
        PagesTest.decide();
        RulesPageTest.deleteDrafts();
        PageClient ann = PageClient.signedIn("ann");
        String keeping = decision(ann) + "/scenario";
        assertThat(ann.get(keeping).asString()).contains("a new draft").doesNotContain("Draft 1 ");

        String draft = ann.post(keeping, Map.of("draft", "", "name", "a complaint in decline"))
                .getHeader("Location");

        assertThat(ann.get(draft).asString()).contains("scenarios/kept.xlsx");
        String number = draft.replaceAll("\\D", "");
        assertThat(ann.get(keeping).asString()).contains("<option value=\"" + number + "\" selected>");
        assertThat(ann.post(keeping, Map.of("draft", number, "name", "")).getHeader("Location"))
                .contains("/drafts/" + number + "?");
        assertThat(ann.post(keeping, Map.of("draft", number, "name", "a\nb")).asString())
                .contains("visible characters on one line");
        assertThat(ann.post(keeping, Map.of("draft", "999999", "name", "")).statusCode())
                .isEqualTo(404);
        RulesPageTest.deleteDrafts();
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.post(keeping, Map.of("draft", "", "name", "")).statusCode())
                .isEqualTo(403);
        assertThat(viewer.get("/customers/C07").asString()).doesNotContain("Keep as a scenario");
    }

    /// The address of the pages about the latest decision.
    private static String decision(PageClient client) {
        return "/customers/C07/decisions/"
                + client.get("/customers/C07").asString().replaceAll("(?s).*/decisions/([^\"/]+)/letter.*", "$1");
    }

    private long decisions() {
        return database.first(r -> r.getLong(1), "select count(*) from decision")
                .orElseThrow();
    }

    private long reads() {
        return database.first(
                        r -> r.getLong(1),
                        "select count(*) from audit where operation in ('timeline-read', 'decision-read') and actor = 'viewer'")
                .orElseThrow();
    }
}
