package io.tenure.workbench;

import static io.tenure.contract.BundleFiles.edited;
import static io.tenure.contract.BundleFiles.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the pages of drafts let whom do, and what they show.
@QuarkusTest
@TestProfile(DraftPagesTest.OwnDatabase.class)
class DraftPagesTest {
    /// Publishing changes the active release, which other tests rely on.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final String SCRIPT = "<script>alert(1)</script>";

    @Test
    void anAuthorDropsAWorkbookAndSeesItsChangesBothSides() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = draft(ann, settings(0.21));
        String page = ann.get(draft).asString();
        assertThat(page)
                .contains("decision-tables/settings.xlsx", "Nothing is wrong", "scenarios are decided as they expect.")
                .doesNotContain("keeps it from being published");
        assertThat(ann.get(draft + "/changes").asString())
                .contains("1 change to release", "<del>Decline</del>", "<ins>Decline 0.21</ins>", "DECLINE");
        assertThat(ann.get("/drafts").asString()).contains("href=\"" + draft + "\"", "for a test");
        assertThat(ann.get(draft + "/files/decision-tables/settings.xlsx").asByteArray())
                .isNotEmpty();
    }

    @Test
    void findingsStandAtTheirCellsWithHowToFixThem() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = draft(ann, edited("Parameters", "lapseGapP80", 1, "much"));
        String page = ann.get(draft).asString();
        assertThat(page).contains("class=\"content\">much</code>", "How to fix it:", "settings.xlsx, sheet Parameters");
        Response fixed = ann.upload(
                draft + "/files",
                "settings.xlsx",
                Files.readAllBytes(Path.of("decision-tables/settings.xlsx")),
                Map.of("version", "1"));
        assertThat(fixed.getHeader("Location")).endsWith(draft + "?saved=true");
        assertThat(ann.get(draft + "?saved=true").asString())
                .contains("Stored as version 2.", "The draft changes no file.", "Nothing is wrong");
    }

    @Test
    void whatAnotherTabChangedIsNotOverwritten() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = draft(ann, settings(0.22));
        assertThat(ann.upload(draft + "/files", "settings.xlsx", settings(0.23), Map.of("version", "1"))
                        .statusCode())
                .isEqualTo(303);
        for (String version : List.of("1", "", "9999999999", SCRIPT)) {
            Response stale = ann.upload(draft + "/files", "settings.xlsx", settings(0.24), Map.of("version", version));
            assertThat(stale.statusCode()).as(version).isEqualTo(412);
            assertThat(stale.asString()).contains("version 2").doesNotContain(SCRIPT);
        }
        assertThat(ann.post(draft + "/deletion", Map.of("version", "1")).statusCode())
                .isEqualTo(412);
        assertThat(ann.post(draft + "/deletion", Map.of("version", "2")).getHeader("Location"))
                .endsWith("/drafts");
        // The back button leads to what is gone.
        assertThat(ann.get(draft).statusCode()).isEqualTo(404);
    }

    @Test
    void whoIsAffectedIsShownByRegionsAndOfTheRecord() throws IOException {
        PagesTest.decide();
        PageClient ann = PageClient.signedIn("ann");
        String draft = draftOfStage(ann);
        assertThat(ann.get(draft + "/affected").asString())
                .contains("By the tables alone", "ST6.1", "For example", "Decide them by both");
        Response measured = ann.post(draft + "/affected", Map.of());
        assertThat(measured.statusCode()).isEqualTo(200);
        assertThat(measured.asString()).contains("on record", "Stage: one customer changes", "Decline");
        assertThat(ann.get(draft + "/approval").asString()).contains("all on record", "ann");
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get(draft + "/affected").asString())
                .contains("Measuring needs the role author or approver")
                .doesNotContain("Decide them by both");
        assertThat(viewer.post(draft + "/affected", Map.of()).statusCode()).isEqualTo(403);
        // Beside a cell: those who were decided last, without a stored run, down to one of them by both.
        assertThat(viewer.get(draft + "/affected/summary").asString()).doesNotContain("decided last");
        String summary = ann.get(draft + "/affected/summary").asString();
        assertThat(summary).contains("decided last", "Stage: one customer changes", "<del>Decline</del>");
        String one = CellEditTest.find(summary, "href=\"(/drafts/\\d+/trial\\?decision=[0-9a-f-]+)\"");
        assertThat(measured.asString()).contains(one);
        assertThat(ann.get(one).asString()).contains("By draft", "<del>Decline</del>", "ST6.1");
        assertThat(ann.get(draft + "/trial?decision=00000000-0000-0000-0000-000000000000")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCustomerIsTriedOnBothSidesWithoutARecord() throws IOException {
        PagesTest.decide();
        PageClient ann = PageClient.signedIn("ann");
        String draft = draftOfStage(ann);
        Response tried = ann.post(draft + "/trial", Map.of("customer", " C07 "));
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.asString())
                .contains(
                        "which is active",
                        "By draft",
                        "<del>Decline</del>",
                        "ST6.1",
                        "href=\"/rules/Stage?row=ST6.1#row-ST6.1\"");
        Response unknown = ann.post(draft + "/trial", Map.of("customer", SCRIPT));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.asString())
                .contains("Nothing is stored about a customer with this id.")
                .doesNotContain(SCRIPT);
    }

    @Test
    void aFileCanBeLeftOutAgain() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = draft(ann, settings(0.25));
        assertThat(ann.post(draft + "/removal", Map.of("version", "1", "path", "decision-tables/settings.xlsx"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(ann.get(draft).asString()).contains("The draft changes no file.");
        assertThat(ann.post(draft + "/removal", Map.of("version", "2", "path", SCRIPT))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void onlyAnAuthorChangesDrafts() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = draft(ann, settings(0.26));
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.get("/drafts").asString())
                .contains("Making a draft needs the role author.")
                .doesNotContain("type=\"file\"");
        assertThat(viewer.get(draft).asString()).doesNotContain("type=\"file\"", "Delete the draft");
        assertThat(viewer.upload("/drafts", "settings.xlsx", settings(0.27), Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(viewer.upload(draft + "/files", "settings.xlsx", settings(0.27), Map.of("version", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(viewer.post(draft + "/deletion", Map.of("version", "1")).statusCode())
                .isEqualTo(403);
        PageClient caller = PageClient.signedIn("caller");
        for (String path : List.of("/drafts", draft, draft + "/changes", draft + "/affected", draft + "/trial")) {
            assertThat(caller.get(path).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void formsWithFilesNeedTheTokenToo() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        PageClient bob = PageClient.signedIn("bob");
        for (String token : List.of("", "x", bob.token())) {
            Response page = ann.uploadAsIs("/drafts", "settings.xlsx", settings(0.28), Map.of("token", token));
            assertThat(page.statusCode()).as(token).isEqualTo(403);
            assertThat(page.asString()).contains("The form has expired");
        }
        assertThat(ann.uploadAsIs("/drafts", "settings.xlsx", settings(0.28), Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void thereIsNoPageOfADraftThatDoesNotExist() {
        PageClient ann = PageClient.signedIn("ann");
        for (String id : List.of("0", "-1", "999999", "99999999999", "x", "%3Cscript%3E")) {
            for (String part : List.of(
                    "",
                    "/changes",
                    "/affected",
                    "/trial",
                    "/approval",
                    "/conflicts",
                    "/files/decision-tables/settings.xlsx")) {
                assertThat(ann.getEncoded("/drafts/" + id + part).statusCode())
                        .as(id + part)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void filesThatBelongInNoBundleAreRejectedOnAPage() {
        PageClient ann = PageClient.signedIn("ann");
        Response none = ann.upload("/drafts", "", new byte[0], Map.of());
        assertThat(none.statusCode()).isEqualTo(400);
        Response text = ann.upload("/drafts", "<b>notes.txt", "x".getBytes(UTF_8), Map.of());
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(text.asString()).contains("&lt;b&gt;notes.txt").doesNotContain("<b>notes");
        Response code = ann.upload("/drafts", "more.drl", "// nothing\n".getBytes(UTF_8), Map.of());
        assertThat(code.statusCode()).isEqualTo(403);
    }

    @Test
    void scriptInACommentIsShownAsText() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        Response made = ann.upload("/drafts", "settings.xlsx", settings(0.29), Map.of("comment", SCRIPT));
        String draft = path(made);
        for (String path : List.of("/drafts", draft, draft + "/changes", draft + "/affected", draft + "/trial")) {
            assertThat(ann.get(path).asString())
                    .as(path)
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain(SCRIPT);
        }
    }

    @Test
    void aRuleEngineersCodeIsComparedLineByLine() {
        PageClient eve = PageClient.signedIn("eve");
        Response made = eve.upload("/drafts", "more.drl", "// <i>nothing\n".getBytes(UTF_8), Map.of());
        assertThat(eve.get(path(made) + "/changes").asString())
                .contains("rules/more.drl", "// &lt;i&gt;nothing")
                .doesNotContain("<i>nothing");
    }

    /// The path of a new draft.
    static String draft(PageClient author, byte[] settings) {
        return path(author.upload("/drafts", "settings.xlsx", settings, Map.of("comment", "for a test")));
    }

    /// A new draft in which customers with complaints whose volume halved are stable.
    static String draftOfStage(PageClient author) throws IOException {
        byte[] stage =
                edited(Files.readAllBytes(Path.of("decision-tables/stage.xlsx")), "Stage", "ST6.1", 13, "STABLE");
        return path(author.upload("/drafts", "stage.xlsx", stage, Map.of("comment", "for a test")));
    }

    static String path(Response made) {
        assertThat(made.statusCode()).isEqualTo(303);
        return made.getHeader("Location").replaceFirst("^https?://[^/]+", "");
    }
}
