package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages of rules and parameters, and changes of cells and rows into drafts.
@QuarkusTest
class RulesPageTest {
    private static final String STAGE = "/rules/Stage";
    private static final String STAGE_FILE = "decision-tables/stage.xlsx";

    @BeforeEach
    @AfterEach
    void startWithoutDrafts() {
        deleteDrafts();
    }

    static void deleteDrafts() {
        for (Map<String, Object> draft :
                as("eve").get("/api/v1/rulesets/drafts").jsonPath().<Map<String, Object>>getList("drafts")) {
            if (draft.get("release") == null) {
                as("eve").delete("/api/v1/rulesets/drafts/" + draft.get("id"));
            }
        }
    }

    @Test
    void theMapShowsThePhasesWithTheirTablesAndCode() {
        String page = PageClient.signedIn("viewer").get("/rules").asString();
        assertThat(page)
                .contains("Which lifecycle stage the customer is in", "/rules/Stage?version=active")
                .contains("/rule-files/consent.drl?version=active", "E1 erasure requested")
                .doesNotContain("begins a draft");
        assertThat(page.indexOf("/rules/Stage?")).isLessThan(page.indexOf("/rules/RetentionLevel?"));
    }

    @Test
    void aSearchFindsNamesCodesLabelsRowsAndWords() {
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/rules?q=ST6.1").asString())
                .contains("/rules/Stage?version=active&amp;row=ST6.1#row-ST6.1");
        assertThat(viewer.get("/rules?q=lapseGapP90").asString()).contains("/parameters/lapseGapP90?version=active");
        assertThat(viewer.get("/rules?q=erasureRequested").asString())
                .contains("/rule-files/consent.drl?version=active#line-");
        assertThat(viewer.get("/rules?q=流失原因").asString()).contains("ChurnCause");
        assertThat(viewer.get("/rules?q=zzzzzz").asString()).contains("Nothing found for “zzzzzz”");
    }

    @Test
    void aTableIsAGridWithAnchorsLabelsAndTheValuesOfParameters() {
        PageClient viewer = PageClient.signedIn("viewer");
        String labels = viewer.get(STAGE).asString();
        assertThat(labels)
                .contains("<tr id=\"row-ST6.1\"", "no purchase yet", "the first row that fits decides")
                .contains("/parameters/lapseGapRatio?version=active\">lapseGapRatio = 2</a>")
                .doesNotContain("NON_CONTRACTUAL", "rows/new");
        assertThat(viewer.get(STAGE + "?show=codes").asString()).contains("NON_CONTRACTUAL", "relationshipType");
    }

    @Test
    void hitsAreCountedByCustomers() {
        PagesTest.decide();
        String page = PageClient.signedIn("viewer").get(STAGE + "?hits=true").asString();
        assertThat(page).contains("decided in the last 30 days", "class=\"unused\"");
        assertThat(page.substring(page.indexOf("id=\"row-ST6.1\""))).startsWith("id=\"row-ST6.1\">");
    }

    @Test
    void unknownTablesRowsFilesParametersAndVersionsAreNotFound() {
        PageClient viewer = PageClient.signedIn("viewer");
        for (String path : List.of(
                "/rules/Nowhere",
                "/rules/Nowhere/workbook",
                "/rules/%3Cscript%3E",
                STAGE + "/rows/3",
                STAGE + "/rows/99999",
                STAGE + "?version=4711",
                STAGE + "?version=x",
                "/rule-files/nothing.drl",
                "/rule-files/..%2Fdecision-tables%2Fstage.xlsx",
                "/parameters/nothing")) {
            Response page = viewer.getEncoded(path);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.asString()).doesNotContain("<script>");
        }
    }

    @Test
    void withoutTheRoleThePageSaysWhichItNeeds() {
        PageClient caller = PageClient.signedIn("caller");
        for (String path : List.of("/rules", STAGE, STAGE + "/rows/9", "/parameters", "/rule-files/consent.drl")) {
            assertThat(caller.get(path).statusCode()).as(path).isEqualTo(403);
        }
        PageClient viewer = PageClient.signedIn("viewer");
        int row = rowNumber(viewer, "ST6.1");
        assertThat(viewer.get(STAGE + "/rows/" + row).asString())
                .contains("Changing rules needs the role author.")
                .doesNotContain("<textarea", "formaction");
        for (String path : List.of(
                STAGE + "/rows/" + row,
                STAGE + "/rows",
                STAGE + "/rows/" + row + "/delete",
                "/parameters/lapseGapRatio")) {
            assertThat(viewer.post(path, Map.of("version", "active")).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(viewer.get(STAGE + "/rows/new").statusCode()).isEqualTo(403);
        assertThat(openDrafts()).isEmpty();
    }

    @Test
    void aCellEditBeginsADraftAndTheNextOneExtendsIt() {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowNumber(ann, "ST2");
        String form = ann.get(STAGE + "/rows/" + row).asString();
        assertThat(form).contains("Save into a new draft");
        Response saved = ann.post(STAGE + "/rows/" + row, with(fields(form), field(form, "purchaseCount"), "<= 1"));
        assertThat(saved.statusCode()).isEqualTo(303);
        int draft = onlyDraft();
        assertThat(saved.getHeader("Location")).contains(STAGE + "/rows/" + row + "?version=" + draft + "&saved=true");
        assertThat(cell(draft, row, 3)).isEqualTo("<= 1");
        String page = ann.get(STAGE + "/rows/" + row + "?version=" + draft + "&saved=true")
                .asString();
        assertThat(page).contains("Saved into draft " + draft, "/drafts/" + draft, "Save into draft " + draft);
        // The table of an author with a draft is the draft's.
        assertThat(ann.get(STAGE).asString()).contains("Draft " + draft + ", on release", "&lt;= 1");
        assertThat(ann.get(STAGE + "?version=active").asString())
                .contains("To your draft " + draft)
                .doesNotContain("rows/new");
        Response more = ann.post(STAGE + "/rows/" + row, with(fields(page), field(page, "en"), "bought once at most"));
        assertThat(more.statusCode()).isEqualTo(303);
        assertThat(onlyDraft()).isEqualTo(draft);
        assertThat(cells(draft, row)).contains("<= 1", "bought once at most");
        // Everybody else sees what is active.
        assertThat(PageClient.signedIn("viewer").get(STAGE).asString()).doesNotContain("&lt;= 1");
    }

    @Test
    void aWrongValueIsKeptInTheDraftWithTheFindingBesideTheCell() {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowNumber(ann, "ST2");
        String form = ann.get(STAGE + "/rows/" + row).asString();
        ann.post(STAGE + "/rows/" + row, with(fields(form), field(form, "purchaseCount"), "seldom"));
        int draft = onlyDraft();
        assertThat(cell(draft, row, 3)).isEqualTo("seldom");
        String page = ann.get(STAGE + "/rows/" + row + "?version=" + draft + "&saved=true")
                .asString();
        assertThat(page).contains("The draft has 1 error and can&#39;t be published until it is put right.");
        String cell = page.substring(page.indexOf("id=\"c3\""), page.indexOf("id=\"c4\""));
        assertThat(cell).contains("<span class=\"finding bad\"><strong>Error:</strong>", "seldom");
        assertThat(ann.get(STAGE + "?version=" + draft).asString())
                .contains("seldom", "<span class=\"finding bad\"><strong>Error:</strong>");
        assertThat(page).contains("<a href=\"/drafts/" + draft + "/affected\">");
        assertThat(ann.get("/drafts/" + draft + "/affected").asString())
                .contains("who is affected shows once they are put right");
    }

    @Test
    void rowsAreAddedCopiedMovedAndDeleted() {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowNumber(ann, "ST2");
        String form = ann.get(STAGE + "/rows/new?below=" + row).asString();
        Map<String, String> added = fields(form);
        String nameField = "c1";
        // The next number that no row has.
        assertThat(added.get(nameField)).matches("ST\\d+");
        assertThat(ann.get(STAGE).asString()).doesNotContain("id=\"row-" + added.get(nameField) + "\"");
        added.put(nameField, "NEW1");
        added.put(field(form, "purchaseCount"), "1");
        added.put(field(form, "stage"), "PROSPECT");
        added.put(field(form, "en"), "one purchase");
        assertThat(ann.post(STAGE + "/rows", added).statusCode()).isEqualTo(303);
        int draft = onlyDraft();
        assertThat(cells(draft, row + 1)).contains("NEW1", "1", "PROSPECT", "one purchase");
        String page =
                ann.get(STAGE + "/rows/" + (row + 1) + "?version=" + draft).asString();
        ann.post(STAGE + "/rows/" + (row + 1) + "/copy", fields(page));
        assertThat(cells(draft, row + 2)).contains("NEW2", "PROSPECT");
        page = ann.get(STAGE + "/rows/" + (row + 2) + "?version=" + draft).asString();
        ann.post(STAGE + "/rows/" + (row + 2) + "/up", fields(page));
        assertThat(List.of(cell(draft, row + 1, 1), cell(draft, row + 2, 1))).containsExactly("NEW2", "NEW1");
        page = ann.get(STAGE + "/rows/" + (row + 1) + "?version=" + draft).asString();
        ann.post(STAGE + "/rows/" + (row + 1) + "/down", fields(page));
        assertThat(List.of(cell(draft, row + 1, 1), cell(draft, row + 2, 1))).containsExactly("NEW1", "NEW2");
        page = ann.get(STAGE + "/rows/" + (row + 2) + "?version=" + draft).asString();
        Response deleted = ann.post(STAGE + "/rows/" + (row + 2) + "/delete", fields(page));
        assertThat(deleted.getHeader("Location")).endsWith(STAGE + "?version=" + draft);
        assertThat(List.of(cell(draft, row, 1), cell(draft, row + 1, 1))).containsExactly("ST2", "NEW1");
        assertThat(cell(draft, row + 2, 1)).startsWith("ST").isNotEqualTo("NEW2");
    }

    @Test
    void aDraftThatSomebodyChangedMeanwhileIsNotOverwritten() {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowNumber(ann, "ST2");
        String first = ann.get(STAGE + "/rows/" + row).asString();
        Map<String, String> inOtherTab = with(fields(first), field(first, "purchaseCount"), "<= 3");
        ann.post(STAGE + "/rows/" + row, with(fields(first), field(first, "purchaseCount"), "<= 1"));
        int draft = onlyDraft();
        Response other = ann.post(STAGE + "/rows/" + row, inOtherTab);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.asString())
                .contains("the rules have changed since this page was opened", "value=\"&lt;= 3\"", "Draft " + draft);
        assertThat(onlyDraft()).isEqualTo(draft);
        assertThat(cell(draft, row, 3)).isEqualTo("<= 1");
        // The form now has the version that there is.
        ann.post(STAGE + "/rows/" + row, fields(other.asString()));
        assertThat(cell(draft, row, 3)).isEqualTo("<= 3");
    }

    @Test
    void scriptInEveryFieldStaysText() {
        PageClient ann = PageClient.signedIn("ann");
        String script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        int row = rowNumber(ann, "ST2");
        String form = ann.get(STAGE + "/rows/" + row).asString();
        Map<String, String> fields = fields(form);
        fields.replaceAll((name, value) -> name.startsWith("c") ? script : value);
        assertThat(ann.post(STAGE + "/rows/" + row, fields).statusCode()).isEqualTo(303);
        int draft = onlyDraft();
        assertThat(cell(draft, row, 1)).isEqualTo(script);
        for (String path : List.of(
                STAGE + "?version=" + draft,
                STAGE + "/rows/" + row + "?version=" + draft,
                "/rules?version=" + draft + "&q=%3Cscript%3Ealert(1)",
                "/rules?version=" + draft)) {
            assertThat(ann.getEncoded(path).asString())
                    .as(path)
                    .doesNotContain("<script>alert", "<img src=x")
                    .contains("</html>");
        }
        String parameter = ann.get("/parameters/lapseGapRatio").asString();
        ann.post("/parameters/lapseGapRatio", with(fields(parameter), "value", script));
        for (String path : List.of("/parameters", "/parameters/lapseGapRatio")) {
            assertThat(ann.get(path + "?version=" + draft).asString())
                    .doesNotContain("<script>alert")
                    .contains("&lt;script&gt;alert");
        }
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowNumber(ann, "ST2");
        String form = ann.get(STAGE + "/rows/" + row).asString();
        Map<String, String> fields = with(fields(form), field(form, "purchaseCount"), "<= 1");
        fields.remove("token");
        for (String path : List.of(
                STAGE + "/rows/" + row,
                STAGE + "/rows",
                STAGE + "/rows/" + row + "/delete",
                "/parameters/lapseGapRatio")) {
            assertThat(ann.postAsIs(path, fields).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(openDrafts()).isEmpty();
    }

    @Test
    void aLongReasonIsSaved() {
        PageClient ann = PageClient.signedIn("ann");
        int row = rowNumber(ann, "ST2");
        String form = ann.get(STAGE + "/rows/" + row).asString();
        Map<String, String> fields = with(fields(form), field(form, "en"), "很".repeat(2_000));
        assertThat(ann.post(STAGE + "/rows/" + row, fields).statusCode()).isEqualTo(303);
        assertThat(cells(onlyDraft(), row)).contains("很".repeat(2_000));
    }

    @Test
    void theWorkbookOfATableIsDownloadedAsItWasUploaded() {
        PageClient viewer = PageClient.signedIn("viewer");
        Response workbook = viewer.get(STAGE + "/workbook");
        assertThat(workbook.getHeader("Content-Disposition")).isEqualTo("attachment; filename*=UTF-8''stage.xlsx");
        assertThat(workbook.asByteArray())
                .isEqualTo(as("viewer")
                        .get("/api/v1/rulesets/active/bundle/" + STAGE_FILE)
                        .asByteArray());
    }

    @Test
    void aFileOfCodeHasNumberedLines() {
        assertThat(PageClient.signedIn("viewer").get("/rule-files/consent.drl").asString())
                .contains("<li id=\"line-1\"><code>package tenure.rules;</code>", "E2 no consent to marketing");
    }

    @Test
    void aParameterIsChangedIntoADraft() {
        PageClient ann = PageClient.signedIn("ann");
        assertThat(ann.get("/parameters").asString())
                .contains("/parameters/defaultSaveCost?version=active", "80% × referenceMargin", "= 20");
        String page = ann.get("/parameters/lapseGapP90").asString();
        assertThat(page)
                .contains("90% of the gaps between purchases are shorter", "at least lapseGapP80", "Values by release");
        ann.post("/parameters/lapseGapP90", with(fields(page), "value", "60"));
        int draft = onlyDraft();
        String saved = ann.get("/parameters/lapseGapP90?version=" + draft + "&saved=true")
                .asString();
        assertThat(saved).contains("Saved into draft " + draft, "finding bad", "can&#39;t be published until");
        ann.post("/parameters/lapseGapP90", with(fields(saved), "value", "120"));
        assertThat(ann.get("/parameters/lapseGapP90?version=" + draft + "&saved=true")
                        .asString())
                .contains("The check found no error.");
        assertThat(ann.get("/parameters/lapseGapP90?version=active").asString()).contains("<dd>110</dd>");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    /// The fields of the first form that saves, with the values that the page shows.
    private static Map<String, String> fields(String page) {
        Map<String, String> fields = new HashMap<>();
        Matcher input = Pattern.compile("<input ([^>]*)>").matcher(page);
        while (input.find()) {
            Matcher name = Pattern.compile("name=\"([^\"]+)\"").matcher(input.group(1));
            Matcher value = Pattern.compile("value=\"([^\"]*)\"").matcher(input.group(1));
            if (name.find() && value.find()) {
                fields.putIfAbsent(name.group(1), unescape(value.group(1)));
            }
        }
        Matcher area = Pattern.compile("<textarea id=\"(c\\d+)\"[^>]*>([^<]*)</textarea>")
                .matcher(page);
        while (area.find()) {
            fields.put(area.group(1), unescape(area.group(2)));
        }
        return fields;
    }

    private static String unescape(String html) {
        String text = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        return text.replace("&#39;", "'").replace("&amp;", "&");
    }

    /// The field of the form whose label names a column.
    private static String field(String page, String column) {
        Matcher label = Pattern.compile("<label for=\"(c\\d+)\">[^<]*<span class=\"code\">" + column + "</span>")
                .matcher(page);
        if (label.find()) {
            return label.group(1);
        }
        Matcher reason = Pattern.compile("<textarea id=\"(c\\d+)\"").matcher(page);
        assertThat(reason.find()).as(column).isTrue();
        return reason.group(1);
    }

    private static int rowNumber(PageClient client, String name) {
        Matcher row = Pattern.compile("<tr id=\"row-" + Pattern.quote(name) + "\".*?/rows/(\\d+)\\?", Pattern.DOTALL)
                .matcher(client.get(STAGE).asString());
        assertThat(row.find()).isTrue();
        return Integer.parseInt(row.group(1));
    }

    private static List<Integer> openDrafts() {
        JsonPath drafts = as("viewer").get("/api/v1/rulesets/drafts").jsonPath();
        return drafts.getList("drafts.findAll { it.release == null }.id");
    }

    private static int onlyDraft() {
        List<Integer> drafts = openDrafts();
        assertThat(drafts).hasSize(1);
        return drafts.getFirst();
    }

    private static Sheet sheet(int draft) {
        byte[] workbook = as("viewer")
                .get("/api/v1/rulesets/drafts/" + draft + "/bundle/" + STAGE_FILE)
                .asByteArray();
        return WorkbookReader.read(STAGE_FILE, workbook, new FindingCollector()).orElseThrow().stream()
                .filter(sheet -> sheet.name().equals("Stage"))
                .findFirst()
                .orElseThrow();
    }

    private static String cell(int draft, int row, int column) {
        return sheet(draft).at(row, column).raw();
    }

    private static List<String> cells(int draft, int row) {
        return sheet(draft).rows().get(row).values().stream().map(Cell::raw).toList();
    }
}
