package io.tenure.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Cells that are changed in the grid of their table: what the service answers.
@QuarkusTest
class CellEditTest {
    @BeforeEach
    @AfterEach
    void deleteDrafts() {
        RulesPageTest.deleteDrafts();
    }

    @Test
    void aCellIsSavedIntoADraftWithItsFindingsAndTheNextOneExtendsIt() {
        PageClient ann = PageClient.signedIn("ann");
        String cell = cell(ann.get("/rules/RiskBand").asString());
        String editor = ann.get(cell + "?version=active&name=RB5").asString();
        assertThat(editor).contains("value=\"&gt;= 5\"", "aria-label=\"").doesNotContain("<html");

        String saved = ann.post(cell + "?version=active&name=RB5", form(editor, ">= 6"))
                .asString();
        assertThat(saved)
                .contains("Saved into draft", "The check found no error.", "id=\"row-RB5\"", "&gt;= 6")
                .doesNotContain("<html", "id=\"row-RB4\"");
        String draft = find(saved, "id=\"edit-report\" data-version=\"(\\d+)\"");
        String next = ann.get(cell + "?version=" + draft + "&name=RB5").asString();
        String wrong = ann.post(cell + "?version=" + draft + "&name=RB5", form(next, "<b>often</b>"))
                .asString();
        assertThat(wrong).contains("The draft has 1 error", "&lt;b&gt;often").doesNotContain("<b>often");
        // Put right again, the row has no finding any more.
        next = ann.get(cell + "?version=" + draft + "&name=RB5").asString();
        assertThat(next).contains("finding bad");
        assertThat(ann.post(cell + "?version=" + draft + "&name=RB5", form(next, ">= 6"))
                        .asString())
                .contains("The check found no error.")
                .doesNotContain("finding bad");
        assertThat(PageClient.signedIn("viewer")
                        .get("/drafts/" + draft + "/affected/summary")
                        .asString())
                .contains("RiskBand", "href=\"/drafts/" + draft + "/affected\"")
                .doesNotContain("<html");
    }

    @Test
    void theNameOfARowIsACellToo() {
        PageClient ann = PageClient.signedIn("ann");
        String page = ann.get("/rules/RiskBand").asString();
        String column =
                find(page.substring(page.indexOf("id=\"row-RB5\"")), "<th scope=\"row\" data-column=\"(\\d+)\"");
        String name = cell(page).replaceFirst("\\d+$", column);
        String editor = ann.get(name + "?version=active&name=RB5").asString();
        String saved = ann.post(name + "?version=active&name=RB5", form(editor, "RB50"))
                .asString();
        assertThat(saved).contains("id=\"row-RB50\"", ">RB50</a>").doesNotContain("id=\"row-RB5\"");
        String draft = find(saved, "id=\"edit-report\" data-version=\"(\\d+)\"");
        String again = ann.get(name + "?version=" + draft + "&name=RB50").asString();
        assertThat(ann.post(name + "?version=" + draft + "&name=RB50", form(again, "RB4.1"))
                        .asString())
                .contains("The draft has 1 error", "finding bad");
    }

    @Test
    void aCheckFindsWhatWouldBeWrongAndSavesNothing() {
        PageClient ann = PageClient.signedIn("ann");
        String cell = cell(ann.get("/rules/RiskBand").asString());
        String editor = ann.get(cell + "?version=active&name=RB5").asString();
        String query = "/check?version=active&name=RB5";
        assertThat(ann.post(cell + query, form(editor, "often")).asString()).contains("finding bad", "often");
        assertThat(ann.post(cell + query, form(editor, ">= 6")).asString()).contains("The check finds nothing wrong");
        assertThat(ann.get("/drafts").asString()).doesNotContain("href=\"/drafts/1\"");
        assertThat(ann.get("/rules/RiskBand").asString()).contains("data-version=\"active\"");
    }

    @Test
    void aCellThatChangedMeanwhileIsNotOverwritten() {
        PageClient ann = PageClient.signedIn("ann");
        String cell = cell(ann.get("/rules/RiskBand").asString());
        Map<String, String> first =
                form(ann.get(cell + "?version=active&name=RB5").asString(), ">= 6");
        assertThat(ann.post(cell + "?version=active&name=RB5", first).statusCode())
                .isEqualTo(200);
        // Another window still shows the active release.
        first.replaceAll((field, text) -> text.equals(">= 6") ? ">= 7" : text);
        Response stale = ann.post(cell + "?version=active&name=RB5", first);
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.asString()).contains("the rules have changed", "value=\"&gt;= 7\"", "class=\"cell-editor\"");
        String again = find(stale.asString(), "action=\"([^\"]+)\"").replace("&amp;", "&");
        assertThat(ann.post(again, form(stale.asString(), ">= 7")).asString()).contains("&gt;= 7");
    }

    @Test
    void onlyAuthorsAreOfferedCellsAndAnswered() {
        PageClient ann = PageClient.signedIn("ann");
        String cell = cell(ann.get("/rules/RiskBand").asString());
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/rules/RiskBand").asString()).doesNotContain("data-column", "data-grid");
        assertThat(viewer.get(cell).statusCode()).isEqualTo(403);
        assertThat(viewer.post(cell, Map.of()).statusCode()).isEqualTo(403);
        assertThat(ann.postAsIs(cell + "?version=active", Map.of("stamp", "1")).statusCode())
                .isEqualTo(403);
        for (String nowhere : new String[] {"/rules/RiskBand/rows/99999/cells/2", "/rules/Nowhere/rows/9/cells/2"}) {
            assertThat(ann.get(nowhere).statusCode()).isEqualTo(404);
        }
    }

    /// The address of the cell of row RB5 that says `>= 5`.
    static String cell(String page) {
        return "/rules/RiskBand/rows/" + find(page, "id=\"row-RB5\" data-row=\"(\\d+)\"") + "/cells/"
                + find(page.substring(page.indexOf("id=\"row-RB5\"")), "data-column=\"(\\d+)\">&gt;= 5<");
    }

    static Map<String, String> form(String editor, String text) {
        Map<String, String> fields = new HashMap<>();
        fields.put("stamp", find(editor, "name=\"stamp\" value=\"(\\d+)\""));
        fields.put(find(editor, "name=\"(c\\d+)\""), text);
        return fields;
    }

    static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
