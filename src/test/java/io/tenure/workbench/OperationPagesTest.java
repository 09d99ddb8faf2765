package io.tenure.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The pages of those who run the service: the audit log, and the accounts.
@QuarkusTest
class OperationPagesTest {
    private static final Pattern SECRET = Pattern.compile("id=\"secret\">([^<]+)<");
    private static final String SCRIPT = "<script>alert(1)</script>";

    @Test
    void theAuditLogIsSearchedByWhoWhatAndWhen() {
        PagesTest.decide();
        PageClient.signedIn("viewer").get("/customers/C07");
        PageClient olga = PageClient.signedIn("olga");

        String found = olga.get("/audit?actor=viewer&operation=timeline-read&from=2020-01-01T00:00")
                .asString();

        assertThat(found)
                .contains("read a customer’s timeline", "<td>viewer</td>", "customer:")
                .doesNotContain("<td>ann</td>", "<span class=\"code quiet\">decision-read</span>", "C07");
        assertThat(olga.get("/audit?from=2999-01-01T00:00").asString()).contains("Nothing was logged that fits.");
        assertThat(olga.get("/audit?until=2020-01-01T00:00:30").asString()).contains("Nothing was logged that fits.");
        assertThat(olga.get("/audit?actor=viewer&operation=timeline-read&rejected=true")
                        .asString())
                .doesNotContain("<td>tester</td>");
        String first = olga.get("/audit?before=2").asString();
        assertThat(first).contains("One entry", "<td class=\"number\"");
    }

    @Test
    void whatCannotBeSearchedForIsToldAndShownAsText() {
        PageClient bob = PageClient.signedIn("bob");
        Response page = bob.get("/audit?actor=" + SCRIPT + "&from=yesterday");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.asString()).contains("&lt;script&gt;", "yesterday").doesNotContain(SCRIPT);
        assertThat(bob.getEncoded("/audit?actor=%00&operation=no-such").asString())
                .contains("Nothing was logged that fits.");
        assertThat(PageClient.signedIn("viewer").get("/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void theLogIsVerifiedAgainstAHeadOfAnEarlierTime() {
        PageClient olga = PageClient.signedIn("olga");
        String verified = olga.get("/audit/verification").asString();
        assertThat(verified).contains("entries are as they were written.");
        Matcher head = Pattern.compile("[0-9a-f]{64}(?=</code>)").matcher(verified);
        assertThat(head.find()).isTrue();
        assertThat(olga.get("/audit/verification?head=" + head.group()).asString())
                .contains("entries are as they were written.");
        assertThat(olga.get("/audit/verification?head=" + "0".repeat(64)).asString())
                .contains("No entry has the hash 000000");
        assertThat(olga.get("/audit/verification?head=abc").statusCode()).isEqualTo(400);
    }

    @Test
    void anOperatorAddsAPersonGivesANewPasswordAndDisablesTheAccount() {
        PageClient olga = PageClient.signedIn("olga");
        Response added = olga.post("/people", Map.of("name", "new-person", "role", "viewer", "kind", "person"));
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.getHeader("Content-Encoding")).isNull();
        String password = secret(added);
        assertThat(olga.get("/people").asString()).contains("new-person").doesNotContain(password);
        assertThat(signIn("new-person", password)).isEqualTo(303);
        assertThat(olga.post("/people", Map.of("name", "new-person", "role", "viewer", "kind", "person"))
                        .statusCode())
                .isEqualTo(409);

        String next = secret(olga.post("/people/new-person/password", Map.of()));
        assertThat(signIn("new-person", password)).isEqualTo(401);
        assertThat(signIn("new-person", next)).isEqualTo(303);

        assertThat(olga.post("/people/new-person/disable", Map.of()).asString())
                .contains("The account new-person is disabled");
        assertThat(signIn("new-person", next)).isEqualTo(401);
        assertThat(olga.post("/people/nobody/disable", Map.of()).statusCode()).isEqualTo(404);
        assertThat(olga.get("/people").asString()).doesNotContain("/people/olga/disable");
    }

    @Test
    void aProgramGetsATokenThatCanBeRevoked() {
        PageClient olga = PageClient.signedIn("olga");
        Response created = olga.post("/people", Map.of("name", "new-program", "role", "caller", "kind", "program"));
        assertThat(secret(created)).isNotEmpty();
        Matcher revocation = Pattern.compile("/people/tokens/\\d+/revocation").matcher(created.asString());
        assertThat(revocation.find()).isTrue();
        assertThat(olga.post(revocation.group(), Map.of()).asString())
                .contains("A token of new-program was revoked.", "revoked</span>");
    }

    @Test
    void faultsOfAnAccountAreToldAndOnlyAnOperatorSeesAccounts() {
        PageClient olga = PageClient.signedIn("olga");
        Response page = olga.post("/people", Map.of("name", SCRIPT, "kind", "person"));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.asString()).contains("&lt;script&gt;", "role").doesNotContain(SCRIPT);
        for (String name : List.of("bob", "viewer")) {
            PageClient other = PageClient.signedIn(name);
            assertThat(other.get("/people").statusCode()).isEqualTo(403);
            assertThat(other.get("/").asString()).doesNotContain("href=\"/people\"");
        }
    }

    @Test
    void onlyADemonstrationIsFilledWithCustomersThatWereMadeUp() {
        PageClient tester = PageClient.signedIn("tester");
        assertThat(tester.get("/demo").statusCode()).isEqualTo(404);
        assertThat(tester.post("/demo", Map.of("customers", "1")).statusCode()).isEqualTo(404);
        assertThat(tester.get("/customers").asString()).doesNotContain("/demo");
    }

    private static String secret(Response page) {
        Matcher found = SECRET.matcher(page.asString());
        assertThat(found.find()).as(page.asString()).isTrue();
        return found.group(1);
    }

    private static int signIn(String name, String password) {
        PageClient client = new PageClient();
        client.get("/sign-in");
        return client.post("/sign-in", Map.of("name", name, "password", password, "next", "/"))
                .statusCode();
    }
}
