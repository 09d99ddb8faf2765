package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A free-form workbook is published like any other, but only a rule engineer can add or delete it.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class CodePublishingTest {
    private static final String FILE = "decision-tables/code.xlsx";
    private static final String ALL = "{\"acknowledgeWarnings\": true}";

    private static final String CODE = """
        RuleSet | tenure.code
        Import | io.tenure.lifecycle.Customer, io.tenure.lifecycle.Decision
        AGENDA-GROUP | stage

        RuleTable Code
        CONDITION | CONDITION | ACTION
        $c : Customer() | $d : Decision() |
        purchaseCount == $param | stage != "$param" | modify($d) { setStage("$param") }
        Purchases | Not yet | Stage
        4711 | DECLINE | DECLINE
        """;

    private int before;

    @BeforeEach
    void rememberActiveRelease() {
        before = active();
    }

    @AfterEach
    void restoreActiveRelease() {
        as("bob").post(API + "/releases/" + before + "/activate").then().statusCode(200);
    }

    @Test
    void aFreeFormWorkbookDecidesOnceItIsPublished() throws IOException {
        decide().body("outcomes.stage", not(equalTo("DECLINE")));
        int id = draft("eve", "code.xlsx", code());
        as("eve")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(200)
                .body("publishable", equalTo(true))
                .body("findings.find { it.file == '" + FILE + "' }.code", equalTo("free-form"))
                .body("findings.find { it.file == '" + FILE + "' }.severity", equalTo("NOTE"));
        int release = publish("bob", id, ALL).statusCode(200).extract().path("release");

        decide().body("ruleset.release", equalTo(release))
                .body("outcomes.stage", equalTo("DECLINE"))
                .body("hits.find { it.workbook == 'code.xlsx' }.sheet", equalTo("Code"))
                .body("hits.find { it.workbook == 'code.xlsx' }.row", equalTo(10));
    }

    @Test
    void theCodeOfAnAuthorIsNeverExecuted() throws IOException {
        int id = draft("ann", "code.xlsx", code());
        as("ann")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(200)
                .body("publishable", equalTo(false))
                .body("findings.findAll { it.severity == 'ERROR' }.code", equalTo(List.of("needs-rule-engineer")))
                .body("findings.find { it.severity == 'ERROR' }.file", equalTo(FILE));
        publish("bob", id, ALL).statusCode(422).body("faults.code", hasItem("needs-rule-engineer"));
        assertThat(active()).isEqualTo(before);

        // The same bytes from a rule engineer are compiled.
        as("eve")
                .multiPart("file", "code.xlsx", code())
                .post(API + "/drafts/" + id + "/files")
                .then()
                .statusCode(200);
        publish("bob", id, ALL).statusCode(200);
    }

    @Test
    void codeThatDoesNotCompileOrIsNotAllowedIsReportedAtItsCell() throws IOException {
        assertFindingAt("A8", CODE.replace("purchaseCount ==", "purchaseCuont =="));
        assertFindingAt("C8", CODE.replace("setStage(\"$param\")", "setStage(System.getenv(\"$param\"))"));
    }

    private static void assertFindingAt(String cell, String grid) throws IOException {
        int id = draft("eve", "code.xlsx", workbook(grid));
        as("eve")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(200)
                .body("publishable", equalTo(false))
                .body("findings.findAll { it.severity == 'ERROR' }.cell", equalTo(List.of(cell)));
        as("eve")
                .accept("text/plain")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .body(containsString(FILE + ", sheet Code, cell " + cell));
        publish("bob", id, ALL).statusCode(422);
    }

    private static ValidatableResponse decide() {
        return as("tester")
                .contentType("application/json")
                .body("""
                    {"customerId": "X", "asOf": "2026-06-30",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4711, "volumeCurrent": 100,
                               "volumePrior": 500, "profitCurrent": 10, "profitPrior": 500, "recencyDays": 5}}\
                    """)
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void deletingAFreeFormWorkbookRequiresARuleEngineer() throws IOException {
        publish("bob", draft("eve", "code.xlsx", code()), ALL).statusCode(200);
        int id = draft("ann", "stage.xlsx", Files.readAllBytes(Path.of("decision-tables/stage.xlsx")));

        as("ann")
                .delete(API + "/drafts/" + id + "/files/" + FILE)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:tenure:problem:needs-rule-engineer"));
        as("ann")
                .multiPart("file", "code.xlsx", typed())
                .post(API + "/drafts/" + id + "/files")
                .then()
                .statusCode(403);
        as("ann")
                .multiPart("file", "stage.xlsx", Files.readAllBytes(Path.of("decision-tables/stage.xlsx")))
                .queryParam("replaceAll", true)
                .post(API + "/drafts")
                .then()
                .statusCode(403);
        as("ann")
                .delete(API + "/drafts/" + id + "/files/rules/consent.drl")
                .then()
                .statusCode(403);
        as("eve").delete(API + "/drafts/" + id + "/files/" + FILE).then().statusCode(200);
        publish("bob", id, ALL).statusCode(200);
    }

    @Test
    void aDraftDoesNotSilentlyReplaceCodePublishedSinceItsBase() throws IOException {
        int id = draft("ann", "code.xlsx", typed());
        publish("bob", draft("eve", "code.xlsx", code()), ALL).statusCode(200);
        as("ann")
                .contentType("application/json")
                .body("{\"mine\": [\"" + FILE + "\"]}")
                .post(API + "/drafts/" + id + "/rebase")
                .then()
                .statusCode(200);

        as("viewer")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .body("publishable", equalTo(false))
                .body("findings.find { it.code == 'needs-rule-engineer' }.file", equalTo(FILE));
        publish("bob", id, ALL).statusCode(422);
    }

    private static byte[] code() throws IOException {
        return workbook(CODE);
    }

    private static byte[] typed() throws IOException {
        return workbook("""
            RuleSet | tenure.typed
            Phase | pattern
            HitPolicy | FIRST

            RuleTable Typed
            NAME | CONDITION | CONDITION | ACTION

            | stage | purchaseCount | pattern
            Name | Stage | Purchases | Pattern
            T1 | DECLINE | 4711 | UNDETERMINED
            """);
    }

    private static byte[] workbook(String grid) throws IOException {
        try (var workbook = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            var sheet = workbook.createSheet("Code");
            for (String line : grid.lines().toList()) {
                var row = sheet.createRow(sheet.getPhysicalNumberOfRows());
                String[] cells = line.split("\\|", -1);
                for (int column = 0; column < cells.length; column++) {
                    String cell = cells[column].strip();
                    if (cell.matches("[0-9]+")) {
                        row.createCell(column).setCellValue(Integer.parseInt(cell));
                    } else if (!cell.isEmpty()) {
                        row.createCell(column).setCellValue(cell);
                    }
                }
            }
            workbook.write(out);
            return out.toByteArray();
        }
    }
}
