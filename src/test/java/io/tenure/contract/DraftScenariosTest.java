package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.BundleFiles.settings;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tenure.workbook.CsvExport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Scenarios of drafts over HTTP: what they would not notice, those that are proposed, and decisions kept as scenarios.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class DraftScenariosTest {
    @Test
    void mutantsSayWhatTheScenariosOfADraftWouldNotNotice() throws IOException {
        int id = draft("ann", "settings.xlsx", settings(0.12));
        as("ann")
                .post(API + "/drafts/" + id + "/mutants")
                .then()
                .statusCode(200)
                .body("draft", equalTo(id))
                .body("failing", equalTo(0))
                .body("tables.table", hasItem("RfmLabel"))
                .body("survivors.findAll { it.before == it.after }.size()", equalTo(0));
        as("viewer")
                .get(API + "/drafts/" + id + "/mutants")
                .then()
                .statusCode(200)
                .body("running", equalTo(false));
        as("viewer").post(API + "/drafts/" + id + "/mutants").then().statusCode(403);
        as("ann").post(API + "/drafts/999999/mutants").then().statusCode(404);
    }

    @Test
    void scenariosAreProposedForWhatNoScenarioOfADraftNotices() throws IOException {
        int id = draft("ann", "scenarios/boundaries.xlsx", BundleFiles.boundariesWithout("B281 GeographicSegment"));
        String path = API + "/drafts/" + id + "/proposed-scenarios";
        List<List<String>> rows = as("ann")
                .post(path + "?table=GeographicSegment")
                .then()
                .statusCode(200)
                .body("draft", equalTo(id))
                .extract()
                .path("rows");
        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(rows.getFirst()).startsWith("scenario", "status", "note", "asOf");
        assertThat(rows.subList(1, rows.size()))
                .allSatisfy(row -> assertThat(row.get(1)).isEqualTo("proposed"));
        byte[] workbook = as("ann")
                .accept("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .post(path + "?table=GeographicSegment")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(CsvExport.of("boundaries.xlsx", workbook).get("boundaries.Scenarios.csv"))
                .startsWith("scenario,status,note,asOf")
                .contains(",proposed,");
        as("ann")
                .post(path + "?table=Nowhere")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/table")));
        as("viewer").post(path).then().statusCode(403);
        as("ann").post(API + "/drafts/999999/proposed-scenarios").then().statusCode(404);
    }

    @Test
    void mutantsOfADraftWithErrorsAreItsErrors() {
        int id = draft("ann", "scenarios/no-scenario.xlsx", new byte[] {1});
        as("ann").post(API + "/drafts/" + id + "/mutants").then().statusCode(422);
    }

    @Test
    void aStoredDecisionBecomesAScenarioOfADraft() throws IOException {
        String decision = as("caller")
                .contentType("application/json")
                .body("""
                        {"customerId": "secret-customer", "asOf": "2026-06-30",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
                        """)
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .path("decisionId");
        int id = draft("ann", "settings.xlsx", settings(0.12));
        String path = "/api/v1/decisions/" + decision + "/scenario";
        as("ann")
                .contentType("application/json")
                .body("{\"draft\": " + id + ", \"name\": \"twelve purchases, silent for 45 days\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        String sheet = CsvExport.of("kept.xlsx", file("/drafts/" + id + "/bundle/scenarios/kept.xlsx"))
                .get("kept.Scenarios.csv");
        as("ann")
                .accept("text/csv")
                .get(path)
                .then()
                .statusCode(200)
                .body(startsWith("scenario,asOf,"))
                .body(matchesPattern("(?s).*\nkept [0-9a-f]{8},2026-06-30,.*"))
                // What is kept outlasts the decision's customer, so nothing in it leads to them.
                .body(not(containsString(decision)))
                .body(not(containsString("secret-customer")));
        as("ann").get(path).then().statusCode(200).body("rows.size()", equalTo(2));
        assertThat(sheet)
                .contains("scenario,asOf,", "expect:stage", "\"twelve purchases, silent for 45 days\",2026-06-30,")
                .doesNotContain("secret-customer");
        for (String name :
                List.of("a\\u0000b", "\\ud800", "\\u202eb", "a\\nb", "\\u200b", "\\ufffe", " x", "y".repeat(201))) {
            as("ann")
                    .contentType("application/json")
                    .body("{\"draft\": " + id + ", \"name\": \"" + name + "\"}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("faults.pointer", contains("/name"));
        }
        as("viewer").get(API + "/drafts/" + id + "/check").then().body("errors", equalTo(0));
        as("ann")
                .contentType("application/json")
                .body("{\"draft\": \"1\", \"nmae\": \"x\"}")
                .post(path)
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/draft", "/nmae")));
        as("ann")
                .contentType("application/json")
                .body("{\"draft\": 999999}")
                .post(path)
                .then()
                .statusCode(404);
        as("viewer")
                .contentType("application/json")
                .body("{\"draft\": " + id + "}")
                .post(path)
                .then()
                .statusCode(403);
    }
}
