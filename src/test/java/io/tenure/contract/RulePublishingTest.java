package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.BundleFiles.more;
import static io.tenure.contract.BundleFiles.settings;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.tenure.UsersForTests;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Publishing, scheduling and rolling back over HTTP, and who may do it.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class RulePublishingTest {
    /// Publishing changes the active release, which other tests rely on.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "2026-06-30",%s
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "volumeCurrent": 200, "volumePrior": 500,
                   "profitCurrent": 100, "profitPrior": 200, "openComplaints": 1, "satisfaction": 2,
                   "lastPurchaseDate": "2026-05-16", "firstPurchaseDate": "2025-03-22", "clv": 2500.0}}
        """;

    @Test
    void publishingRequiresASecondPerson() throws IOException {
        int before = active();
        int id = draft("max", "settings.xlsx", settings(0.16));
        publish("max", id, "{\"acknowledgeWarnings\": true}")
                .statusCode(403)
                .body("type", equalTo("urn:tenure:problem:self-approval"));
        as("ann").post(API + "/drafts/" + id + "/publish").then().statusCode(403);
        assertThat(active()).isEqualTo(before);
        int release = publish("bob", id, "{\"acknowledgeWarnings\": true}")
                .statusCode(200)
                .extract()
                .path("release");
        assertThat(release).isGreaterThan(before);
        assertThat(active()).isEqualTo(release);
        as("olga")
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("entries.findAll { it.subject == 'draft:" + id + "' && !it.succeeded }.actor", hasItem("max"))
                .body(
                        "entries.findAll { it.subject == 'release:" + release + "' && it.succeeded }.actor",
                        hasItem("bob"));
        as("ann").get("/api/v1/audit").then().statusCode(403);
    }

    @Test
    void codeRequiresARuleEngineer() {
        as("ann")
                .multiPart("file", "more.drl", "// nothing\n".getBytes(UTF_8))
                .post(API + "/drafts")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:tenure:problem:needs-rule-engineer"));
        draft("eve", "more.drl", "// nothing\n".getBytes(UTF_8));
    }

    @Test
    void rollsBackWithOneCall() throws IOException {
        int before = active();
        int release = publish("bob", draft("ann", "settings.xlsx", settings(0.21)), "{\"acknowledgeWarnings\": true}")
                .statusCode(200)
                .extract()
                .path("release");
        assertThat(decidedBy("")).isEqualTo(release);
        as("olga")
                .post(API + "/releases/" + before + "/activate")
                .then()
                .statusCode(200)
                .body("release", equalTo(before));
        assertThat(decidedBy("")).isEqualTo(before);
        as("bob").post(API + "/releases/99999/activate").then().statusCode(404);
    }

    @Test
    void aScheduledReleaseIsActivatedAtItsTime() throws Exception {
        int before = active();
        int id = draft("ann", "settings.xlsx", settings(0.22));
        publish("bob", id, "{\"acknowledgeWarnings\": true, \"from\": \"2020-01-01T00:00:00Z\"}")
                .statusCode(400);
        Instant from = Instant.now().plusMillis(2_500);
        int release = publish("bob", id, "{\"acknowledgeWarnings\": true, \"from\": \"" + from + "\"}")
                .statusCode(200)
                .extract()
                .path("release");
        assertThat(decidedBy("")).isEqualTo(before);
        while (decidedBy("") == before) {
            assertThat(Instant.now()).isBefore(from.plusSeconds(2));
            Thread.sleep(50);
        }
        assertThat(Instant.now()).isAfterOrEqualTo(from);
        assertThat(decidedBy("")).isEqualTo(release);
    }

    @Test
    void aScheduledReleaseCanBeCancelled() throws IOException {
        int before = active();
        int release = publish(
                        "bob",
                        draft("ann", "settings.xlsx", settings(0.23)),
                        "{\"acknowledgeWarnings\": true, \"from\": \"2099-01-01T00:00:00Z\"}")
                .statusCode(200)
                .extract()
                .path("release");
        publish("bob", draft("ann", "settings.xlsx", settings(0.24)), "{\"acknowledgeWarnings\": true}")
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:already-scheduled"));
        as("bob").post(API + "/releases/" + release + "/cancel").then().statusCode(204);
        as("bob").post(API + "/releases/" + release + "/cancel").then().statusCode(409);
        assertThat(active()).isEqualTo(before);
    }

    @Test
    void decidesByAnEarlierRelease() throws IOException {
        int before = active();
        int release = publish("bob", draft("ann", "settings.xlsx", settings(0.25)), "{\"acknowledgeWarnings\": true}")
                .statusCode(200)
                .extract()
                .path("release");
        assertThat(decidedBy(" \"ruleset\": {\"release\": " + before + "},")).isEqualTo(before);
        decide("tester", " \"ruleset\": \"active-at-as-of\",")
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:no-ruleset-at-date"));
        decide("tester", " \"ruleset\": {\"release\": 99999},").statusCode(404);
        decide("tester", " \"ruleset\": \"newest\",").statusCode(400).body("faults[0].pointer", equalTo("/ruleset"));
        decide("caller", " \"ruleset\": {\"release\": 1},").statusCode(403);
        String today = CUSTOMER.formatted(" \"ruleset\": \"active-at-as-of\",")
                .replace(
                        "2026-06-30",
                        java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString());
        as("tester")
                .contentType("application/json")
                .body(today)
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .body("ruleset.release", equalTo(release));
    }

    @Test
    void onlyHealthIsOpen() {
        for (String path : List.of(
                API + "/drafts",
                API + "/releases",
                "/api/v1/audit",
                "/api/v1/facts",
                "/api/v1/ruleset",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui/")) {
            io.restassured.RestAssured.given().get(path).then().statusCode(401);
            io.restassured.RestAssured.given()
                    .auth()
                    .preemptive()
                    // Another name each time: the fifth wrong password of one name has to wait.
                    .basic("unknown" + path.replaceAll("\\W", "-"), "wrong-password")
                    .get(path)
                    .then()
                    .statusCode(401);
        }
        io.restassured.RestAssured.given().get("/q/health").then().statusCode(200);
        as("caller").get(API + "/drafts").then().statusCode(403).contentType("application/problem+json");
    }

    @Test
    void deniedAttemptsAreAudited() throws InterruptedException {
        String drafts = API + "/drafts";
        io.restassured.RestAssured.given().delete(drafts + "/4711").then().statusCode(401);
        for (String header : List.of("Basic %%%", "Basic bm9jb2xvbg==", "Bearer no-token")) {
            io.restassured.RestAssured.given()
                    .header("Authorization", header)
                    .delete(drafts + "/4712")
                    .then()
                    .statusCode(401);
        }
        io.restassured.RestAssured.given()
                .auth()
                .preemptive()
                .basic("mallory", "se-cret")
                .put(drafts + "/4713/files/rules/a.drl")
                .then()
                .statusCode(401);
        io.restassured.RestAssured.given()
                .auth()
                .preemptive()
                .basic("bob", "se-cret")
                .post(drafts + "/4714/publish")
                .then()
                .statusCode(401);
        io.restassured.RestAssured.given().get(drafts + "/4715").then().statusCode(401);
        as("viewer").post(drafts + "/4716/publish").then().statusCode(403);

        Map<String, List<String>> who = Map.of();
        for (int i = 0; i < 250 && who.size() < 5; i++) {
            // Denials are audited shortly after the response.
            Thread.sleep(20);
            List<Map<String, Object>> entries =
                    as("olga").get("/api/v1/audit").jsonPath().getList("entries");
            assertThat(entries.toString()).doesNotContain("se-cret");
            who = entries.stream()
                    .filter(e -> e.get("subject").toString().contains("/drafts/471"))
                    .filter(e -> e.get("succeeded").equals(false))
                    .collect(java.util.stream.Collectors.groupingBy(
                            e -> e.get("subject").toString().replaceAll(".*/drafts/(\\d+).*", "$1"),
                            java.util.stream.Collectors.mapping(
                                    e -> e.get("actor").toString(), java.util.stream.Collectors.toList())));
        }
        assertThat(who)
                .isEqualTo(Map.of(
                        "4711", List.of("anonymous"),
                        "4712", List.of("anonymous", "anonymous", "anonymous"),
                        "4713", List.of("mallory"),
                        "4714", List.of("bob"),
                        "4716", List.of("viewer")));
    }

    @Test
    void decisionsNeverFailOrMixReleasesDuringPublication() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        Map<Integer, String> expected = new java.util.concurrent.ConcurrentHashMap<>();
        ConcurrentLinkedQueue<DecisionSample> seen = new ConcurrentLinkedQueue<>();
        List<Thread> deciders = new ArrayList<>();
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        var http = java.net.http.HttpClient.newHttpClient();
        String credentials =
                java.util.Base64.getEncoder().encodeToString(("caller:" + UsersForTests.password()).getBytes(UTF_8));
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                        "http://localhost:" + io.restassured.RestAssured.port + "/api/v1/decisions"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + credentials)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(CUSTOMER.formatted("")))
                .build();
        for (int i = 0; i < 3; i++) {
            // Without REST Assured, which is not safe with many threads.
            deciders.add(Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    try {
                        java.net.http.HttpResponse<String> response =
                                http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
                        com.fasterxml.jackson.databind.JsonNode answer = mapper.readTree(response.body());
                        if (response.statusCode() != 200) {
                            wrong.add(response.body());
                        } else {
                            seen.add(new DecisionSample(
                                    answer.path("ruleset").path("release").asInt(),
                                    answer.path("labels").path("DECLINE").asText()));
                        }
                        Thread.sleep(5);
                    } catch (IOException | InterruptedException e) {
                        wrong.add(e.toString());
                    }
                }
            }));
        }
        for (int i = 0; i < 12; i++) {
            double number = 20 + i;
            int id = draft("eve", "settings.xlsx", settings(number));
            if (i % 4 == 3) {
                as("eve")
                        .multiPart("file", "rules/consent.drl", more("rules/consent.drl", "// " + i + "\n"))
                        .post(API + "/drafts/" + id + "/files");
            }
            int release = publish("bob", id, "{\"acknowledgeWarnings\": true}")
                    .statusCode(200)
                    .extract()
                    .path("release");
            expected.put(release, "Decline " + number);
        }
        over.set(true);
        for (Thread decider : deciders) {
            decider.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isNotEmpty();
        assertThat(seen).anyMatch(s -> expected.containsKey(s.release));
        assertThat(seen)
                .filteredOn(s -> expected.containsKey(s.release))
                .allMatch(s -> s.label.equals(expected.get(s.release)));
    }

    private record DecisionSample(int release, String label) {}

    private static int decidedBy(String ruleset) {
        return decide("tester", ruleset).statusCode(200).extract().path("ruleset.release");
    }

    private static ValidatableResponse decide(String who, String ruleset) {
        return as(who).contentType("application/json")
                .body(CUSTOMER.formatted(ruleset))
                .post("/api/v1/decisions")
                .then();
    }
}
