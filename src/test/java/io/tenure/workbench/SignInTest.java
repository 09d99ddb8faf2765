package io.tenure.workbench;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.UsersForTests;
import io.tenure.people.Sessions;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Signing in and out by the form, and what protects forms.
@QuarkusTest
class SignInTest {
    @Inject
    Database database;

    @Test
    void aPersonSignsInSeesTheFirstPageAndSignsOut() {
        PageClient ann = PageClient.signedIn("ann");
        Response today = ann.get("/");
        assertThat(today.statusCode()).isEqualTo(200);
        assertThat(today.asString()).contains("Release", "ann");
        String session = ann.cookie(Sessions.COOKIE);
        Response out = ann.post("/sign-out", Map.of());
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(ann.cookie(Sessions.COOKIE)).isEmpty();
        // A copy of the cookie is worth nothing any more.
        ann.setCookie(Sessions.COOKIE, session);
        assertThat(ann.get("/").statusCode()).isEqualTo(401);
    }

    @Test
    void theCookieIsForThisServiceAndNoScript() {
        PageClient client = new PageClient();
        client.get("/sign-in");
        Response response = client.post("/sign-in", credentials("ann", UsersForTests.password(), "/"));
        assertThat(response.getHeaders().getValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith(Sessions.COOKIE + "=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
                .doesNotContain("Secure", "Domain");
    }

    @Test
    void withoutASessionEachPageIsTheFormAndComesBackToIt() {
        PageClient client = new PageClient();
        Response page = client.get("/");
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.contentType()).isEqualTo("text/html;charset=UTF-8");
        // A browser would ask for name and password itself.
        assertThat(page.getHeader("WWW-Authenticate")).isNull();
        assertThat(page.asString()).contains("name=\"next\" value=\"/\"");
        assertThat(client.post("/sign-in", credentials("ann", UsersForTests.password(), "/rules"))
                        .getHeader("Location"))
                .endsWith("/rules");
    }

    @Test
    void nobodyIsSentToAnotherSite() {
        for (String next :
                List.of("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "")) {
            PageClient client = new PageClient();
            client.get("/sign-in");
            assertThat(client.post("/sign-in", credentials("ann", UsersForTests.password(), next))
                            .getHeader("Location"))
                    .as(next)
                    .doesNotContain("evil")
                    .endsWith("/");
        }
    }

    @Test
    void aWrongPasswordIsAnsweredInTheFormWithoutThePassword() {
        PageClient client = new PageClient();
        client.get("/sign-in");
        Response page = client.post("/sign-in", credentials("zoe\"><script>alert(1)</script>", "wrong password", "/"));
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.asString())
                .contains("The name or the password is wrong.", "zoe&quot;&gt;&lt;script&gt;")
                .doesNotContain("<script>alert", "wrong password");
        assertThat(client.cookie(Sessions.COOKIE)).isEmpty();
    }

    @Test
    void guessingHasToWait() {
        PageClient client = new PageClient();
        client.get("/sign-in");
        for (int i = 0; i < 5; i++) {
            client.post("/sign-in", credentials("guessed", "wrong password " + i, "/"));
        }
        Response page = client.post("/sign-in", credentials("guessed", "wrong password", "/"));
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.asString()).contains("Too many attempts failed.");
    }

    @Test
    void aFormWithoutTheTokenOfItsPageDoesNothing() {
        PageClient ann = PageClient.signedIn("ann");
        for (Map<String, String> fields :
                List.of(Map.<String, String>of(), Map.of("token", ""), Map.of("token", "x"))) {
            for (String path : List.of("/sign-out", "/language", "/sign-in")) {
                assertThat(ann.postAsIs(path, fields).statusCode()).as(path).isEqualTo(403);
            }
        }
        PageClient other = PageClient.signedIn("bob");
        assertThat(ann.postAsIs("/sign-out", Map.of("token", other.token())).statusCode())
                .isEqualTo(403);
        assertThat(ann.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void theApiKnowsNoSessions() {
        PageClient olga = PageClient.signedIn("olga");
        assertThat(olga.get("/api/v1/people").statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionThatIsOverIsRejected() {
        PageClient ann = PageClient.signedIn("ann");
        execute("update session set expires_at = now() - interval '1 second'");
        assertThat(ann.get("/").statusCode()).isEqualTo(401);
        PageClient again = PageClient.signedIn("ann");
        execute("update session set used_at = now() - interval '61 minutes'");
        assertThat(again.get("/").statusCode()).isEqualTo(401);
        assertThat(database.<Long>first(r -> r.getLong(1), "select count(*) from session")
                        .orElseThrow())
                .isPositive();
        // Signing in removes what is over.
        PageClient.signedIn("bob");
        assertThat(database.<Long>first(r -> r.getLong(1), "select count(*) from session")
                        .orElseThrow())
                .isEqualTo(1);
    }

    @Test
    void aNewPasswordAndADisabledAccountEndTheSessions() {
        as("olga")
                .contentType("application/json")
                .body(Map.of("name", "page-user", "roles", List.of("viewer"), "password", UsersForTests.password()))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        PageClient first = PageClient.signedIn("page-user");
        as("olga")
                .contentType("application/json")
                .body(Map.of("password", UsersForTests.password()))
                .post("/api/v1/people/page-user/password")
                .then()
                .statusCode(200);
        assertThat(first.get("/").statusCode()).isEqualTo(401);
        PageClient second = PageClient.signedIn("page-user");
        as("olga").post("/api/v1/people/page-user/disable").then().statusCode(200);
        assertThat(second.get("/").statusCode()).isEqualTo(401);
        second.get("/sign-in");
        assertThat(second.post("/sign-in", credentials("page-user", UsersForTests.password(), "/"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theSecretIsNotInTheDatabase() {
        PageClient ann = PageClient.signedIn("ann");
        assertThat(database.list(r -> r.getString(1), "select encode(hash, 'escape') from session"))
                .noneMatch(hash -> hash.contains(ann.cookie(Sessions.COOKIE)));
    }

    @Test
    void thePersonsChoiceOfLanguageWins() {
        PageClient ann = PageClient.signedIn("ann");
        assertThat(ann.get("/").asString()).contains("Today", "<html lang=\"en\">");
        assertThat(ann.post("/language", Map.of("language", "zh", "next", "/")).statusCode())
                .isEqualTo(303);
        assertThat(ann.get("/").asString()).contains("今日", "<html lang=\"zh-Hans\">");
        assertThat(ann.get("/nowhere").asString()).contains("页面不存在");
        ann.setCookie("tenure-language", "\"><script>");
        assertThat(ann.get("/").asString()).contains("<html lang=\"en\">");
    }

    @Test
    void whoHasNoRoleForAPartIsTold() {
        PageClient caller = PageClient.signedIn("caller");
        Response today = caller.get("/");
        assertThat(today.statusCode()).isEqualTo(200);
        assertThat(today.asString()).contains("The role viewer shows releases and drafts here; your roles: caller.");
    }

    @Test
    void programsStillGetProblemsForUnknownPaths() {
        as("tester")
                .header("Accept", "application/json")
                .get("/nowhere")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static Map<String, String> credentials(String name, String password, String next) {
        return Map.of("name", name, "password", password, "next", next);
    }

    private void execute(String sql) {
        database.transaction(c -> Database.execute(c, sql));
    }
}
