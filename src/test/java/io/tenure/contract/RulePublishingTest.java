package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.file;
import static io.tenure.contract.RulesApi.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.tenure.UsersForTests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;

/// Drafts, publishing and rolling back over HTTP.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class RulePublishingTest {
    /// Publishing changes the active release, which other tests rely on.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final String BROKEN = "rule \"broken\" when Nobody() then end\n";
    private static final String CUSTOMER = """
            {"customerId": "C07", "asOf": "2026-06-30",%s
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "volumeCurrent": 200, "volumePrior": 500,
                       "profitCurrent": 100, "profitPrior": 200, "openComplaints": 1, "satisfaction": 2,
                       "lastPurchaseDate": "2026-05-16", "firstPurchaseDate": "2025-03-22", "clv": 2500.0}}
            """;

    @Test
    void aDraftReturnsItsFilesByteForByte() throws IOException {
        byte[] workbook = Files.readAllBytes(Path.of("decision-tables/stage.xlsx"));
        byte[] edited = settings(0.13);
        int id = draft("ann", "settings.xlsx", edited);
        assertThat(file("/drafts/" + id + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(edited);
        assertThat(file("/drafts/" + id + "/bundle/decision-tables/stage.xlsx")).isEqualTo(workbook);
        Map<String, byte[]> zip = unzip(file("/drafts/" + id + "/bundle"));
        assertThat(zip.get("decision-tables/settings.xlsx")).isEqualTo(edited);
        assertThat(zip.get("rules/risk-signals.drl")).isEqualTo(Files.readAllBytes(Path.of("rules/risk-signals.drl")));
    }

    @Test
    void draftsAreIndependent() throws IOException {
        byte[] one = settings(0.11);
        byte[] other = settings(0.14);
        int first = draft("ann", "settings.xlsx", one);
        int second = draft("ann", "settings.xlsx", other);
        assertThat(file("/drafts/" + first + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(one);
        as("ann").delete(API + "/drafts/" + second).then().statusCode(204);
        assertThat(file("/drafts/" + first + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(one);
        as("ann").get(API + "/drafts/" + second).then().statusCode(404);
        as("viewer")
                .get(API + "/drafts")
                .then()
                .body("drafts.id", hasItem(first))
                .body("drafts.id", not(hasItem(second)));
    }

    @Test
    void uploadingAgainReplacesTheFileAndIncreasesTheVersion() throws IOException {
        int id = draft("ann", "settings.xlsx", settings(0.11));
        byte[] again = settings(0.15);
        as("ann")
                .multiPart("file", "settings.xlsx", again)
                .header("If-Match", "\"1\"")
                .post(API + "/drafts/" + id + "/files")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2))
                .body("changes.path", equalTo(List.of("decision-tables/settings.xlsx")));
        assertThat(file("/drafts/" + id + "/bundle/decision-tables/settings.xlsx"))
                .isEqualTo(again);
        as("ann")
                .multiPart("file", "settings.xlsx", again)
                .header("If-Match", "\"1\"")
                .post(API + "/drafts/" + id + "/files")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:tenure:problem:draft-changed"));
    }

    @Test
    void aReplacingZipDeletesTheFilesItLacks() throws IOException {
        Map<String, byte[]> files = unzip(file("/active/bundle"));
        files.remove("rules/risk-signals.drl");
        as("eve")
                .contentType("application/zip")
                .body(zip(files))
                .queryParam("replaceAll", true)
                .post(API + "/drafts")
                .then()
                .statusCode(201)
                .body("changes.path", equalTo(List.of("rules/risk-signals.drl")))
                .body("changes[0].removed", equalTo(true));
    }

    @Test
    void filesThatAreNotPartOfABundleAreRejected() {
        for (String name :
                List.of("notes.txt", "../settings.xlsx", "rules/../../x.drl", "decision-tables/.xlsx", "a/b.xlsx")) {
            as("eve")
                    .body("x".getBytes(UTF_8))
                    .contentType("application/octet-stream")
                    .multiPart("file", name, "x".getBytes(UTF_8))
                    .contentType("multipart/form-data")
                    .post(API + "/drafts")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void theCheckNamesTheCellInBothLanguagesAndAsText() throws IOException {
        int id = draft("eve", "broken.drl", BROKEN.getBytes(UTF_8));
        as("viewer")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(200)
                .body("publishable", equalTo(false))
                .body("findings.find { it.severity == 'ERROR' }.file", equalTo("rules/broken.drl"));
        as("viewer")
                .accept("text/plain")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .contentType(startsWith("text/plain"))
                .body(containsString("rules/broken.drl"));
        as("viewer")
                .accept("text/plain")
                .header("Accept-Language", "zh")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .body(containsString("错误"));
        publish("bob", id, "{\"acknowledgeWarnings\": true}").statusCode(422).body("faults.size()", not(0));
    }

    @Test
    void aWorkbookIsReturnedWithItsFindingsAsNotes() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "valueCut", 1, "sixty"));
        byte[] checked = file("/drafts/" + id + "/check/decision-tables/settings.xlsx");
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(checked))) {
            List<String> notes = new java.util.ArrayList<>();
            for (Row row : book.getSheet("Parameters")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("valueCut")) {
                    assertThat(row.getCell(1).toString()).isEqualTo("sixty");
                    notes.add(row.getCell(1).getCellComment().getString().getString());
                }
            }
            assertThat(notes).singleElement().asString().contains("Error");
        }
        as("viewer")
                .get(API + "/drafts/" + id + "/check/decision-tables/none.xlsx")
                .then()
                .statusCode(404);
    }

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
    void aStaleDraftIsRejectedUntilItIsRebased() throws IOException {
        int stale = draft("ann", "settings.xlsx", settings(0.17));
        int other = draft("eve", "rules/eligibility.drl", more("rules/eligibility.drl", "// stale test\n"));
        publish("bob", other, "{\"acknowledgeWarnings\": true}").statusCode(200);
        publish("bob", stale, "{\"acknowledgeWarnings\": true}")
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:stale-draft"));
        as("ann")
                .post(API + "/drafts/" + stale + "/rebase")
                .then()
                .statusCode(200)
                .body("base", equalTo(active()));
        publish("bob", stale, "{\"acknowledgeWarnings\": true}").statusCode(200);
        assertThat(new String(file("/active/bundle/rules/eligibility.drl"), UTF_8))
                .contains("// stale test");
    }

    @Test
    void aRebaseOverTheSameFileIsAConflict() throws IOException {
        int stale = draft("ann", "settings.xlsx", settings(0.18));
        publish("bob", draft("ann", "settings.xlsx", settings(0.19)), "{\"acknowledgeWarnings\": true}")
                .statusCode(200);
        as("ann")
                .post(API + "/drafts/" + stale + "/rebase")
                .then()
                .statusCode(409)
                .body("detail", containsString("decision-tables/settings.xlsx"));
        as("ann")
                .queryParam("keepMine", true)
                .post(API + "/drafts/" + stale + "/rebase")
                .then()
                .statusCode(200);
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
    void theDifferenceIsListedPerCell() throws IOException {
        int from = active();
        int id = draft("ann", "settings.xlsx", settings(0.31));
        String query = "/diff?from=release:" + from + "&to=draft:" + id;
        as("viewer")
                .get(API + query)
                .then()
                .statusCode(200)
                .body("changes.element", equalTo(List.of("LABEL")))
                .body("changes[0].subject", equalTo("DECLINE"))
                .body("changes[0].newValue", containsString("Decline 0.31"));
        as("viewer")
                .accept("text/plain")
                .get(API + query)
                .then()
                .statusCode(200)
                .body(containsString("Decline 0.31"));
        as("viewer").get(API + "/diff?from=release:0&to=draft:" + id).then().statusCode(400);
        as("viewer").get(API + "/diff?from=release:99999&to=draft:" + id).then().statusCode(404);
    }

    @Test
    void theImpactIsCountedFromToWithExamples() throws IOException {
        int id = draft("ann", "settings.xlsx", edited("Parameters", "lapseGapRatio", 1, 1.2));
        String csv = """
                customerId,asOf,relationshipType,purchaseCount,firstPurchaseDate,lastPurchaseDate
                A,2026-06-30,NON_CONTRACTUAL,6,2025-08-08,2026-04-15
                B,2026-06-30,NON_CONTRACTUAL,12,2025-06-30,2026-06-25
                C,2026-06-30,NON_CONTRACTUAL,0,,
                D,2026-06-30,NON_CONTRACTUAL,twelve,,
                """;
        String stage = "outcomes.find { it.outcome == 'stage' }.";
        as("ann")
                .contentType("text/csv")
                .body(csv)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(200)
                .body("undecided.customerId", equalTo(List.of("D")))
                .body("skipped", equalTo(1))
                .body("customers", equalTo(3))
                .body("outcomes.outcome", equalTo(List.of("stage", "riskBand", "retentionLevel", "bestAction")))
                .body(stage + "changed", equalTo(1))
                .body(stage + "changedPercent", equalTo(33.33f))
                .body(stage + "moves.customers.sum()", equalTo(3))
                .body(stage + "moves.find { it.from != it.to }.to", equalTo("DECLINE"))
                .body(stage + "moves.find { it.from != it.to }.examples[0].customerId", equalTo("A"))
                .body(stage + "moves.find { it.from != it.to }.examples[0].after.workbook", equalTo("stage.xlsx"));
        as("ann")
                .contentType("text/csv")
                .accept("text/plain")
                .body(csv)
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(200)
                .body(containsString("-> DECLINE: 1 (33.33 %)"));
        as("ann")
                .contentType("text/csv")
                .body("")
                .post(API + "/drafts/" + id + "/impact")
                .then()
                .statusCode(400);
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
                        .multiPart("file", "rules/eligibility.drl", more("rules/eligibility.drl", "// " + i + "\n"))
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

    private static byte[] more(String path, String text) throws IOException {
        return (Files.readString(Path.of(path)) + "\n" + text).getBytes(UTF_8);
    }

    /// The bundled settings with a number in the label of a stage, which no scenario tests.
    private static byte[] settings(double number) throws IOException {
        return edited("Labels", "DECLINE", 1, "Decline " + number);
    }

    private static byte[] edited(String sheet, String name, int column, Object value) throws IOException {
        try (Workbook book = WorkbookFactory.create(
                new ByteArrayInputStream(Files.readAllBytes(Path.of("decision-tables/settings.xlsx"))))) {
            for (Row row : book.getSheet(sheet)) {
                Cell first = row.getCell(0);
                if (first != null && first.toString().equals(name)) {
                    if (value instanceof Double number) {
                        row.getCell(column).setCellValue(number);
                    } else {
                        row.getCell(column).setCellValue(value.toString());
                    }
                    return bytes(book);
                }
            }
        }
        throw new AssertionError("no " + name + " in " + sheet);
    }

    private static byte[] bytes(Workbook book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        book.write(bytes);
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                files.put(e.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
