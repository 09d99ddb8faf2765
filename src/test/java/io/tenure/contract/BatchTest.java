package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.UsersForTests;
import io.tenure.decision.DecideResult;
import io.tenure.decision.DecisionBatch;
import io.tenure.decision.DecisionService;
import io.tenure.input.RulesetChoice;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Batches of decisions over HTTP.
@QuarkusTest
class BatchTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/api/v1/decisions/batch";
    private static final String LINES = "application/x-ndjson";

    private final String prefix = "batch-" + UUID.randomUUID() + "-";

    @TestHTTPResource("/")
    URI service;

    @Inject
    DecisionService decisions;

    /// The connection of one batch, over which lines are sent and answers read at once.
    private final class Exchange implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answers;

        Exchange() throws IOException {
            socket = new Socket(service.getHost(), service.getPort());
            // Otherwise it would wait for ever.
            socket.setSoTimeout(60_000);
            answers = new BufferedReader(new InputStreamReader(new Chunks(socket.getInputStream()), UTF_8));
            String user = Base64.getEncoder().encodeToString(("tester:" + UsersForTests.password()).getBytes(UTF_8));
            write("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + LINES + "\r\nAuthorization: Basic " + user
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        private void write(String text) {
            try {
                socket.getOutputStream().write(text.getBytes(UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(String lines) {
            write(Integer.toHexString(lines.getBytes(UTF_8).length) + "\r\n" + lines + "\r\n");
        }

        void end() {
            write("0\r\n\r\n");
        }

        /// The next answer; null after the last.
        JsonNode answer() throws IOException {
            String line = answers.readLine();
            return line == null ? null : MAPPER.readTree(line);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// The body of a response of status 200 that is sent in chunks.
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private int rest;
        private boolean begun;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
                line.append((char) c);
            }
            in.read();
            return line.toString();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (!begun) {
                begun = true;
                assertThat(line()).isEqualTo("HTTP/1.1 200 OK");
                while (!line().isEmpty()) {
                    // Headers.
                }
                rest = Integer.parseInt(line(), 16);
            } else if (rest == 0 && !ended) {
                line();
                rest = Integer.parseInt(line(), 16);
            }
            ended = rest == 0;
            if (ended) {
                return -1;
            }
            int read = in.read(target, from, Math.min(length, rest));
            if (read < 0) {
                throw new EOFException();
            }
            rest -= read;
            return read;
        }
    }

    private String customer(String id) {
        return "{\"customerId\": \"" + prefix + id
                + "\", \"asOf\": \"2026-06-30\", \"explain\": \"none\", \"facts\": {\"relationshipType\":"
                + " \"NON_CONTRACTUAL\", \"purchaseCount\": 7}}";
    }

    private static Response post(String user, String query, String body) {
        return as(user).contentType(LINES).body(body.getBytes(UTF_8)).post(PATH + query);
    }

    private static List<JsonNode> answers(Response response) throws IOException {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.contentType()).startsWith(LINES);
        List<JsonNode> answers = new ArrayList<>();
        for (String line : new String(response.asByteArray(), UTF_8).split("\n")) {
            answers.add(MAPPER.readTree(line));
        }
        return answers;
    }

    @Test
    void everyLineIsAnsweredInOrderAsTheSameRequestAlone() throws Exception {
        Random random = new Random(17);
        List<String> lines = IntStream.range(0, 3_000)
                .mapToObj(i -> RequestBodies.random(random, i).replaceFirst("\"R", "\"" + prefix))
                .toList();
        int faults = 0;
        try (Exchange batch = new Exchange()) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < lines.size(); i += 50) {
                    batch.send(String.join("\n", lines.subList(i, i + 50)) + "\n");
                }
                batch.end();
            });
            for (int i = 0; i < lines.size(); i++) {
                JsonNode answer = batch.answer();
                if (answer.has("line")) {
                    faults++;
                    assertThat(answer.get("line").asInt()).isEqualTo(i + 1);
                } else {
                    assertThat(answer.get("customerId").asText()).isEqualTo(prefix + i);
                }
                if (i % 150 == 0) {
                    byte[] alone = given().contentType("application/json")
                            .body(lines.get(i).replaceFirst("batch-", "alone-"))
                            .post("/api/v1/decisions")
                            .asByteArray();
                    assertThat(comparable(answer)).isEqualTo(comparable(MAPPER.readTree(alone)));
                }
            }
            assertThat(batch.answer()).isNull();
            sender.join();
        }
        // Contradictory customers are among random ones.
        assertThat(faults).isBetween(1, lines.size() - 1);
    }

    @Test
    void linesOfOneCustomerAreDecidedOneAfterTheOther() throws IOException {
        LocalDate last = LocalDate.of(2026, 5, 31);
        List<String> lines = IntStream.rangeClosed(1, 30)
                .mapToObj(day -> customer("daily")
                        .replace("2026-06-30", last.plusDays(day).toString())
                        .replace(
                                "7}",
                                "7, \"lastPurchaseDate\": \"" + last + "\", \"openComplaints\": " + day / 20 + "}"))
                .toList();
        List<JsonNode> answers = answers(post("tester", "", String.join("\n", lines)));
        assertThat(answers).hasSize(30);
        for (int i = 0; i < lines.size(); i++) {
            byte[] alone = given().contentType("application/json")
                    .body(lines.get(i).replaceFirst("batch-", "alone-"))
                    .post("/api/v1/decisions")
                    .asByteArray();
            assertThat(comparable(answers.get(i))).isEqualTo(comparable(MAPPER.readTree(alone)));
        }
        assertThat(answers.get(29).at("/recalledFacts/decidedDays").asInt()).isEqualTo(29);
    }

    /// An answer without what says which request it answers.
    private static JsonNode comparable(JsonNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.withObject("recalledFacts").remove("previousDecisionId");
        return copy.without(List.of("decisionId", "decidedAt", "customerId", "line", "instance"));
    }

    @Test
    void anAnswerComesBeforeTheNextLineIsSent() throws IOException {
        try (Exchange batch = new Exchange()) {
            for (int i = 0; i < 3; i++) {
                batch.send(customer("one-" + i) + "\n");
                assertThat(batch.answer().get("customerId").asText()).isEqualTo(prefix + "one-" + i);
            }
            batch.end();
            assertThat(batch.answer()).isNull();
        }
    }

    @Test
    void eachFaultIsAnsweredInItsLineWithItsPointer() throws IOException {
        String valid = customer("valid");
        List<JsonNode> answers = answers(post(
                "tester",
                "",
                String.join(
                        "\n",
                        valid,
                        "{\"customerId\": 5, \"asOf\": \"2026-06-30\", \"fact\": {}}",
                        "",
                        "{",
                        valid.replaceFirst("\\{", "{\"ruleset\": \"active\", \"explain\": \"most\", "),
                        "x".repeat(1 << 20) + "yz",
                        valid + "\r",
                        "[]",
                        valid)));
        assertThat(answers).hasSize(9);
        assertThat(answers.stream().map(a -> a.path("line").asInt())).containsExactly(0, 2, 3, 4, 5, 6, 0, 8, 0);
        assertThat(answers.stream().map(a -> a.path("type").asText().replace("urn:tenure:problem:", "")))
                .containsExactly(
                        "", "bad-input", "not-json", "not-json", "bad-input", "too-large", "", "bad-input", "");
        assertThat(answers.get(1).get("faults").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/customerId", "/fact", "/facts/relationshipType");
        assertThat(answers.get(4).get("faults").findValuesAsText("pointer")).containsOnly("/ruleset", "/explain");
        assertThat(answers.get(1).get("instance").asText()).isEqualTo(PATH);
    }

    @Test
    void theReleaseIsChosenForTheWholeBatchByWhoMayTryIt() throws IOException {
        List<JsonNode> tried = answers(post("viewer", "?release=1", customer("tried")));
        assertThat(tried.getFirst().at("/ruleset/release").asInt()).isEqualTo(1);
        as("viewer")
                .get("/api/v1/customers/{id}/decisions", prefix + "tried")
                .then()
                .body("decisions.trial", contains(true));
        post("viewer", "", customer("c")).then().statusCode(403);
        post("caller", "?release=1", customer("c")).then().statusCode(403);
        post("viewer", "?release=99999", customer("c"))
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:tenure:problem:no-such-release"));
        JsonNode reserving = answers(
                        post("viewer", "?release=1", customer("c").replaceFirst("\\{", "{\"reserveContact\": true, ")))
                .getFirst();
        assertThat(reserving.at("/faults/0/pointer").asText()).isEqualTo("/reserveContact");
    }

    @Test
    void aBatchThatIsSentAgainWithItsKeyGetsTheSameDecisions() throws IOException {
        String key = UUID.randomUUID().toString();
        String body = customer("again-1") + "\n" + customer("again-2") + "\n";
        String first = sendWithKey(key, body).asString();
        assertThat(sendWithKey(key, body).asString()).isEqualTo(first);
        List<JsonNode> changed = answers(sendWithKey(key, body.replace("7}", "8}") + customer("again-3")));
        assertThat(changed.stream().map(a -> a.path("type").asText()))
                .containsExactly(
                        "urn:tenure:problem:idempotency-key-reused", "urn:tenure:problem:idempotency-key-reused", "");
        sendWithKey("k".repeat(201), body).then().statusCode(400);
    }

    private static Response sendWithKey(String key, String body) {
        return given().header("Idempotency-Key", key)
                .contentType(LINES)
                .body(body.getBytes(UTF_8))
                .post(PATH);
    }

    @Test
    void callersWhoGoAwayMakeRoomForOtherBatches() throws IOException, InterruptedException {
        List<Exchange> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Exchange batch = new Exchange();
            batch.send(customer("open-" + i) + "\n");
            batch.answer();
            open.add(batch);
        }
        post("tester", "", customer("refused"))
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("urn:tenure:problem:too-many-batches"));
        for (Exchange batch : open) {
            batch.close();
        }
        int status = 503;
        for (long end = System.nanoTime() + 30_000_000_000L; status == 503 && System.nanoTime() < end; ) {
            Thread.sleep(50);
            status = post("tester", "", customer("later")).statusCode();
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void linesBeyondTheLimitAreNotDecided() throws IOException {
        List<String> answers = new ArrayList<>();
        String lines = customer("limit-1") + "\n" + customer("limit-2") + "\n" + customer("limit-3") + "\n";
        DecisionBatch batch =
                DecisionBatch.open(decisions, new RulesetChoice.Active()).orElseThrow();
        for (int most = 2; most <= 3; most++) {
            batch.run(
                    new ByteArrayInputStream(lines.getBytes(UTF_8)),
                    new DecisionBatch.Terms("tester", null, Locale.ENGLISH, most, 10_000),
                    new RecordedAnswers(answers));
            answers.add("flushed");
        }
        assertThat(answers)
                .containsExactly(
                        "1 decided",
                        "2 decided",
                        "3 too many",
                        "flushed",
                        "1 decided",
                        "2 decided",
                        "3 decided",
                        "flushed");
    }

    private record RecordedAnswers(List<String> answers) implements DecisionBatch.Answers {
        @Override
        public void decided(long line, DecideResult result) {
            answers.add(line + (result instanceof DecideResult.Decided ? " decided" : " refused"));
        }

        @Override
        public void tooLong(long line) {
            answers.add(line + " too long");
        }

        @Override
        public void failed(long line, Throwable failure) {
            answers.add(line + " failed");
        }

        @Override
        public void tooMany(long line) {
            answers.add(line + " too many");
        }

        @Override
        public void unreadable(long line, IOException failure) {
            answers.add(line + " unreadable");
        }

        @Override
        public void flush() {}
    }
}
