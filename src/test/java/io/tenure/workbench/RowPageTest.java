package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetEdit;
import io.tenure.workbook.WorkbookEditor;
import io.tenure.workbook.WorkbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the page of a row says about its cells and corrects, and the form for a new action.
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
        String draft = draft(
                ann, new SheetEdit.SetCell(SHEET, row, columnOf("relationshipType"), new Cell.Text("NON_CONTRACTUL")));
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
                Map.of(
                        "place",
                        place.group(1),
                        "version",
                        "1",
                        "next",
                        "/rules/Stage/rows/" + row + "?version=" + draft));

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
        PageClient ann = PageClient.signedIn("ann");
        int row = rowOf("ST2");
        String draft = draft(ann, new SheetEdit.SetCell(SHEET, row, 1, new Cell.Text("ST2x")));
        assertThat(ann.get("/rules/Stage/rows/" + row + "?version=" + draft + "&history=true")
                        .asString())
                .contains("No release has a row of this name yet.");
    }

    @Test
    void anActionIsAddedWithItsCatalogueEntryItsProposalAndItsExclusion() {
        PageClient ann = PageClient.signedIn("ann");
        assertThat(ann.get("/parameters").asString()).contains("href=\"/actions/new?version=active\"");
        String form = ann.get("/actions/new").asString();
        Map<String, String> fields = new HashMap<>();
        fields.put("version", "active");
        fields.put("stamp", form.replaceAll("(?s).*name=\"stamp\" value=\"(\\d+)\".*", "$1"));
        fields.put("action.code", "thank you");
        fields.put("action.label", "Thank-you card <b>");
        Response bad = ann.post("/actions/new", fields);
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.asString())
                .contains("Nothing was saved: the code has to be", "value=\"Thank-you card &lt;b&gt;\"");
        fields.put("action.code", "NO_ACTION");
        assertThat(ann.post("/actions/new", fields).statusCode()).isEqualTo(409);

        fields.putAll(Map.of(
                "action.code", "THANK_YOU_CARD",
                "action.label", "Thank-you card",
                "action.labelZh", "感谢卡",
                "action.level", "NONE",
                "action.channels", "EMAIL",
                "action.cost", "5",
                "action.minGapDays", "90"));
        fields.putAll(Map.of(
                "action.selling", "FALSE",
                "action.marketing", "TRUE",
                "action.duty", "FALSE",
                "action.strategy", "Stable: thank for loyalty",
                "action.strategyZh", "稳定期：感谢忠诚",
                "action.guidance", "Write it by hand.",
                "action.guidanceZh", "请手写。"));
        fields.put(field(form, "proposal", "stage"), "STABLE");
        fields.put(field(form, "proposal", "candidate.propensity"), "10%");
        fields.put(field(form, "proposal", "candidate.value"), "= clv");
        fields.put(field(form, "proposal", "candidate.valueFactor"), "5%");
        fields.put(field(form, "proposal", "en"), "a stable customer is thanked");
        fields.put(field(form, "proposal", "zh"), "感谢稳定期的客户");
        fields.put(field(form, "exclusion", "stage"), "DECLINE");
        fields.put(field(form, "exclusion", "en"), "no thanks while sales fall");
        fields.put(field(form, "exclusion", "zh"), "销售额下降时不致谢");
        String draft = ann.post("/actions/new", fields).getHeader("Location");

        assertThat(ann.get(draft).asString())
                .contains("settings.xlsx", "actions.xlsx", "eligibility.xlsx")
                .doesNotContain("aria-labelledby=\"errors\"");
        assertThat(ann.get(draft.replaceAll("\\?.*", "") + "/changes").asString())
                .contains("THANK_YOU_CARD", "a stable customer is thanked", "no thanks while sales fall");
    }

    /// The field of a form for a new action whose label names a column.
    private static String field(String page, String section, String column) {
        Matcher label = Pattern.compile("<label for=\"(" + section + "\\.\\d+)\">[^<]*<span class=\"code\">"
                        + Pattern.quote(column) + "</span>")
                .matcher(page);
        assertThat(label.find()).as(column).isTrue();
        return label.group(1);
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
        return bundled().rows().entrySet().stream()
                .filter(row -> row.getValue().firstEntry().getValue().raw().equals(name))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static int columnOf(String name) throws IOException {
        return bundled().rows().values().stream()
                .flatMap(row -> row.entrySet().stream())
                .filter(cell -> cell.getValue().raw().equals(name))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Sheet bundled() throws IOException {
        return sheet(Files.readAllBytes(Path.of(FILE)));
    }

    private static Sheet sheet(byte[] workbook) {
        return WorkbookReader.read(FILE, workbook, new FindingCollector()).orElseThrow().stream()
                .filter(sheet -> sheet.name().equals(SHEET))
                .findFirst()
                .orElseThrow();
    }

    private static String cell(String draft, int row) throws IOException {
        byte[] workbook = as("viewer")
                .get("/api/v1/rulesets/drafts/" + draft + "/bundle/" + FILE)
                .asByteArray();
        return sheet(workbook).at(row, columnOf("relationshipType")).raw();
    }
}
