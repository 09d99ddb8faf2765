package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.Engine;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The packaged service over HTTP: the JVM's jar, or the native binary if one was built.
@QuarkusIntegrationTest
class BlackBoxIT {
    private static final String API = "/api/v1/rulesets";

    @TestFactory
    Stream<DynamicTest> decidesEveryScenarioAsItExpects() {
        Ruleset bundled = new BundleReader().read(Bundle.ofClasspath("seed/")).orElseThrow();
        return bundled.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> expect(bundled, scenario)));
    }

    private static void expect(Ruleset bundled, Scenario scenario) {
        Response response = as("tester")
                .contentType("application/json")
                .body(RequestBodies.of(scenario.input()).getBytes(UTF_8))
                .post("/api/v1/decisions");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonPath answer = response.jsonPath();
        scenario.expected().forEach((name, expected) -> {
            if (name.matches("action[1-9]") && !(expected instanceof Scenario.NoValue)) {
                int rank = name.charAt(name.length() - 1) - '1';
                assertThat(answer.getString("nextBestActions[" + rank + "].action"))
                        .isEqualTo(expected);
            } else if (bundled.dictionary().find(name).map(Field::kind).equals(Optional.of(FieldKind.OUTCOME))
                    && expected instanceof String
                    && answer.getMap("outcomes").containsKey(name)) {
                assertThat(answer.getString("outcomes." + name)).as(name).isEqualTo(expected);
            }
        });
    }

    @Test
    void publishesAChangedTableAndRollsBack() throws IOException {
        int before = active();
        int published = publish(draft("ann", "settings.xlsx", settings("Labels", "DECLINE", "Declining")));
        assertThat(active()).isEqualTo(published).isNotEqualTo(before);
        activate(before);
        assertThat(active()).isEqualTo(before);
    }

    @Test
    void impactNamesTheRowByWhichAChangedTableDiffers() throws IOException {
        // Without a purchase for 2.01 usual gaps; 2 are a lapse.
        JsonPath answer = as("tester")
                .contentType("application/json")
                .body("""
                    {"customerId": "replayed", "asOf": "2026-06-30",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 201,
                               "meanInterpurchaseDays": 100, "volumeCurrent": 480, "volumePrior": 500}}\
                    """)
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .body("outcomes.stage", equalTo("DECLINE"))
                .extract()
                .jsonPath();
        int before = answer.getInt("ruleset.release");
        int published = publish(draft("ann", "settings.xlsx", settings("Parameters", "lapseGapRatio", 2.02)));
        try {
            JsonPath replay = as("viewer")
                    .post("/api/v1/decisions/" + answer.getString("decisionId") + "/replay")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(replay.getInt("release")).isEqualTo(before);
            assertThat(replay.getBoolean("identical")).isTrue();
            assertThat(replay.getInt("active.release")).isEqualTo(published);
            assertThat(replay.getBoolean("active.identical")).isFalse();
            String stage = "active.outcomes.find { it.name == 'stage' }.";
            assertThat(replay.getString(stage + "before")).isEqualTo("DECLINE");
            assertThat(replay.getString(stage + "after")).isEqualTo("STABLE");
            assertThat(replay.getString(stage + "rowBefore.workbook")).isEqualTo("stage.xlsx");
            assertThat(replay.getString(stage + "rowBefore.name")).isEqualTo("ST4");
            assertThat(replay.getString(stage + "rowAfter.name")).isEqualTo("ST8u");
        } finally {
            activate(before);
        }
    }

    @Test
    void acceptsChangedDrlOnAJvmAndRejectsItInANativeBinary() throws IOException {
        String drl = Files.readString(Path.of("rules/stage-signature.drl")) + "\n// changed\n";
        int draft = draft("eve", "stage-signature.drl", drl.getBytes(UTF_8));
        JsonPath check = as("viewer")
                .get(API + "/drafts/" + draft + "/check")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        if (about().getBoolean("capabilities.changedDrl")) {
            assertThat(check.getBoolean("publishable")).isTrue();
        } else {
            assertThat(check.getBoolean("publishable")).isFalse();
            assertThat(check.getList("findings.findAll { it.severity == 'ERROR' }.code"))
                    .containsExactly("unsupported-in-native");
            as("bob")
                    .contentType("application/json")
                    .body("{\"acknowledgeWarnings\": true}")
                    .post(API + "/drafts/" + draft + "/publish")
                    .then()
                    .statusCode(422)
                    .body("faults.code", hasItem("unsupported-in-native"));
        }
    }

    @Test
    void returnsAnAnnotatedWorkbookOnAJvmAndAProblemInANativeBinary() throws IOException {
        int draft = draft("ann", "settings.xlsx", settings("Labels", "DECLINE", "Going down"));
        Response response = as("viewer").get(API + "/drafts/" + draft + "/check/decision-tables/settings.xlsx");
        if (about().getBoolean("capabilities.annotatedWorkbooks")) {
            assertThat(response.statusCode()).isEqualTo(200);
        } else {
            response.then().statusCode(501).body("type", equalTo("urn:tenure:problem:unsupported-in-native"));
        }
    }

    @Test
    void describesItself() {
        JsonPath about = about();
        assertThat(about.getString("drl.hash")).isEqualTo(Engine.precompiledHash());
        assertThat(about.getString("build.kind")).isIn("jvm", "native");
        for (String role : List.of("viewer", "caller")) {
            as(role).get("/api/v1/openapi").then().statusCode(200).body(containsString("openapi: 3"));
        }
        as("viewer").get("/q/metrics").then().statusCode(200);
        as("viewer").get(API + "/releases").then().statusCode(200).body("releases.release", hasItem(1));
    }

    @Test
    void readsAndReplaysADecisionAndShowsItsTimeline() {
        String customer = "path-" + UUID.randomUUID();
        Response decided = decide(customer, "zh");
        String decision = "/api/v1/decisions/" + decided.jsonPath().getString("decisionId");
        assertThat(as("viewer").get(decision).asByteArray()).isEqualTo(decided.asByteArray());
        as("viewer")
                .post(decision + "/replay")
                .then()
                .statusCode(200)
                .body("identical", equalTo(true))
                .body("differences.size()", equalTo(0))
                .body("active.identical", equalTo(true));
        as("viewer")
                .accept("text/plain")
                .post(decision + "/replay")
                .then()
                .statusCode(200)
                .body(containsString("every value is the same"));
        String path = "/api/v1/customers/" + customer + "/timeline";
        as("viewer")
                .accept("application/json")
                .get(path)
                .then()
                .statusCode(200)
                .body("customerId", equalTo(customer))
                .body("points[0].decidedBy[0].workbook", equalTo("stage.xlsx"));
        as("viewer").accept("text/plain").get(path).then().statusCode(200).body(containsString("stage.xlsx, Stage"));
        as("viewer").accept("image/svg+xml").get(path).then().statusCode(200).body(startsWith("<svg"));
        assertThat(decide(customer, "en").jsonPath().getInt("recalledFacts.decidedDays"))
                .isZero();
    }

    @Test
    void storesAndCountsFeedback() {
        String id = decide("outcome-" + UUID.randomUUID(), "en").jsonPath().getString("decisionId");
        String feedback = "/api/v1/decisions/" + id + "/feedback";
        as("caller")
                .contentType("application/json")
                .body("{\"type\": \"PURCHASED\", \"amount\": 120.50}")
                .post(feedback)
                .then()
                .statusCode(201)
                .body("decisionId", equalTo(id));
        as("viewer").get(feedback).then().statusCode(200).body("feedback.type", equalTo(List.of("PURCHASED")));
        String effect = "/api/v1/report?groupBy=action,level,month";
        as("viewer")
                .get(effect)
                .then()
                .statusCode(200)
                .body("all.decisions", greaterThan(0))
                .body("all.purchases", greaterThan(0));
        as("viewer").accept("text/plain").get(effect).then().statusCode(200).body(containsString("presented"));
    }

    @Test
    void erasesACustomerAndRotatesTheKey() {
        String customer = "erased-" + UUID.randomUUID();
        String id = decide(customer, "en").jsonPath().getString("decisionId");
        String receipt = as("olga")
                .delete("/api/v1/customers/" + customer)
                .then()
                .statusCode(200)
                .body("decisions", equalTo(1))
                .extract()
                .path("id");
        as("olga").get("/api/v1/erasures/" + receipt).then().statusCode(200).body("erasedBy", equalTo("olga"));
        as("viewer").get("/api/v1/decisions/" + id).then().statusCode(410);
        as("olga").post("/api/v1/history/key-rotation").then().statusCode(202);
        as("olga").get("/api/v1/history/key-rotation").then().statusCode(200).body("remaining", equalTo(0));
        as("olga").get("/api/v1/audit").then().statusCode(200).body("entries.actor", hasItem("olga"));
    }

    @Test
    void listsTheChangesOfADraft() throws IOException {
        int draft = draft("ann", "settings.xlsx", settings("Labels", "DECLINE", "Ebbing"));
        String diff = API + "/diff?from=release:1&to=draft:" + draft;
        as("viewer").get(diff).then().statusCode(200).body("changes.subject", hasItem("DECLINE"));
        as("viewer").accept("text/plain").get(diff).then().statusCode(200).body(containsString("Ebbing"));
        String impact = API + "/drafts/" + draft + "/impact";
        String customers = "customerId,asOf,relationshipType,purchaseCount\nA,2026-06-30,NON_CONTRACTUAL,12\n";
        as("ann")
                .contentType("text/csv")
                .body(customers)
                .post(impact)
                .then()
                .statusCode(200)
                .body("customers", equalTo(1))
                .body("outcomes[0].changed", equalTo(0));
        as("ann").post(impact).then().statusCode(200);
        as("viewer")
                .get(API + "/drafts/" + draft + "/bundle/decision-tables/settings.xlsx")
                .then()
                .statusCode(200);
        as("viewer").get(API + "/active/bundle").then().statusCode(200).contentType("application/zip");
        as("ann").delete(API + "/drafts/" + draft).then().statusCode(204);
    }

    @Test
    void reportsEveryFaultAndEveryDeniedAccess() {
        as("tester")
                .contentType("application/json")
                .header("Accept-Language", "zh")
                .body("{\"asOf\": \"yesterday\", \"facts\": {\"purchaseCount\": \"12\", \"purchaseCuont\": 1}}")
                .post("/api/v1/decisions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .header("Content-Language", "zh")
                .body("faults.pointer", hasItems("/asOf", "/facts/purchaseCount", "/facts/purchaseCuont"));
        as("tester")
                .contentType("application/json")
                .body("{")
                .post("/api/v1/decisions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        RestAssured.given().get("/api/v1/about").then().statusCode(401).contentType("application/problem+json");
        as("caller").get("/api/v1/about").then().statusCode(403).contentType("application/problem+json");
        as("viewer").get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        as("ann")
                .multiPart("file", "settings.xlsx", "no workbook".getBytes(UTF_8))
                .post(API + "/drafts")
                .then()
                .contentType(startsWith("application/"));
        as("viewer").get("/q/swagger-ui/").then().statusCode(200).body(containsString("swagger"));
        as("viewer").get("/q/metrics").then().statusCode(200).body(containsString("tenure_decision"));
        RestAssured.given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
    }

    private static Response decide(String customer, String language) {
        Response decided = as("tester")
                .contentType("application/json")
                .header("Accept-Language", language)
                .body(Map.of(
                        "customerId",
                        customer,
                        "asOf",
                        "2026-06-30",
                        "facts",
                        Map.of(
                                "relationshipType", "NON_CONTRACTUAL",
                                "purchaseCount", 15,
                                "recencyDays", 45,
                                "volumeCurrent", 480,
                                "volumePrior", 500)))
                .post("/api/v1/decisions");
        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(200);
        return decided;
    }

    private static JsonPath about() {
        return as("viewer")
                .get("/api/v1/about")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static int active() {
        return as("tester")
                .contentType("application/json")
                .body(Map.of(
                        "customerId",
                        "C07",
                        "asOf",
                        "2026-06-30",
                        "facts",
                        Map.of("relationshipType", "NON_CONTRACTUAL", "purchaseCount", 12, "recencyDays", 45)))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .path("ruleset.release");
    }

    private static int draft(String who, String name, byte[] content) {
        return as(who).multiPart("file", name, content)
                .post(API + "/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static int publish(int draft) {
        return as("bob")
                .contentType("application/json")
                .body("{\"acknowledgeWarnings\": true}")
                .post(API + "/drafts/" + draft + "/publish")
                .then()
                .statusCode(200)
                .extract()
                .path("release");
    }

    private static void activate(int release) {
        as("bob").post(API + "/releases/" + release + "/activate").then().statusCode(200);
    }

    /// The settings with another value next to a name.
    private static byte[] settings(String sheet, String name, Object value) throws IOException {
        byte[] bundled = Files.readAllBytes(Path.of("decision-tables/settings.xlsx"));
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(bundled));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (Row row : book.getSheet(sheet)) {
                Cell first = row.getCell(0);
                if (first != null && first.toString().equals(name)) {
                    switch (value) {
                        case Double number -> row.getCell(1).setCellValue(number);
                        default -> row.getCell(1).setCellValue(value.toString());
                    }
                }
            }
            book.write(out);
            return out.toByteArray();
        }
    }
}
