package io.tenure.workbench;

import static io.tenure.contract.BundleFiles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Approving, publishing and rolling back on pages, and who may.
@QuarkusTest
@TestProfile(DraftPagesTest.OwnDatabase.class)
class PublishingPagesTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    @Test
    void oneAsksForApprovalAndAnotherPublishes() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = DraftPagesTest.draft(ann, settings(0.31));
        assertThat(ann.get(draft + "/approval").asString())
                .contains("Ask for approval", "Publishing needs the role approver.")
                .doesNotContain("/publication\"");
        assertThat(ann.post(draft + "/approval-request", Map.of("version", "1")).statusCode())
                .isEqualTo(303);
        assertThat(ann.get(draft + "/approval").asString())
                .contains("ann asked for the approval of version 1")
                .doesNotContain("/approval-request\"");
        PageClient bob = PageClient.signedIn("bob");
        assertThat(bob.get("/").asString()).contains("waits for your approval");
        assertThat(bob.get(draft + "/approval").asString())
                .contains("ann asked for the approval of version 1", "/publication\"");
        int before = active(bob);
        Response published = bob.post(draft + "/publication", Map.of("version", "1", "when", "now", "comment", SCRIPT));
        String release = DraftPagesTest.path(published);
        assertThat(bob.get(release).asString())
                .contains("is active.", "by ann, approved by bob", "<ins>Decline 0.31</ins>")
                .doesNotContain(SCRIPT);
        assertThat(bob.get("/releases").asString()).doesNotContain(SCRIPT);
        assertThat(bob.get(draft).asString()).contains("Published as release").doesNotContain("type=\"file\"");

        // A form that was open since, or the back button: nothing is published twice.
        assertThat(bob.post(draft + "/publication", Map.of("version", "1", "when", "now"))
                        .statusCode())
                .isEqualTo(409);

        String earlier = "/releases/" + before;
        assertThat(bob.get(earlier).asString()).contains("Roll back to release " + before, "one thing differs");
        assertThat(bob.get(earlier + "?impact=true").asString()).contains("on record");
        assertThat(bob.post(earlier + "/activation", Map.of()).statusCode()).isEqualTo(303);
        assertThat(active(bob)).isEqualTo(before);

        // An operator rolls back too, and doesn't see what the rules are.
        PageClient olga = PageClient.signedIn("olga");
        assertThat(olga.get("/").asString()).contains("href=\"/releases\"").doesNotContain("href=\"/rules\"");
        assertThat(olga.get(release).asString())
                .contains("/activation\"", "shows to the role viewer")
                .doesNotContain("0.31", "impact=true");
        assertThat(olga.post(release.replaceAll("\\?.*", "") + "/activation", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(olga.post(earlier + "/activation", Map.of()).statusCode()).isEqualTo(303);
        assertThat(active(bob)).isEqualTo(before);
    }

    @Test
    void nobodyPublishesTheirOwnDraft() throws IOException {
        PageClient max = PageClient.signedIn("max");
        String draft = DraftPagesTest.draft(max, settings(0.32));
        assertThat(max.get(draft + "/approval").asString())
                .contains("You worked on this draft, so somebody else has to approve it.")
                .doesNotContain("/publication\"");
        Response refused = max.post(draft + "/publication", Map.of("version", "1", "when", "now"));
        assertThat(refused.statusCode()).isEqualTo(403);
        PageClient ann = PageClient.signedIn("ann");
        assertThat(ann.post(draft + "/publication", Map.of("version", "1", "when", "now"))
                        .statusCode())
                .isEqualTo(403);
        PageClient viewer = PageClient.signedIn("viewer");
        assertThat(viewer.post(draft + "/approval-request", Map.of("version", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(viewer.post("/releases/1/activation", Map.of()).statusCode()).isEqualTo(403);
        assertThat(viewer.get("/releases/1").asString()).doesNotContain("/activation\"");
    }

    @Test
    void whatChangedSinceItWasReviewedIsNotPublished() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = DraftPagesTest.draft(ann, settings(0.33));
        ann.post(draft + "/approval-request", Map.of("version", "1"));
        PageClient bob = PageClient.signedIn("bob");
        bob.get(draft + "/approval");
        ann.upload(draft + "/files", "settings.xlsx", settings(0.34), Map.of("version", "1"));
        assertThat(bob.post(draft + "/publication", Map.of("version", "1", "when", "now"))
                        .statusCode())
                .isEqualTo(412);
        // The request was for the version before.
        assertThat(bob.get(draft + "/approval").asString()).doesNotContain("asked for the approval");
        assertThat(ann.post(draft + "/approval-request", Map.of("version", "1")).statusCode())
                .isEqualTo(412);
    }

    @Test
    void whatBothChangedIsResolvedCellByCell() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String mine = DraftPagesTest.draft(ann, settings(0.41));
        String theirs = DraftPagesTest.draft(ann, settings(0.42));
        PageClient bob = PageClient.signedIn("bob");
        bob.get("/");
        bob.post(theirs + "/publication", Map.of("version", "1", "when", "now"));
        String id = "decision-tables/settings.xlsx›Labels›DECLINE›en";
        assertThat(ann.get(mine).asString()).contains("Take over what was published meanwhile");
        assertThat(ann.get(mine + "/conflicts").asString())
                .contains("choice:" + id, "Decline 0.41", "Decline 0.42", "It was: Decline");
        assertThat(bob.get(mine + "/conflicts").asString()).doesNotContain("type=\"radio\"");
        assertThat(bob.post(mine + "/publication", Map.of("version", "1", "when", "now"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(ann.post(mine + "/conflicts", Map.of("version", "1")).statusCode())
                .isEqualTo(409);
        assertThat(ann.post(mine + "/conflicts", Map.of("version", "1", "choice:" + SCRIPT, "mine"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(bob.post(mine + "/conflicts", Map.of("version", "1", "choice:" + id, "mine"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(ann.post(mine + "/conflicts", Map.of("version", "1", "choice:" + id, "mine"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(ann.get(mine + "/changes").asString())
                .contains("<del>Decline 0.42</del>", "<ins>Decline 0.41</ins>");
        assertThat(ann.get(mine + "/conflicts").asString()).contains("Nothing to take over");
    }

    @Test
    void aReleaseIsScheduledAndCancelled() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = DraftPagesTest.draft(ann, settings(0.35));
        PageClient bob = PageClient.signedIn("bob");
        bob.get("/");
        for (String moment : List.of("", "tomorrow", SCRIPT, "+999999999-12-31T23:59", "-999999999-01-01T00:00")) {
            Response refused =
                    bob.post(draft + "/publication", Map.of("version", "1", "when", "later", "from", moment));
            assertThat(refused.statusCode()).as(moment).isEqualTo(400);
            assertThat(refused.asString()).doesNotContain(SCRIPT);
        }
        for (String text : List.of("x".repeat(1_001), "x\u0007")) {
            Response refused = bob.post(
                    draft + "/publication", Map.of("version", "1", "when", "now", "comment", text, "override", text));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("comment must be", "override must be");
            assertThat(ann.upload("/drafts", "settings.xlsx", settings(0.35), Map.of("comment", text))
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(bob.post(draft + "/publication", Map.of("version", "1", "when", "later", "from", "2001-01-01T00:00"))
                        .statusCode())
                .isEqualTo(400);
        String release = DraftPagesTest.path(
                bob.post(draft + "/publication", Map.of("version", "1", "when", "later", "from", "2099-01-01T00:00")));
        assertThat(bob.get(release).asString()).contains("is stored and scheduled.");
        assertThat(bob.get("/releases").asString()).contains("2099-01-01 00:00 UTC", "scheduled");
        String number = release.replaceAll(".*/([0-9]+).*", "$1");
        assertThat(bob.post("/releases/" + number + "/cancellation", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(bob.get("/releases").asString()).contains("cancelled");
        assertThat(bob.post("/releases/" + number + "/cancellation", Map.of()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void formsOfPublishingNeedTheToken() throws IOException {
        PageClient ann = PageClient.signedIn("ann");
        String draft = DraftPagesTest.draft(ann, settings(0.36));
        PageClient bob = PageClient.signedIn("bob");
        for (String path : List.of(
                draft + "/publication",
                draft + "/approval-request",
                "/releases/1/activation",
                "/releases/1/cancellation")) {
            assertThat(bob.postAsIs(path, Map.of("version", "1", "token", ann.token()))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void thereIsNoPageOfAReleaseThatDoesNotExist() {
        PageClient bob = PageClient.signedIn("bob");
        for (String id : List.of("0", "-1", "99999", "99999999999", "x")) {
            assertThat(bob.get("/releases/" + id).statusCode()).as(id).isEqualTo(404);
            assertThat(bob.post("/releases/" + id + "/activation", Map.of()).statusCode())
                    .as(id)
                    .isEqualTo(404);
        }
        PageClient caller = PageClient.signedIn("caller");
        assertThat(caller.get("/releases").statusCode()).isEqualTo(403);
    }

    private static int active(PageClient client) {
        return Integer.parseInt(
                client.get("/releases").asString().replaceAll("(?s).*Release (\\d+) is active.*", "$1"));
    }
}
