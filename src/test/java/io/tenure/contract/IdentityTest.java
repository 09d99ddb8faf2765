package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tenure.UsersForTests;
import io.tenure.workbench.ChromiumForTests;
import io.tenure.workbench.PageClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Authorisation by the tokens of an identity provider, whose keys the service fetches over HTTP.
@QuarkusTest
@TestProfile(IdentityTest.WithProvider.class)
class IdentityTest {
    public static final class WithProvider implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(IdentityProvider.class));
        }
    }

    private static final String DECISIONS = "/api/v1/decisions";
    private static final String RULESETS = "/api/v1/rulesets";
    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    IdentityProvider provider;

    @Test
    void theRoleCallerDecides() {
        decide(token("shop", "caller").request()).statusCode(200).body("outcomes.stage", equalTo("STABLE"));
        token("shop", "caller").request().get(RULESETS + "/releases").then().statusCode(403);
    }

    @Test
    void theRoleViewerReads() {
        token("vera", "viewer").request().get(RULESETS + "/releases").then().statusCode(200);
        token("vera", "viewer").request().get("/api/v1/openapi").then().statusCode(200);
        isProblem(decide(token("vera", "viewer").request()), 403, "forbidden");
    }

    @Test
    void aTokenWithoutRolesIsForbidden() {
        isProblem(decide(token("nobody").request()), 403, "forbidden");
        isProblem(decide(token("nobody", "uma_authorization", "Caller", "admin").request()), 403, "forbidden");
        isProblem(decide(token("nobody").without("realm_access").request()), 403, "forbidden");
        token("nobody").request().get("/q/metrics").then().statusCode(403);
    }

    @Test
    void aDeniedAttemptIsAuditedWithTheNameInTheToken() throws InterruptedException {
        decide(token("curious-carl", "viewer").request()).statusCode(403);
        // Written asynchronously.
        List<String> who = List.of();
        for (int i = 0; i < 100 && !who.contains("curious-carl"); i++) {
            Thread.sleep(50);
            who = token("olga", "operator")
                    .request()
                    .get("/api/v1/audit")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("entries.actor");
        }
        assertThat(who).contains("curious-carl");
    }

    @TestFactory
    Stream<DynamicTest> aTokenThatDoesNotHoldIsNobodys() {
        Token valid = token("mallory", "caller");
        Instant now = Instant.now();
        RsaJsonWebKey stranger = IdentityProvider.key("stranger");
        String known = provider.key().getKeyId();
        byte[] published = provider.key().getRsaPublicKey().getEncoded();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(
                "expired",
                valid.with("exp", now.minusSeconds(60).getEpochSecond()).serialized());
        tokens.put("without an end", valid.without("exp").serialized());
        tokens.put(
                "not valid yet",
                valid.with("nbf", now.plusSeconds(600).getEpochSecond()).serialized());
        tokens.put(
                "of another issuer",
                valid.with("iss", "https://elsewhere.example/realms/tenure").serialized());
        tokens.put("of no issuer", valid.without("iss").serialized());
        tokens.put("for another audience", valid.with("aud", "warehouse").serialized());
        tokens.put("for no audience", valid.without("aud").serialized());
        tokens.put(
                "signed by a stranger",
                valid.signed("RS256", "stranger", stranger.getRsaPrivateKey()).serialized());
        tokens.put(
                "signed by a stranger under a known name",
                valid.signed("RS256", known, stranger.getRsaPrivateKey()).serialized());
        tokens.put("signed by nobody", valid.signed("none", known, null).serialized());
        tokens.put(
                "signed with the published key as if it were a secret",
                valid.signed("HS256", known, new SecretKeySpec(published, "HmacSHA256"))
                        .serialized());
        tokens.put("with roles added after signing", altered(valid));
        tokens.put("no token", "nonsense");
        tokens.put("empty parts", "..");
        tokens.put("no words", "a.b.c");
        tokens.put("no signature", valid.serialized().replaceFirst("[^.]+$", ""));
        tokens.put("no claims", valid.serialized().replaceFirst("\\.[^.]+\\.", ".."));
        tokens.put("a list for claims", "e30.W10.c2ln");
        return tokens.entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(token.getKey(), () -> {
                    ValidatableResponse refused = isProblem(
                            decide(RestAssured.given().auth().oauth2(token.getValue())), 401, "unauthenticated");
                    assertThat(refused.extract().headers().getValues("WWW-Authenticate"))
                            .contains("Bearer realm=\"Tenure\"");
                    RestAssured.given()
                            .auth()
                            .oauth2(token.getValue())
                            .get("/q/metrics")
                            .then()
                            .statusCode(401);
                }));
    }

    @Test
    void aDenialIsInTheRequestedLanguage() {
        isProblem(
                        decide(token("mallory", "caller")
                                .without("exp")
                                .request()
                                .header("Accept-Language", "zh")),
                        401,
                        "unauthenticated")
                .header("Content-Language", equalTo("zh"))
                .body("title", equalTo("未认证"));
    }

    @Test
    void withoutATokenOnlyHealthIsOpen() {
        isProblem(decide(RestAssured.given()), 401, "unauthenticated");
        RestAssured.given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void rolesCanBeInAConfiguredClaim() {
        Token corporate = token("chris")
                .with("iss", provider.issuer(IdentityProvider.CORPORATE))
                .with(IdentityProvider.CORPORATE_ROLES, List.of("caller"));
        decide(corporate.request()).statusCode(200);
        // The claim of one provider doesn't count for another.
        isProblem(
                decide(token("chris", "caller")
                        .with("iss", provider.issuer(IdentityProvider.CORPORATE))
                        .request()),
                403,
                "forbidden");
        isProblem(
                decide(token("chris")
                        .with(IdentityProvider.CORPORATE_ROLES, List.of("caller"))
                        .request()),
                403,
                "forbidden");
    }

    @Test
    void rolesCanBeKeycloakClientRoles() {
        decide(token("shop")
                        .without("realm_access")
                        .with("resource_access", Map.of("tenure", Map.of("roles", List.of("caller"))))
                        .request())
                .statusCode(200);
        isProblem(
                decide(token("shop")
                        .without("realm_access")
                        .with("resource_access", Map.of("warehouse", Map.of("roles", List.of("caller"))))
                        .request()),
                403,
                "forbidden");
    }

    @Test
    void theAuthorOfADraftNeverPublishesItWhateverTheRoles() throws IOException {
        Token ann = token("ann", "author", "approver", "viewer");
        int draft = draft(ann.request(), "settings.xlsx", Files.readAllBytes(Path.of("decision-tables/settings.xlsx")));
        isProblem(publish(ann.request(), draft), 403, "self-approval");
        // A later token, and one with fewer claims.
        isProblem(
                publish(
                        ann.with("iat", Instant.now().plusSeconds(1).getEpochSecond())
                                .without("typ")
                                .request(),
                        draft),
                403,
                "self-approval");
        isProblem(publish(token("vera", "viewer", "author").request(), draft), 403, "forbidden");

        int release = publish(token("bob", "Retention Board", "viewer").request(), draft)
                .statusCode(200)
                .extract()
                .path("release");
        token("vera", "viewer")
                .request()
                .get(RULESETS + "/releases/" + release)
                .then()
                .statusCode(200)
                .body("author", equalTo("ann"))
                .body("approver", equalTo("bob"));
        token("olga", "operator")
                .request()
                .get("/api/v1/audit")
                .then()
                .body("entries.actor", hasItem("bob"))
                .body(
                        "entries.find { it.subject == 'draft:" + draft + "' && it.actor == 'ann' }.succeeded",
                        equalTo(false));
    }

    @Test
    void withSubjectsAsNamesAChangedUserNameIsTheSamePerson() throws IOException {
        Token ann = token("ann")
                .with("iss", provider.issuer(IdentityProvider.CORPORATE))
                .with(IdentityProvider.CORPORATE_ROLES, List.of("author", "approver", "viewer"));
        int draft = draft(ann.request(), "stage.xlsx", Files.readAllBytes(Path.of("decision-tables/stage.xlsx")));
        isProblem(publish(ann.with("preferred_username", "ann-marie").request(), draft), 403, "self-approval");
    }

    @Test
    void codeRequiresTheRoleRuleEngineer() throws IOException {
        byte[] drl = (Files.readString(Path.of("rules/consent.drl")) + "// changed\n").getBytes(UTF_8);
        upload(token("ann", "author", "viewer").request(), "consent.drl", drl)
                .statusCode(403)
                .body("type", containsString("needs-rule-engineer"));
        upload(token("eve", "rule-engineer").request(), "consent.drl", drl).statusCode(201);
    }

    @Test
    void aChangedKeyIsFetchedWithoutARestart() throws InterruptedException {
        Token before = token("shop", "caller");
        decide(before.request()).statusCode(200);
        provider.changeKey();
        int status = 401;
        // The keys are fetched at a limited rate, or strangers could cause constant requests.
        for (int i = 0; i < 100 && status == 401; i++) {
            Thread.sleep(100);
            status = decide(token("shop", "caller").request()).extract().statusCode();
        }
        assertThat(status).isEqualTo(200);
        // Signed before, by a key that is still published.
        decide(before.request()).statusCode(200);
    }

    @Test
    void theCommandLineUsesATokenFromTheEnvironment() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.tenure.cli.Main",
                        "rules",
                        "list")
                .redirectErrorStream(true);
        command.environment().put("TENURE_URL", RestAssured.baseURI + ":" + RestAssured.port);
        command.environment().put("TENURE_TOKEN", token("vera", "viewer").serialized());
        Process process = command.start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("release 1 ");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void peopleSignInOnThePagesAtTheProviderWithTheNameAndRolesThatTheApiSees() {
        PageClient ann = new PageClient();
        assertThat(ann.get("/rules").asString())
                .contains("Sign in with localhost", "href=\"/sign-in/provider?next=%2Frules\"");
        Response signedIn = atProvider(ann, "/rules", "ann-of-the-provider", "viewer", "Retention Board");
        assertThat(signedIn.statusCode()).isEqualTo(200);
        assertThat(signedIn.asString()).contains("content=\"0;url=/rules\"");
        assertThat(signedIn.getHeaders().getValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("tenure-session="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Strict", "Max-Age=43200");
        assertThat(ann.get("/rules").asString()).contains("ann-of-the-provider", "title=\"Roles: viewer, approver\"");
        // The API knows no sessions of pages, however they began.
        assertThat(ann.get("/api/v1/rulesets/releases").statusCode()).isEqualTo(401);

        String signedOut = ann.post("/sign-out", Map.of()).asString();
        assertThat(signedOut).contains("You are signed out here", provider.page(IdentityProvider.TENURE, "logout"));
        assertThat(ann.get("/rules").statusCode()).isEqualTo(401);
    }

    @Test
    void signingInAtTheProviderMayFail() {
        PageClient refused = new PageClient();
        String asked = refused.get("/sign-in/provider?next=/rules").getHeader("Location");
        String state = asked.replaceFirst(".*[&?]state=([^&]+).*", "$1");
        Response page = follow(refused, refused.get("/sign-in/provider?error=access_denied&state=" + state));
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.asString()).contains("Signing in there was refused", "value=\"/rules\"");
        // A code that nobody gave.
        asked = refused.get("/sign-in/provider").getHeader("Location");
        state = asked.replaceFirst(".*[&?]state=([^&]+).*", "$1");
        assertThat(follow(refused, refused.get("/sign-in/provider?code=x&state=" + state))
                        .asString())
                .contains("Signing in there was refused");
        // With a code that was given to another browser, one is asked to sign in oneself.
        PageClient stranger = new PageClient();
        URI back = CodeFlow.signIn(asked, "mallory", "operator");
        assertThat(stranger.getEncoded(back.getRawPath() + "?" + back.getRawQuery())
                        .getHeader("Location"))
                .startsWith(provider.page(IdentityProvider.TENURE, "auth"));
        assertThat(stranger.get("/").statusCode()).isEqualTo(401);
        // A person without roles sees that there are none.
        PageClient nobody = new PageClient();
        atProvider(nobody, "/", "nobody-of-the-provider", "uma_authorization");
        assertThat(nobody.get("/rules").statusCode()).isEqualTo(403);
    }

    /// The provider is another site, from which a browser brings no strict cookie.
    @Test
    void aBrowserIsSignedInWhenItComesBackFromTheProvider() {
        try (ChromiumForTests chromium = ChromiumForTests.start();
                Page page = chromium.browser().newPage()) {
            page.navigate(RestAssured.baseURI + ":" + RestAssured.port + "/releases");
            page.click("a[href^='/sign-in/provider']");
            page.fill("input[name=name]", "bea-of-the-provider");
            page.fill("input[name=roles]", "viewer");
            page.click("button:text('Sign in')");
            page.waitForURL("**/releases");
            assertThat(page.textContent("header .who")).isEqualTo("bea-of-the-provider");
            page.click("form[action='/sign-out'] button");
            assertThat(page.textContent("h1")).isEqualTo("You are signed out here");
            page.navigate(RestAssured.baseURI + ":" + RestAssured.port + "/releases");
            page.click("a[href^='/sign-in/provider']");
            page.click("button[name=refuse]");
            assertThat(page.textContent("[role=alert]")).isEqualTo("Signing in there was refused or broken off.");
        }
    }

    /// Where the service leads a browser on which somebody signs in at the provider.
    private static Response atProvider(PageClient browser, String next, String name, String... roles) {
        Response away = browser.get("/sign-in/provider?next=" + next);
        assertThat(away.statusCode()).isEqualTo(302);
        URI back = CodeFlow.signIn(away.getHeader("Location"), name, roles);
        return follow(browser, browser.getEncoded(back.getRawPath() + "?" + back.getRawQuery()));
    }

    private static Response follow(PageClient browser, Response response) {
        Response last = response;
        for (int i = 0; i < 5 && last.statusCode() / 100 == 3; i++) {
            URI next = URI.create(last.getHeader("Location"));
            last = browser.getEncoded(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
        }
        return last;
    }

    @Test
    void localAccountsWorkNextToTheProvider() {
        decide(UsersForTests.as("caller")).statusCode(200);
    }

    private Token token(String name, String... roles) {
        return Token.of(provider, name, roles);
    }

    /// The token with an added role and the old signature.
    private static String altered(Token valid) {
        String[] parts = valid.serialized().split("\\.");
        String[] more = valid.with("realm_access", Map.of("roles", List.of("caller", "approver")))
                .serialized()
                .split("\\.");
        return more[0] + "." + more[1] + "." + parts[2];
    }

    private static ValidatableResponse decide(RequestSpecification request) {
        return request.contentType("application/json")
                .body(CUSTOMER)
                .post(DECISIONS)
                .then();
    }

    private static int draft(RequestSpecification request, String name, byte[] content) {
        return upload(request, name, content).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse upload(RequestSpecification request, String name, byte[] content) {
        return request.multiPart("file", name, content)
                .post(RULESETS + "/drafts")
                .then();
    }

    private static ValidatableResponse publish(RequestSpecification request, int draft) {
        return request.contentType("application/json")
                .body("{\"acknowledgeWarnings\": true}")
                .post(RULESETS + "/drafts/" + draft + "/publish")
                .then();
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status, String type) {
        return response.statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("urn:tenure:problem:" + type))
                .body("status", equalTo(status));
    }
}
