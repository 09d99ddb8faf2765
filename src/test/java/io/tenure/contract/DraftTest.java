package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.BundleFiles.edited;
import static io.tenure.contract.BundleFiles.more;
import static io.tenure.contract.BundleFiles.settings;
import static io.tenure.contract.BundleFiles.unzip;
import static io.tenure.contract.BundleFiles.zip;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.file;
import static io.tenure.contract.RulesApi.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;

/// Drafts over HTTP: uploading, checking, rebasing, comparing, and their impact.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class DraftTest {
    private static final String BROKEN = "rule \"broken\" when Nobody() then end\n";

    @Test
    void aDraftReturnsItsFilesByteForByte() throws IOException {
        byte[] workbook = Files.readAllBytes(Path.of("decision-tables/stage.xlsx"));
        byte[] edited = settings(0.13);
        int id = draft("ann", "settings.xlsx", edited);
        assertThat(file("/drafts/" + id + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(edited);
        assertThat(file("/drafts/" + id + "/bundle/decision-tables/stage.xlsx")).isEqualTo(workbook);
        Map<String, byte[]> zip = unzip(file("/drafts/" + id + "/bundle"));
        assertThat(zip.get("decision-tables/settings.xlsx")).isEqualTo(edited);
        assertThat(zip.get("rules/stage-signature.drl"))
                .isEqualTo(Files.readAllBytes(Path.of("rules/stage-signature.drl")));
    }

    @Test
    void draftsAreIndependent() throws IOException {
        byte[] one = settings(0.11);
        byte[] other = settings(0.14);
        int first = draft("ann", "settings.xlsx", one);
        int second = draft("ann", "settings.xlsx", other);
        assertThat(file("/drafts/" + first + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(one);
        as("ann").delete(API + "/drafts/" + second).then().statusCode(204);
        assertThat(file("/drafts/" + first + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(one);
        as("ann").get(API + "/drafts/" + second).then().statusCode(404);
        as("viewer")
                .get(API + "/drafts")
                .then()
                .body("drafts.id", hasItem(first))
                .body("drafts.id", not(hasItem(second)));
    }

    @Test
    void uploadingAgainReplacesTheFileAndIncreasesTheVersion() throws IOException {
        int id = draft("ann", "settings.xlsx", settings(0.11));
        byte[] again = settings(0.15);
        as("ann")
                .multiPart("file", "settings.xlsx", again)
                .header("If-Match", "\"1\"")
                .post(API + "/drafts/" + id + "/files")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2))
                .body("changes.path", equalTo(List.of("decision-tables/settings.xlsx")));
        assertThat(file("/drafts/" + id + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(again);
        as("ann")
                .multiPart("file", "settings.xlsx", again)
                .header("If-Match", "\"1\"")
                .post(API + "/drafts/" + id + "/files")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:tenure:problem:draft-changed"));
    }

    @Test
    void aReplacingZipDeletesTheFilesItLacks() throws IOException {
        Map<String, byte[]> files = unzip(file("/active/bundle"));
        files.remove("rules/stage-signature.drl");
        as("eve")
                .contentType("application/zip")
                .body(zip(files))
                .queryParam("replaceAll", true)
                .post(API + "/drafts")
                .then()
                .statusCode(201)
                .body("changes.path", equalTo(List.of("rules/stage-signature.drl")))
                .body("changes[0].removed", equalTo(true));
    }

    @Test
    void filesThatAreNotPartOfABundleAreRejected() {
        for (String name :
                List.of("notes.txt", "../settings.xlsx", "rules/../../x.drl", "decision-tables/.xlsx", "a/b.xlsx")) {
            as("eve")
                    .body("x".getBytes(UTF_8))
                    .contentType("application/octet-stream")
                    .multiPart("file", name, "x".getBytes(UTF_8))
                    .contentType("multipart/form-data")
                    .post(API + "/drafts")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void theCheckNamesTheCellInBothLanguagesAndAsText() throws IOException {
        int id = draft("eve", "broken.drl", BROKEN.getBytes(UTF_8));
        as("viewer")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(200)
                .body("publishable", equalTo(false))
                .body("findings.find { it.severity == 'ERROR' }.file", equalTo("rules/broken.drl"));
        as("viewer")
                .accept("text/plain")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .contentType(startsWith("text/plain"))
                .body(containsString("rules/broken.drl"));
        as("viewer")
                .accept("text/plain")
                .header("Accept-Language", "zh")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .body(containsString("错误"));
        publish("bob", id, "{\"acknowledgeWarnings\": true}").statusCode(422).body("faults.size()", not(0));
    }

    @Test
    void aWorkbookIsReturnedWithItsFindingsAsNotes() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "valueCut", 1, "sixty"));
        byte[] checked = file("/drafts/" + id + "/check/decision-tables/settings.xlsx");
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(checked))) {
            List<String> notes = new java.util.ArrayList<>();
            for (Row row : book.getSheet("Parameters")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("valueCut")) {
                    assertThat(row.getCell(1).toString()).isEqualTo("sixty");
                    notes.add(row.getCell(1).getCellComment().getString().getString());
                }
            }
            assertThat(notes).singleElement().asString().contains("Error");
        }
        as("viewer")
                .get(API + "/drafts/" + id + "/check/decision-tables/none.xlsx")
                .then()
                .statusCode(404);
    }

    @Test
    void aStaleDraftIsRejectedUntilItIsRebased() throws IOException {
        int stale = draft("ann", "settings.xlsx", settings(0.17));
        int other = draft("eve", "rules/consent.drl", more("rules/consent.drl", "// stale test\n"));
        publish("bob", other, "{\"acknowledgeWarnings\": true}").statusCode(200);
        publish("bob", stale, "{\"acknowledgeWarnings\": true}")
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:stale-draft"));
        as("ann")
                .post(API + "/drafts/" + stale + "/rebase")
                .then()
                .statusCode(200)
                .body("base", equalTo(active()));
        publish("bob", stale, "{\"acknowledgeWarnings\": true}").statusCode(200);
        assertThat(new String(file("/active/bundle/rules/consent.drl"), UTF_8)).contains("// stale test");
    }

    @Test
    void aRebaseMergesTheCellsThatBothChanged() throws IOException {
        byte[] settings = file("/active/bundle/decision-tables/settings.xlsx");
        int stale = draft("ann", "settings.xlsx", edited(settings, "Labels", "DECLINE", 1, "Decline 0.18"));
        int other = draft("ann", "settings.xlsx", edited(settings, "Labels", "STABLE", 1, "Settled"));
        publish("bob", other, "{\"acknowledgeWarnings\": true}").statusCode(200);

        as("ann")
                .post(API + "/drafts/" + stale + "/rebase")
                .then()
                .statusCode(200)
                .body("base", equalTo(active()));

        as("viewer")
                .get(API + "/diff?from=release:" + active() + "&to=draft:" + stale)
                .then()
                .body("changes.subject", equalTo(List.of("DECLINE")))
                .body("changes.newValue", equalTo(List.of("Decline 0.18")));
        publish("bob", stale, "{\"acknowledgeWarnings\": true}").statusCode(200);
    }

    @Test
    void aCellThatBothChangedIsAConflictUntilOneIsChosen() throws IOException {
        int stale = draft("ann", "settings.xlsx", settings(0.38));
        String rebase = API + "/drafts/" + stale + "/rebase";
        String conflicts = API + "/drafts/" + stale + "/conflicts";
        publish("bob", draft("eve", "settings.xlsx", settings(0.39)), "{\"acknowledgeWarnings\": true}")
                .statusCode(200);

        as("ann")
                .post(rebase)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:rebase-conflict"))
                .body("faults.code", equalTo(List.of("merge-conflict")));
        String id = as("viewer")
                .get(conflicts)
                .then()
                .statusCode(200)
                .body("merged", equalTo(List.of("decision-tables/settings.xlsx")))
                .body("conflicts.kind", equalTo(List.of("CELL")))
                .body("conflicts[0].mine", equalTo("Decline 0.38"))
                .body("conflicts[0].theirs", equalTo("Decline 0.39"))
                .extract()
                .path("conflicts[0].id");
        try (Workbook book = WorkbookFactory.create(
                new ByteArrayInputStream(file("/drafts/" + stale + "/conflicts/decision-tables/settings.xlsx")))) {
            Row decline = null;
            for (Row row : book.getSheet("Labels")) {
                decline = row.getCell(0) != null && row.getCell(0).toString().equals("DECLINE") ? row : decline;
            }
            assertThat(decline.getCell(1).getCellComment().getString().getString())
                    .contains("Decline 0.38", "Decline 0.39");
        }
        String mine = "{\"mine\": [\"" + id + "\"]}";
        as("ann")
                .contentType("application/json")
                .body("{\"theirs\": [\"none\"]}")
                .post(rebase)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:tenure:problem:unknown-conflict"));
        as("bob")
                .contentType("application/json")
                .body(mine)
                .post(rebase)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:tenure:problem:not-an-author"));
        as("ann")
                .contentType("application/json")
                .body(mine.replace("}", ", \"theirs\": [\"" + id + "\"]}"))
                .post(rebase)
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/theirs/0")));
        as("viewer").get(API + "/drafts/" + stale).then().body("version", equalTo(1));
        as("ann").contentType("application/json").body(mine).post(rebase).then().statusCode(200);
        as("viewer").get(conflicts).then().body("conflicts", equalTo(List.of()));
        as("viewer")
                .get(API + "/diff?from=release:" + active() + "&to=draft:" + stale)
                .then()
                .body("changes.newValue", equalTo(List.of("Decline 0.38")));
        as("viewer").get(API + "/drafts/99999/conflicts").then().statusCode(404);
    }

    @Test
    void aDraftWithErrorsIsComparedAsFarAsItCanBeRead() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "valueCut", 1, "sixty"));
        String query = "/diff?from=release:" + active() + "&to=draft:" + id;

        as("viewer")
                .get(API + query)
                .then()
                .statusCode(200)
                .body("unread.ruleset", hasItem("draft:" + id))
                .body("unread.address", hasItem(containsString("Parameters")))
                .body("changes.operation", not(hasItem("REMOVED")));
        as("viewer")
                .accept("text/plain")
                .get(API + query)
                .then()
                .body(containsString("Not compared, because of errors:"))
                .body(containsString("sixty"));
    }

    @Test
    void theDifferenceIsListedPerCell() throws IOException {
        int from = active();
        int id = draft("ann", "settings.xlsx", settings(0.31));
        String query = "/diff?from=release:" + from + "&to=draft:" + id;
        as("viewer")
                .get(API + query)
                .then()
                .statusCode(200)
                .body("changes.element", equalTo(List.of("LABEL")))
                .body("changes[0].subject", equalTo("DECLINE"))
                .body("changes[0].newValue", containsString("Decline 0.31"));
        as("viewer")
                .accept("text/plain")
                .get(API + query)
                .then()
                .statusCode(200)
                .body(containsString("Decline 0.31"));
        as("viewer").get(API + "/diff?from=release:0&to=draft:" + id).then().statusCode(400);
        as("viewer").get(API + "/diff?from=release:99999&to=draft:" + id).then().statusCode(404);
    }

    @Test
    void theImpactIsCountedFromToWithExamples() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "lapseGapRatio", 1, 1.2));
        String csv = """
            customerId,asOf,relationshipType,purchaseCount,firstPurchaseDate,lastPurchaseDate
            A,2026-06-30,NON_CONTRACTUAL,6,2025-08-08,2026-04-15
            B,2026-06-30,NON_CONTRACTUAL,12,2025-06-30,2026-06-25
            C,2026-06-30,NON_CONTRACTUAL,0,,
            D,2026-06-30,NON_CONTRACTUAL,twelve,,
            """;
        String stage = "outcomes.find { it.outcome == 'stage' }.";
        as("ann")
                .contentType("text/csv")
                .body(csv)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(200)
                .body("undecided.customerId", equalTo(List.of("D")))
                .body("skipped", equalTo(1))
                .body("customers", equalTo(3))
                .body("outcomes.outcome", equalTo(List.of("stage", "riskBand", "retentionLevel", "action1", "action2")))
                .body(stage + "changed", equalTo(1))
                .body(stage + "changedPercent", equalTo(33.33f))
                .body(stage + "moves.customers.sum()", equalTo(3))
                .body(stage + "moves.find { it.from != it.to }.to", equalTo("DECLINE"))
                .body(stage + "moves.find { it.from != it.to }.examples[0].customerId", equalTo("A"))
                .body(stage + "moves.find { it.from != it.to }.examples[0].after.workbook", equalTo("stage.xlsx"));
        as("ann")
                .contentType("application/json")
                .body("""
                        {"customerId": "A", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL",\
                         "purchaseCount": 6, "firstPurchaseDate": "2025-08-08", "lastPurchaseDate": "2026-04-15"}}
                        """)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(200)
                .body("edits.cell.subject", equalTo(List.of("lapseGapRatio")))
                .body("edits[0].cell.after", equalTo("1.2"))
                .body("edits[0].customers", equalTo(1))
                .body("edits[0].examples.customerId", equalTo(List.of("A")))
                .body("outcomes.find { it.outcome == 'action2' }.changed", equalTo(1))
                .body("money.find { it.name == 'score1' }.changed", equalTo(1))
                .body("exclusions.action", hasItem("SAVE_OFFER"));
        as("ann")
                .contentType("text/csv")
                .accept("text/plain")
                .body(csv)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(200)
                .body(containsString("-> DECLINE: 1 (33.33 %)"));
        as("ann")
                .contentType("text/csv")
                .body("")
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(400);
        as("ann")
                .contentType("text/csv")
                .queryParam("columns", "customerId=Client,volumeCurrent=Sales")
                .queryParam("decimal", "comma")
                .queryParam("dateFormat", "dd/MM/yyyy")
                .body("""
            Client;asOf;relationshipType;Sales;lastPurchaseDate
            A;30/06/2026;NON_CONTRACTUAL;1.234;05/06/2026
            A;30/06/2026;NON_CONTRACTUAL;5;05/06/2026
            """)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(200)
                .body("customers", equalTo(1))
                .body(
                        "undecided.reason",
                        equalTo(List.of(
                                "The customer A is already described for 2026-06-30 in line 2, which counts.")));
        as("ann")
                .contentType("application/json")
                .queryParam("columns", "customerId=Client")
                .queryParam("decimal", "point")
                .queryParam("dateFormat", "bb")
                .body("[]")
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/columns", "/decimal", "/dateFormat")));
        as("ann")
                .contentType("text/csv")
                .queryParam("columns", "customerId")
                .queryParam("decimal", ",")
                .body(csv)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/columns", "/decimal")));
    }

    @Test
    void tellsWhomADraftAffectsAndThatNobodyElseChanges() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "volumeStep1", 1, 20.0));
        as("ann")
                .get(API + "/drafts/" + id + "/affected")
                .then()
                .statusCode(200)
                .body("nobodyElse", equalTo(true))
                .body("notProven", equalTo(List.of()))
                .body("regions.table", equalTo(List.of("VolumeDiscount")))
                .body("regions[0].name", equalTo("volumeDiscount"))
                .body("regions[0].edited", equalTo(true))
                .body("regions[0].before", equalTo("0"))
                .body("regions[0].after", equalTo("0.03"))
                .body("regions[0].cells.subject", equalTo(List.of("volumeStep1")))
                .body("regions[0].conditions[0].name", equalTo(List.of("volumeCurrent")))
                .body("regions[0].conditions[0].meaning", equalTo(List.of("from 500 to below 1000")))
                .body("regions[0].example.facts.volumeCurrent", notNullValue())
                .body("regions[0].example.changes.name", equalTo(List.of("volumeDiscount")));
        as("ann")
                .accept("text/plain")
                .header("Accept-Language", "zh")
                .get(API + "/drafts/" + id + "/affected")
                .then()
                .statusCode(200)
                .body(containsString("此结论已得到证明"));
        as("ann").get(API + "/drafts/99999/affected").then().statusCode(404);
    }

    @Test
    void doesNotSayThatNobodyElseChangesWhereFormulasReadWhatWasEdited() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "lapseGapRatio", 1, 1.2));
        as("ann")
                .get(API + "/drafts/" + id + "/affected")
                .then()
                .statusCode(200)
                .body("nobodyElse", equalTo(false))
                .body("notProven[0]", containsString("lapseGapRatio"));
    }
}
