package io.tenure.contract;

import static io.tenure.contract.RulesApi.API;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tenure.UsersForTests;
import io.tenure.cli.SimulatedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the service answers is what the API description says: statuses, media types, members, types and codes, of every
/// operation.
@QuarkusTest
class ResponsesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path CASES = Path.of("src/test/resources/cases/decisions");
    private static final String WARNINGS_ARE_FINE = "{\"acknowledgeWarnings\": true}";

    private static final Duration MAX_BACKTEST = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final List<String> exchanges = new ArrayList<>();

    @Test
    void everyOperationAnswersAsDescribed() throws IOException, InterruptedException {
        NodeTools.install();
        try {
            decisions();
            rules();
            backtests();
            people();
            problems();
        } finally {
            Files.write(NodeTools.DIRECTORY.resolve("exchanges.jsonl"), exchanges);
        }
        assertThat(NodeTools.run(
                        "node",
                        "responses.mjs",
                        Path.of("docs/openapi.yaml").toAbsolutePath().toString(),
                        "exchanges.jsonl"))
                .startsWith(exchanges.size() + " responses");
    }

    private void decisions() throws IOException {
        String id = "";
        String customer = "responses-" + UUID.randomUUID();
        for (String name : List.of("complaining", "from-records")) {
            String body = Files.readString(CASES.resolve(name + ".json"))
                    .replaceFirst("\"customerId\": *\"[^\"]*\"", "\"customerId\": \"" + customer + "\"");
            id = json("tester", body).post("/api/v1/decisions").path("decisionId");
            json("tester", body.replaceFirst("\\{", "{\"reserveContact\": true,"))
                    .post("/api/v1/decisions");
        }
        String line = Files.readString(CASES.resolve("complaining.json")).replaceAll("\\s*\n\\s*", " ");
        as("tester")
                .contentType("application/x-ndjson")
                .body((line + "\n{\"customerId\": 5}\n").getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/decisions/batch");
        as("tester")
                .contentType("application/x-ndjson")
                .body(line.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/decisions/batch?release=9999");
        String decision = "/api/v1/decisions/" + id;
        as("tester").get(decision);
        as("tester").get(decision + "/explanation?row=ST1");
        as("tester").get(decision + "/letter");
        json("tester", "{\"decisionId\": \"" + id + "\"}").post("/api/v1/what-if");
        json("tester", "{\"decisionId\": \"" + id + "\", \"wish\": {}}").post("/api/v1/what-if");
        int draft = draft("settings.xlsx", BundleFiles.settings(0.6));
        json("ann", "{\"draft\": " + draft + "}").post(decision + "/scenario");
        json("ann", "{\"draft\": 0}").post(decision + "/scenario");
        as("ann").get(decision + "/scenario");
        as("tester").post(decision + "/replay");
        as("tester").accept("text/plain").post(decision + "/replay");
        json("tester", "{\"type\": \"PURCHASED\", \"amount\": 12.5}").post(decision + "/feedback");
        json("tester", "{\"type\": \"PURCHASED\", \"amount\": -1}").post(decision + "/feedback");
        as("tester").get(decision + "/feedback");
        for (String type : List.of("application/json", "text/plain", "image/svg+xml")) {
            as("viewer").accept(type).get("/api/v1/customers/" + customer + "/timeline");
        }
        as("viewer").get("/api/v1/customers/" + customer + "/decisions?limit=5");
        as("viewer").get("/api/v1/customers/" + customer + "/decisions?limit=0");
        as("viewer").get("/api/v1/report?groupBy=stage&groupBy=level");
        as("viewer").accept("text/plain").get("/api/v1/report");
        as("viewer").get("/api/v1/stages?compared=2026-01-01");
        as("viewer").get("/api/v1/stages?compared=2999-01-01");
        as("viewer").get("/api/v1/stages/calendar");
        as("viewer").get("/api/v1/customers?limit=10");
        as("viewer").get("/api/v1/customers?limit=0");
        String year =
                "{\"newCustomers\": 100, \"existingCustomers\": 1000, \"retention\": 0.8, \"usage\": 5, \"price\": 20}";
        json("tester", year).post("/api/v1/what-if/revenue");
        json("tester", "{\"retention\": 2, \"churn\": 1}").post("/api/v1/what-if/revenue");
        String receipt = as("olga").delete("/api/v1/customers/" + customer).path("id");
        as("olga").get("/api/v1/erasures/" + receipt);
        as("olga").get("/api/v1/erasures/" + UUID.randomUUID());
        as("tester").get(decision);
        as("olga").get("/api/v1/history/key-rotation");
        as("olga").post("/api/v1/history/key-rotation");
    }

    private void rules() throws IOException {
        as("viewer").get("/api/v1/about");
        as("viewer").get("/api/v1/facts");
        as("viewer").get("/api/v1/ruleset");
        as("viewer").get("/api/v1/ruleset/tables/Stage.drl");
        as("viewer").get("/api/v1/ruleset/tables/Nothing.drl");
        as("caller").get("/api/v1/openapi");
        int before = as("viewer").get(API + "/releases").path("releases.find { it.active }.release");
        int draft = draft("settings.xlsx", BundleFiles.settings(0.61));
        int stale = draft("settings.xlsx", BundleFiles.settings(0.67));
        as("viewer").get(API + "/drafts");
        String one = API + "/drafts/" + draft;
        as("viewer").get(one);
        as("viewer").get(one + "/affected");
        as("viewer").get(one + "/conflicts");
        as("ann").post(one + "/mutants");
        as("ann").post(one + "/proposed-scenarios?table=GeographicSegment");
        as("viewer").get(one + "/mutants");
        as("viewer").get(one + "/bundle");
        as("viewer").get(one + "/bundle/decision-tables/settings.xlsx");
        as("viewer").get(one + "/check");
        json(
                        "ann",
                        "{\"customerId\": \"D1\", \"asOf\": \"2026-06-30\", \"ruleset\": {\"draft\": " + draft
                                + "}, \"facts\": {\"relationshipType\": \"NON_CONTRACTUAL\"}}")
                .post("/api/v1/decisions");
        as("viewer").accept("text/plain").get(one + "/check");
        as("viewer").get(one + "/check/decision-tables/settings.xlsx");
        as("ann").multiPart("file", "settings.xlsx", BundleFiles.settings(0.62)).post(one + "/files");
        as("ann")
                .body(BundleFiles.settings(0.63))
                .contentType("application/octet-stream")
                .put(one + "/files/decision-tables/settings.xlsx");
        as("ann").header("If-Match", "\"1\"").delete(one + "/files/decision-tables/settings.xlsx");
        as("viewer").get(API + "/diff?from=nothing&to=draft:" + draft);
        as("viewer").get(API + "/diff?from=release:" + before + "&to=draft:" + draft);
        as("bob")
                .contentType("text/csv")
                .body("customerId,asOf,relationshipType,purchaseCount\nI1,2026-06-30,NON_CONTRACTUAL,0\nI2,x,,\n")
                .post(one + "/impact");
        as("bob").post(one + "/impact");
        as("ann").post(one + "/rebase");
        json("ann", WARNINGS_ARE_FINE).post(one + "/publish");
        int release = json("bob", WARNINGS_ARE_FINE).post(one + "/publish").path("release");
        as("ann").delete(one + "/files/decision-tables/settings.xlsx");
        as("viewer").get(API + "/releases");
        as("viewer").get(API + "/releases/" + release);
        as("viewer").get(API + "/drafts/" + stale + "/conflicts");
        as("viewer").get(API + "/drafts/" + stale + "/conflicts/decision-tables/settings.xlsx");
        as("viewer").get(API + "/releases/" + release + "/bundle");
        as("viewer").get(API + "/releases/" + release + "/bundle/decision-tables/settings.xlsx");
        as("viewer").get(API + "/active/bundle");
        as("viewer").get(API + "/active/bundle/decision-tables/settings.xlsx");
        as("olga").post(API + "/releases/" + before + "/activate");
        int later = draft("settings.xlsx", BundleFiles.settings(0.64));
        int scheduled = json("bob", "{\"acknowledgeWarnings\": true, \"from\": \"2099-01-01T00:00:00Z\"}")
                .post(API + "/drafts/" + later + "/publish")
                .path("release");
        as("viewer").get(API + "/releases");
        as("olga").post(API + "/releases/" + scheduled + "/cancel");
        int wrong = draft("settings.xlsx", BundleFiles.edited("Parameters", "lapseGapRatio", 1, "two"));
        as("viewer").get(API + "/drafts/" + wrong + "/check");
        as("bob").post(API + "/drafts/" + wrong + "/impact");
        json("bob", WARNINGS_ARE_FINE).post(API + "/drafts/" + wrong + "/publish");
        as("ann").delete(API + "/drafts/" + wrong + "/files/decision-tables/settings.xlsx");
        as("ann").delete(API + "/drafts/" + wrong);
        as("olga").get("/api/v1/audit?limit=50");
        as("olga").get("/api/v1/audit/verification");
        as("olga").get("/api/v1/audit/verification?head=x");
    }

    private void backtests() throws IOException, InterruptedException {
        String all = "/api/v1/backtests";
        String id = as("ann")
                .contentType("text/csv")
                .body(Files.readString(SimulatedLog.ofModel(folder, 600, 3)))
                .post(all + "?cut=2025-06-30&horizon=90")
                .path("id");
        String one = all + "/" + id;
        Instant end = Instant.now().plus(MAX_BACKTEST);
        while (UsersForTests.as("ann").get(one).path("status").toString().matches("WAITING|RUNNING")) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
        }
        as("ann").get(all);
        as("ann").get(one);
        as("ann").get(one + "/result");
        as("ann").accept("text/html").get(one + "/result");
        as("ann").delete(one);
        as("ann").get(one);
    }

    private void people() {
        String name = "r" + UUID.randomUUID();
        json("olga", "{\"name\": \"%s\", \"roles\": [\"viewer\"]}".formatted(name))
                .post("/api/v1/people");
        json("olga", "{\"name\": \"%s\", \"roles\": [\"viewer\"]}".formatted(name))
                .post("/api/v1/people");
        as("olga").get("/api/v1/people");
        json("olga", "{}").post("/api/v1/people/" + name + "/password");
        as("olga").post("/api/v1/people/" + name + "/disable");
        Number token = json("olga", "{\"name\": \"%s\", \"roles\": [\"caller\"]}".formatted(name + "-token"))
                .post("/api/v1/tokens")
                .path("id");
        as("olga").get("/api/v1/tokens");
        as("olga").delete("/api/v1/tokens/" + token);
        as("olga").get("/api/v1/tokens");
    }

    private void problems() {
        json("tester", "{\"customerId\": 5, \"facts\": {\"satisfaction\": 99}}").post("/api/v1/decisions");
        json("tester", "{").post("/api/v1/decisions");
        as("tester").contentType("text/csv").body("a").post("/api/v1/decisions");
        json("tester", "{}").header("Content-Encoding", "gzip").post("/api/v1/decisions");
        json("tester", " ".repeat(1_048_577)).post("/api/v1/decisions");
        json("viewer", "{}").post("/api/v1/decisions");
        json("tester", "{}").accept("image/png").post("/api/v1/decisions");
        as("tester").get("/api/v1/decisions/" + UUID.randomUUID());
        as("tester").get("/api/v1/facts?x");
        as("tester").body("x").get("/api/v1/facts");
        as("olga").get("/api/v1/facts");
        recorded(io.restassured.RestAssured.given()).get("/api/v1/ruleset");
        as("viewer").get(API + "/releases/99999");
        as("viewer").get("/api/v1/customers/nobody-" + UUID.randomUUID() + "/timeline");
    }

    private int draft(String name, byte[] content) {
        return as("ann")
                .multiPart("file", name, content)
                .multiPart("comment", "for a test")
                .post(API + "/drafts")
                .path("id");
    }

    private RequestSpecification json(String user, String body) {
        return as(user).contentType("application/json").body(body);
    }

    private RequestSpecification as(String user) {
        return recorded(UsersForTests.as(user));
    }

    private RequestSpecification recorded(RequestSpecification request) {
        return request.filter((sent, specification, context) -> {
            Response response = context.next(sent, specification);
            Map<String, Object> exchange = new LinkedHashMap<>();
            exchange.put("method", sent.getMethod());
            exchange.put(
                    "path", sent.getURI().replaceFirst("^https?://[^/]+", "").replaceFirst("\\?.*", ""));
            exchange.put("status", response.statusCode());
            exchange.put("type", response.contentType());
            exchange.put("body", response.contentType().contains("json") ? response.asString() : null);
            try {
                exchanges.add(MAPPER.writeValueAsString(exchange));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            return response;
        });
    }
}
