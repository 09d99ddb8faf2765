package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Forms for facts, outcomes and contact limits, and for files of code.
@QuarkusTest
class SettingsPagesTest {
    @BeforeEach
    @AfterEach
    void deleteDrafts() {
        RulesPageTest.deleteDrafts();
    }

    @Test
    void aFactAnOutcomeWithItsCodesAndAContactLimitAreAddedIntoOneDraft() {
        PageClient ann = PageClient.signedIn("ann");
        assertThat(ann.get("/parameters").asString())
                .contains(
                        "/settings/facts?version=active",
                        "/settings/outcomes",
                        "/settings/limits",
                        "/settings/experiments");
        String draft = saved(
                ann,
                "/settings/facts/new",
                Map.of(
                        "name", "petCount",
                        "type", "INTEGER",
                        "min", "0",
                        "meaning", "How many <b>pets</b> the customer has",
                        "meaningZh", "客户的宠物数"));
        assertThat(ann.get("/settings/outcomes/new").asString())
                .contains("<textarea id=\"codes\"", "value=\"INTEGER\"");
        assertThat(ann.get("/settings/facts/new").asString()).doesNotContain("<textarea id=\"codes\"");
        saved(
                ann,
                "/settings/outcomes/new",
                Map.of(
                        "name", "petSegment",
                        "type", "CODE",
                        "phase", "value",
                        "label", "pet segment",
                        "labelZh", "宠物细分"),
                "WITH_PETS, With pets, 有宠物\r\nWITHOUT_PETS, Without pets, 无宠物");
        saved(ann, "/settings/limits/new", Map.of("name", "K9", "channel", "APP", "days", "7", "most", "3"));
        String changes = ann.get(draft + "/changes").asString();
        assertThat(changes).contains("petCount", "petSegment", "WITHOUT_PETS", "K9");
        assertThat(ann.get("/settings/facts").asString())
                .contains("How many &lt;b&gt;pets&lt;/b&gt; the customer has")
                .doesNotContain("<b>pets");
        assertThat(ann.get(draft).asString()).doesNotContain("aria-labelledby=\"errors\"");
    }

    @Test
    void aContactLimitIsChangedAndWhatIsWrongWithItStandsBesideIt() {
        PageClient ann = PageClient.signedIn("ann");
        String form = ann.get("/settings/limits/rows/K2").asString();
        assertThat(form).contains("value=\"SMS\"", "value=\"7\"");
        Map<String, String> fields =
                fields(form, Map.of("name", "K2", "channel", "PIGEON", "days", "7", "most", "2", "action", ""));
        assertThat(ann.post("/settings/limits/rows/K2", fields).statusCode()).isEqualTo(303);
        assertThat(ann.get("/settings/limits").asString()).contains("finding bad", "PIGEON");
        // Another window, which still shows the active release.
        assertThat(ann.post("/settings/limits/rows/K2", fields).statusCode()).isEqualTo(409);
    }

    @Test
    void whatHasNoNameOrAKnownOneIsNotSavedAndOthersOnlyRead() {
        PageClient ann = PageClient.signedIn("ann");
        String form = ann.get("/settings/limits/new").asString();
        assertThat(ann.post("/settings/limits/new", fields(form, Map.of("days", "7")))
                        .asString())
                .contains("the name is missing", "value=\"7\"");
        assertThat(ann.post("/settings/limits/new", fields(form, Map.of("name", "K2")))
                        .statusCode())
                .isEqualTo(409);
        assertThat(ann.get("/settings/others").statusCode()).isEqualTo(404);
        assertThat(ann.get("/settings/limits/rows/none").statusCode()).isEqualTo(404);
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/settings/limits").asString()).contains("K2").doesNotContain("/settings/limits/new");
        assertThat(viewer.get("/settings/limits/new").statusCode()).isEqualTo(403);
        assertThat(viewer.post("/settings/limits/new", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void aRuleEngineerChangesCodeWithFindingsAtItsLinesAndOthersReadIt() {
        PageClient eve = PageClient.signedIn("eve");
        assertThat(eve.get("/rule-files/consent.drl?hits=true").asString()).contains("edit=true", "Customers");
        String form =
                eve.get("/rule-files/consent.drl?version=active&edit=true").asString();
        assertThat(form).contains("<textarea", "rule &quot;E1 erasure requested&quot;");
        String drl = as("viewer")
                .get("/api/v1/rulesets/releases/1/bundle/rules/consent.drl")
                .asString();
        Map<String, String> fields = new HashMap<>(fields(form, Map.of()));
        fields.put("source", drl.replace("erasureRequested", "erasureReqested").replace("\n", "\r\n"));
        Response saved = eve.form("/rule-files/consent.drl", fields);
        assertThat(saved.statusCode()).isEqualTo(303);
        String page = eve.get(saved.getHeader("Location").replaceAll("https?://[^/]+", ""))
                .asString();
        assertThat(page).contains("Saved into draft", "The draft has 1 error");
        assertThat(page.substring(page.indexOf("id=\"line-12\""), page.indexOf("id=\"line-19\"")))
                .contains("finding bad", "erasureReqested", "客户要求删除数据");
        // Another window, which still shows the active release.
        Response stale = eve.form("/rule-files/consent.drl", fields);
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.asString()).contains("the rules have changed");

        PageClient ann = PageClient.signedIn("ann");
        assertThat(ann.get("/rule-files/consent.drl?version=active&edit=true").asString())
                .contains("Changing code needs the role rule-engineer.")
                .doesNotContain("<textarea", "edit=true");
        assertThat(ann.form("/rule-files/consent.drl", fields).statusCode()).isEqualTo(403);
    }

    @Test
    void aRuleEngineerBeginsAFileOfCodeWithARuleThatCompiles() {
        PageClient eve = PageClient.signedIn("eve");
        assertThat(eve.get("/rules?version=active").asString()).contains("action=\"/rule-files/new\"");
        Response begun = eve.get("/rule-files/new?version=active&begin=seasonal-offers");
        String path = "/rule-files/seasonal-offers.drl";
        assertThat(begun.getHeader("Location")).endsWith(path + "?version=active&edit=true");
        String form = eve.get(path + "?version=active&edit=true").asString();
        assertThat(form).contains("<textarea", "rule &quot;X1 what it is for&quot;");
        Map<String, String> fields = new HashMap<>(fields(form, Map.of()));
        fields.put(
                "source",
                form.substring(form.indexOf("package tenure.rules"), form.indexOf("</textarea>"))
                        .replace("&quot;", "\"")
                        .replace("&gt;", ">"));
        Response saved = eve.form(path, fields);
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(303);
        assertThat(eve.get(saved.getHeader("Location").replaceAll("https?://[^/]+", ""))
                        .asString())
                .contains("The check found no error.", "X1 what it is for");
        // What isn't there is begun by nobody else, and not under any name.
        assertThat(PageClient.signedIn("ann")
                        .get("/rule-files/other.drl?version=active&edit=true")
                        .statusCode())
                .isEqualTo(404);
        assertThat(eve.get("/rule-files/..drl?version=active&edit=true").statusCode())
                .isEqualTo(404);
        assertThat(eve.get(path + "?version=active").statusCode()).isEqualTo(404);
    }

    private static String saved(PageClient person, String path, Map<String, String> cells) {
        return saved(person, path, cells, "");
    }

    /// Fills a form and sends it.
    ///
    /// @return path of the draft
    private static String saved(PageClient person, String path, Map<String, String> cells, String codes) {
        Map<String, String> fields = fields(person.get(path).asString(), cells);
        fields.put("codes", codes);
        Response saved = person.post(path, fields);
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(303);
        return saved.getHeader("Location").replaceAll(".*(/drafts/\\d+).*", "$1");
    }

    private static Map<String, String> fields(String form, Map<String, String> cells) {
        Map<String, String> fields = new HashMap<>();
        fields.put("version", CellEditTest.find(form, "name=\"version\" value=\"([^\"]+)\""));
        fields.put("stamp", CellEditTest.find(form, "name=\"stamp\" value=\"(\\d+)\""));
        cells.forEach((heading, text) -> fields.put("cell." + heading, text));
        return fields;
    }
}
