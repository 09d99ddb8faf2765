package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SheetEdit;
import io.tenure.workbook.WorkbookEditor;
import io.tenure.workbook.WorkbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the page of a row says about its cells, and what it corrects.
@QuarkusTest
class RowPageTest {
    private static final String FILE = "decision-tables/stage.xlsx";
    private static final String SHEET = "Stage";

    @BeforeEach
    @AfterEach
    void deleteDrafts() {
        RulesPageTest.deleteDrafts();
    }

    @Test
    void aFormulaIsShownAndThatWhatIsTypedReplacesIt() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowOf("ST2");
        String draft = draft(ann, new SheetEdit.SetCell(SHEET, row, 3, new Cell.FormulaWithoutValue("1+1")));
        String page = ann.get("/rules/Stage/rows/" + row).asString();
        assertThat(page).contains("Computed by the formula =1+1. What you type replaces it.");
        assertThat(page.split("Computed by", -1)).hasSize(2);
        assertThat(PageClient.signedIn("viewer")
                        .get("/rules/Stage/rows/" + row + "?version=" + draft)
                        .asString())
                .contains("Computed by the formula =1+1.")
                .doesNotContain("What you type replaces it.");
    }

    @Test
    void aMistypedCodeIsCorrectedByAButtonBesideItsCellAndOnThePageOfTheDraft() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowOf("ST2");
        String draft = draft(ann, new SheetEdit.SetCell(SHEET, row, 2, new Cell.Text("NON_CONTRACTUL")));
        String button = "Replace “NON_CONTRACTUL” by “NON_CONTRACTUAL”";
        assertThat(PageClient.signedIn("viewer").get("/drafts/" + draft).asString())
                .contains("NON_CONTRACTUL")
                .doesNotContain(button);
        assertThat(ann.get("/drafts/" + draft).asString()).contains(button);
        assertThat(ann.get("/rules/Stage").asString()).contains(button);
        String page = ann.get("/rules/Stage/rows/" + row).asString();
        Matcher place = Pattern.compile("form=\"correction\" name=\"place\" value=\"([^\"]+)\"")
                .matcher(page);
        assertThat(place.find()).isTrue();

        Response corrected = ann.post(
                "/drafts/" + draft + "/correction",
                Map.of("place", place.group(1), "version", "1", "next", "/rules/Stage/rows/" + row));

        assertThat(corrected.statusCode()).isEqualTo(303);
        assertThat(corrected.getHeader("Location")).contains("/rules/Stage/rows/" + row + "?version=" + draft);
        assertThat(cell(draft, row)).isEqualTo("NON_CONTRACTUAL");
        assertThat(ann.get("/drafts/" + draft).asString()).doesNotContain("NON_CONTRACTUL\"");
        // Another tab with the old version changes nothing.
        assertThat(ann.post("/drafts/" + draft + "/correction", Map.of("place", place.group(1), "version", "1"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(PageClient.signedIn("viewer")
                        .post("/drafts/" + draft + "/correction", Map.of("place", place.group(1), "version", "2"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theHistoryOfARowIsShownWhenSomebodyAsks() throws IOException {
        PageClient viewer = PageClient.signedIn("viewer");
        String address = "/rules/Stage/rows/" + rowOf("ST2") + "?version=active";
        assertThat(viewer.get(address).asString())
                .contains("History of this row", "history=true")
                .doesNotContain(": added");
        assertThat(viewer.get(address + "&history=true").asString())
                .contains("href=\"/releases/1\">Release 1</a>", ": added");
    }

    /// A draft in which a cell of the bundled table is another.
    private static String draft(PageClient author, SheetEdit edit) throws IOException {
        byte[] workbook = WorkbookEditor.apply(FILE, Files.readAllBytes(Path.of(FILE)), List.of(edit))
                .orElseThrow();
        return author.upload("/drafts", "stage.xlsx", workbook, Map.of("comment", "a cell"))
                .getHeader("Location")
                .replaceAll("\\D*(\\d+)$", "$1")
                .replaceAll(".*/", "");
    }

    private static int rowOf(String name) throws IOException {
        return WorkbookReader.read(FILE, Files.readAllBytes(Path.of(FILE)), new FindingCollector())
                .orElseThrow()
                .stream()
                .filter(sheet -> sheet.name().equals(SHEET))
                .flatMap(sheet -> sheet.rows().entrySet().stream())
                .filter(row -> row.getValue().firstEntry().getValue().raw().equals(name))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String cell(String draft, int row) {
        byte[] workbook = as("viewer")
                .get("/api/v1/rulesets/drafts/" + draft + "/bundle/" + FILE)
                .asByteArray();
        return WorkbookReader.read(FILE, workbook, new FindingCollector()).orElseThrow().stream()
                .filter(sheet -> sheet.name().equals(SHEET))
                .findFirst()
                .orElseThrow()
                .at(row, 2)
                .raw();
    }
}
