package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every operation of the API description is sent every kind of wrong body.
@QuarkusTest
class StrictBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /// A valid body for each operation that reads JSON; with one fault added, nothing else is wrong with it.
    private static final Map<String, String> VALID = Map.of(
            "decide",
            """
                    {"customerId": "STRICT", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"}}""",
            "recordFeedback",
            """
                    {"type": "PURCHASED", "amount": 5}""",
            "publishDraft",
            """
                    {"acknowledgeWarnings": true}""",
            "rebaseDraft",
            """
                    {"mine": []}""",
            "keepScenario",
            """
                    {"draft": 1}""",
            "whatIf",
            """
                    {"customerId": "STRICT", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"}}""",
            "addPerson",
            """
                    {"name": "strict", "roles": ["viewer"]}""",
            "changePassword",
            "{}",
            "createApiToken",
            """
                    {"name": "strict", "roles": ["viewer"], "days": 3}""",
            "revenueWhatIf",
            """
                    {"newCustomers": 1, "existingCustomers": 10, "retention": 0.8, "usage": 2, "price": 5}""");

    /// Members that an object may be sent for, which makes a list the wrong type.
    private record Operation(String id, String method, String path, JsonNode description) {
        /// A list of customers is a file, which is read as such.
        boolean readsJson() {
            JsonNode json = description.at("/requestBody/content").path("application/json");
            return !json.isMissingNode() && !json.at("/schema/type").asText().equals("array");
        }

        boolean readsBody() {
            return description.has("requestBody");
        }

        boolean needsBody() {
            return description.at("/requestBody/required").asBoolean();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyWrongBodyIsRejectedWithItsPointer() throws Exception {
        JsonNode api = api();
        Map<String, String> ids = ids();
        RequestSpecification everybody = everybody();
        List<Operation> operations = operations(api);
        assertThat(operations.stream().filter(Operation::readsJson).map(Operation::id))
                .containsExactlyInAnyOrderElementsOf(VALID.keySet());
        return operations.stream()
                .filter(Operation::readsJson)
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    wrongBodies(api, operation).forEach((body, pointer) -> {
                        Response response = send(everybody, operation, ids, "application/json", body);
                        assertThat(response.statusCode())
                                .as("%s %s: %s", operation.id(), body, response.asString())
                                .isEqualTo(400);
                        assertThat(response.contentType()).startsWith("application/problem+json");
                        // At it, or below it: without facts a required one is missing.
                        assertThat(response.jsonPath().getList("faults.pointer", String.class))
                                .as("%s %s", operation.id(), body)
                                .anyMatch(found -> found.equals(pointer) || found.startsWith(pointer + "/"));
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> aBodyIsRejectedWhereNoneIsRead() throws Exception {
        Map<String, String> ids = ids();
        RequestSpecification everybody = everybody();
        return operations(api()).stream()
                .filter(operation -> !operation.readsBody())
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    Response response =
                            send(everybody, operation, ids, "application/json", "{\"from\": \"2199-01-01T00:00:00Z\"}");
                    assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
                    assertThat(response.jsonPath().getList("faults.code", String.class))
                            .containsExactly("unexpected-body");
                }));
    }

    @Test
    void aMisspeltMomentPublishesNothingAndIsToldWhatWasMeant() throws Exception {
        int draft = RulesApi.draft("ann", "stage.xlsx", RulesApi.file("/active/bundle/decision-tables/stage.xlsx"));
        int active = RulesApi.active();
        for (String body : List.of(
                "{\"From\": \"2199-01-01T00:00:00Z\"}",
                "{\"form\": \"2199-01-01T00:00:00Z\"}",
                "{\"acknowledgeWarnings\": true, \"form\": \"2199-01-01T00:00:00Z\"}")) {
            Response response = RulesApi.publish("bob", draft, body).extract().response();
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.jsonPath().getString("faults[0].message")).contains("Did you mean from?");
        }
        for (String body : List.of(
                "{\"from\": \"\"}",
                "{\"from\": null}",
                "null",
                "{\"from\": 4102444800}",
                "{\"from\": \"+100000-01-01T00:00:00Z\"}",
                "{\"version\": \"1\"}",
                "{\"version\": 1.0}",
                "{\"acknowledgeWarnings\": \"true\"}",
                "{\"acknowledge\": \"*\"}",
                "{\"acknowledgeWarnings\": true} {}",
                "{\"override\": \"a\", \"override\": \"b\"}")) {
            RulesApi.publish("bob", draft, body).statusCode(400);
        }
        assertThat(RulesApi.active()).isEqualTo(active);
    }

    @Test
    void everythingWrongWithABodyIsReportedAtOnce() {
        Response response = as("olga")
                .contentType("application/json")
                .body("{\"name\": 5, \"role\": [\"viewer\"], \"roles\": [\"viwer\", 3], \"days\": \"3\", \"days\": 0}")
                .post("/api/v1/tokens");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getList("faults.pointer", String.class))
                .containsExactlyInAnyOrder("/days", "/days", "/role", "/name", "/roles/1", "/days");
    }

    @Test
    void aPasswordIsNeverShownInAFault() {
        for (String password : List.of("\"short\"", "123456789012", "\"%s\"".formatted("x".repeat(300)))) {
            Response response = as("olga")
                    .contentType("application/json")
                    .body("{\"name\": \"n\", \"roles\": [\"viewer\"], \"password\": " + password + "}")
                    .post("/api/v1/people");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.asString()).doesNotContain(password.replace("\"", ""));
        }
    }

    @Test
    void controlCharactersAndHalvesOfCharactersAreNoText() {
        for (String text : List.of("a\\u0000b", "\\ud800", "a\\u0007", "\\uffff")) {
            as("bob")
                    .contentType("application/json")
                    .body("{\"comment\": \"%s\", \"acknowledge\": [\"%s\"]}".formatted(text, text))
                    .post("/api/v1/rulesets/drafts/999999/publish")
                    .then()
                    .statusCode(400)
                    .body("faults.pointer", org.hamcrest.Matchers.contains("/acknowledge/0", "/comment"));
        }
    }

    @Test
    void aTextThatIsNoFileIsRejectedInAnUpload() {
        as("ann")
                .multiPart("file", "x.drl", new byte[] {1})
                .multiPart("coment", "for a test")
                .post(RulesApi.API + "/drafts")
                .then()
                .statusCode(400)
                .body("faults.pointer", org.hamcrest.Matchers.contains("/coment"));
    }

    @Test
    void countlessFaultsAreCountedAndAHundredShown() {
        StringBuilder facts = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            facts.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
        }
        Response response = given().contentType("application/json")
                .body("{\"customerId\": \"C\", \"asOf\": \"2026-06-30\", \"facts\": {" + facts + "}}")
                .post("/api/v1/decisions");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getList("faults")).hasSize(100);
        assertThat(response.jsonPath().getString("detail"))
                .isEqualTo("60,001 faults in the request; the first 100 are listed. It was not carried out.");
        assertThat(response.asByteArray().length).isLessThan(100_000);
    }

    /// Bodies with one fault, and the pointer to it.
    private static Map<String, String> wrongBodies(JsonNode api, Operation operation) throws Exception {
        String valid = VALID.get(operation.id());
        ObjectNode object = (ObjectNode) JSON.readTree(valid);
        JsonNode schema = operation.description().at("/requestBody/content/application~1json/schema");
        if (schema.has("$ref")) {
            schema = api.at(schema.get("$ref").asText().substring(1));
        }
        Map<String, String> wrong = new TreeMap<>();
        for (String whole :
                List.of("null", "[]", "\"text\"", "7", "true", "{", valid + "x", valid + " {}", "\uFEFFnull")) {
            wrong.put(whole, "");
        }
        if (operation.needsBody()) {
            wrong.put("", "");
            wrong.put("  ", "");
        }
        wrong.put(object.deepCopy().put("unheardOf", 1).toString(), "/unheardOf");
        Set<String> names = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(names::add);
        assertThat(names).as(operation.id()).isNotEmpty();
        for (String name : names) {
            JsonNode property = schema.get("properties").get(name);
            wrong.put(
                    object.deepCopy()
                            .put(name.toUpperCase(java.util.Locale.ROOT), 1)
                            .toString(),
                    "/" + name.toUpperCase(java.util.Locale.ROOT));
            // Neither a number nor a list nor an object is anywhere a list of lists.
            wrong.put(
                    object.deepCopy().set(name, JSON.readTree("[[1]]")).toString(),
                    pointerOfListOfLists(name, property, api));
            String member = "\"" + name + "\": " + (object.has(name) ? object.get(name) : "1");
            ObjectNode rest = object.deepCopy();
            rest.remove(name);
            String others = rest.toString().substring(1);
            wrong.put("{" + member + ", " + member + (rest.isEmpty() ? "" : ", ") + others, "/" + name);
            if (!allowsNull(property, api)) {
                wrong.put(object.deepCopy().putNull(name).toString(), "/" + name);
            }
        }
        return wrong;
    }

    private static String pointerOfListOfLists(String name, JsonNode property, JsonNode api) {
        return types(property, api).contains("array") ? "/" + name + "/0" : "/" + name;
    }

    private static boolean allowsNull(JsonNode property, JsonNode api) {
        return types(property, api).contains("null");
    }

    private static Set<String> types(JsonNode property, JsonNode api) {
        JsonNode schema =
                property.has("$ref") ? api.at(property.get("$ref").asText().substring(1)) : property;
        Set<String> types = new TreeSet<>();
        if (schema.path("type").isArray()) {
            schema.get("type").forEach(type -> types.add(type.asText()));
        } else {
            types.add(schema.path("type").asText());
        }
        return types;
    }

    private static JsonNode api() throws Exception {
        return JSON.readTree(as("viewer").get("/q/openapi?format=json").asByteArray());
    }

    private static List<Operation> operations(JsonNode api) {
        List<Operation> operations = new ArrayList<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new Operation(
                                method.getValue().get("operationId").asText(),
                                method.getKey(),
                                path.getKey(),
                                method.getValue()));
                    }
                }));
        assertThat(operations.size()).isGreaterThan(30);
        return operations;
    }

    /// What to put into the paths: a decision to give feedback on, and a draft to publish.
    private static Map<String, String> ids() {
        String decision = given().contentType("application/json")
                .body(VALID.get("decide"))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .path("decisionId");
        int draft = RulesApi.draft("ann", "stage.xlsx", RulesApi.file("/active/bundle/decision-tables/stage.xlsx"));
        return Map.of("recordFeedback", decision, "publishDraft", String.valueOf(draft));
    }

    private static RequestSpecification everybody() {
        String name = "strict-" + UUID.randomUUID();
        String password = as("olga")
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        name,
                        "roles",
                        List.of("caller", "viewer", "author", "rule-engineer", "approver", "operator")))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .extract()
                .path("password");
        return RestAssured.given().auth().preemptive().basic(name, password);
    }

    private static Response send(
            RequestSpecification user, Operation operation, Map<String, String> ids, String type, String body) {
        String path = operation
                .path()
                .replace("{id}", ids.getOrDefault(operation.id(), "1"))
                .replace("{n}", "1")
                .replace("{path}", "decision-tables/stage.xlsx")
                .replaceAll("\\{[A-Za-z]+}", "x");
        return RestAssured.given()
                .spec(user)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(type)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .request(operation.method().toUpperCase(java.util.Locale.ROOT), path);
    }
}
