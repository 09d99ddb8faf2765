package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.runtime.ExecutorRecorder;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.tenure.UsersForTests;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/// What the service does with unusual, wrong and hostile HTTP.
@QuarkusTest
class HttpRequestsTest {
    private static final String CUSTOMER = """
        {"customerId": "H1", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}\
        """;

    @TestHTTPResource("/")
    URI service;

    @Test
    void halfSentBodiesHoldNobodyUp() throws IOException {
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 260; i++) {
                Socket sender = connect();
                senders.add(sender);
                send(sender, headers("tester", CUSTOMER.length()) + CUSTOMER.substring(0, 20));
            }

            post(CUSTOMER).then().statusCode(200);
            RestAssured.given().get("/q/health").then().statusCode(200);
            RestAssured.given().get("/q/health/ready").then().statusCode(200);

            // It is still waited for, so the others were not answered because it was given up.
            Socket last = senders.getLast();
            send(last, CUSTOMER.substring(20));
            assertThat(statusLine(last)).isEqualTo("HTTP/1.1 200 OK");
            // Beyond 200 of one address, those that were waited for longest are given up.
            assertThat(statusLine(senders.getFirst())).startsWith("HTTP/1.1 503");
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void healthIsToldWhileEveryWorkerIsBusy() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Executor workers = ExecutorRecorder.getCurrent();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 1_000; i++) {
                workers.execute(() -> {
                    try {
                        done.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started")) {
                HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                        // Otherwise it would wait for ever.
                        .timeout(Duration.ofSeconds(60))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        } finally {
            done.countDown();
        }
    }

    @Test
    void aBodyThatStopsIsAnsweredWith408() throws IOException {
        try (Socket sender = connect()) {
            send(sender, headers("tester", CUSTOMER.length()) + CUSTOMER.substring(0, 20));
            String response = response(sender);
            assertThat(response)
                    .startsWith("HTTP/1.1 408")
                    .contains("slow-body", "at least 40,000 bytes", "every 10 seconds");
        }
    }

    @Test
    void aBodyInManyPiecesIsRead() throws IOException {
        try (Socket sender = connect()) {
            send(sender, headers("tester", -1));
            for (int i = 0; i < CUSTOMER.length(); i += 7) {
                String piece = CUSTOMER.substring(i, Math.min(i + 7, CUSTOMER.length()));
                send(sender, Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
            }
            send(sender, "0\r\n\r\n");
            assertThat(statusLine(sender)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aSenderThatAsksIsToldToContinue() throws IOException {
        try (Socket sender = connect()) {
            send(sender, headers("tester", CUSTOMER.length()).replace("Host:", "Expect: 100-continue\r\nHost:"));
            assertThat(statusLine(sender)).isEqualTo("HTTP/1.1 100 Continue");
            send(sender, CUSTOMER);
            assertThat(response(sender)).contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void encodedBodiesAreRejectedWithASentence() {
        given().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(new byte[] {31, -117, 8, 0})
                .post("/api/v1/decisions")
                .then()
                .statusCode(415)
                .body("type", endsWith("unsupported-encoding"))
                .body(
                        "detail",
                        equalTo("The body is encoded as gzip, which is not read. Send it without Content-Encoding."));
    }

    @Test
    void everyResponseHasTheSecurityHeaders() {
        Map<String, Response> responses = new LinkedHashMap<>();
        responses.put("decision", post(CUSTOMER));
        responses.put("faults", post("{}"));
        responses.put("unknown path", given().get("/nothing"));
        responses.put("unknown path of the API", given().get("/api/v1/nothing"));
        responses.put("no credentials", RestAssured.given().get("/api/v1/ruleset"));
        responses.put("no role", as("viewer").get("/api/v1/people"));
        responses.put("another site", as("olga").header("Origin", "null").post("/api/v1/history/key-rotation"));
        responses.put("method", given().get("/api/v1/decisions"));
        responses.put("health", RestAssured.given().get("/q/health"));
        responses.put("metrics", as("olga").get("/q/metrics"));
        responses.put("metrics without credentials", RestAssured.given().get("/q/metrics"));
        responses.put("API page", as("viewer").get("/q/swagger-ui/"));
        responses.forEach((what, response) -> {
            assertThat(response.header("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
            assertThat(response.header("X-Frame-Options")).as(what).isEqualTo("DENY");
            assertThat(response.header("Referrer-Policy")).as(what).isEqualTo("no-referrer");
            assertThat(response.header("Content-Security-Policy")).as(what).contains("frame-ancestors 'none'");
            assertThat(response.headers().getValues("Cache-Control")).as(what).hasSize(1);
        });
        responses.remove("API page");
        responses.forEach((what, response) -> {
            assertThat(response.header("Content-Security-Policy")).as(what).startsWith("default-src 'none'");
            assertThat(response.header("Cache-Control")).as(what).isEqualTo("no-store");
        });
    }

    @Test
    void malformedHeadersAreNoInternalError() throws IOException {
        for (String header : List.of("Accept-Language", "Accept", "Content-Type", "If-Match", "Idempotency-Key")) {
            for (String value :
                    List.of("zh;q=x", ";;;", "\"", "a/b/c;q=2;=", ",", "*", "text", "x".repeat(300), "en_US@!")) {
                String type = header.equals("Content-Type") ? "" : "Content-Type: application/json\r\n";
                try (Socket sender = connect()) {
                    send(
                            sender,
                            "POST /api/v1/decisions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                                    + basic("tester") + "\r\n" + type + header + ": " + value + "\r\nContent-Length: "
                                    + CUSTOMER.length() + "\r\n\r\n" + CUSTOMER);
                    String response = response(sender);
                    assertThat(response).as("%s: %s", header, value).matches("(?s)HTTP/1.1 (200|400|406|409|415) .*");
                    if (!response.startsWith("HTTP/1.1 200")) {
                        assertThat(response)
                                .as("%s: %s", header, value)
                                .contains("application/problem+json", "\"detail\":\"");
                    }
                }
            }
        }
    }

    @Test
    void otherMethodsAreToldWhichAreAllowed() {
        assertThat(given().get("/api/v1/decisions").header("Allow")).contains("POST");
        assertThat(given().delete("/api/v1/facts").header("Allow")).contains("GET");
        assertThat(given().put("/api/v1/decisions/" + UUID.randomUUID() + "/feedback")
                        .header("Allow"))
                .contains("GET", "POST");
        assertThat(as("olga").get("/api/v1/customers/C07").header("Allow")).contains("DELETE");
        given().patch("/api/v1/facts").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void queryParametersAreNamedWhenTheyAreWrong() {
        as("olga")
                .get("/api/v1/audit?limit=ten&befor=3")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/befor", "/limit"))
                .body("faults[0].message", containsString("Did you mean before?"));
        as("olga").get("/api/v1/audit?limit=0").then().statusCode(400).body("faults.pointer", contains("/limit"));
        as("ann")
                .contentType("application/zip")
                .post("/api/v1/rulesets/drafts/1/files?replaceAll=yes")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/replaceAll"));
        given().get("/api/v1/report?grupBy=stage")
                .then()
                .statusCode(400)
                .body("faults[0].message", containsString("Did you mean groupBy?"));
        given().get("/api/v1/facts?x").then().statusCode(400).body("faults.pointer", contains("/x"));
    }

    @Test
    void strangePathsAndQueriesAreProblems() throws IOException {
        for (String target : List.of(
                "/api/v1/facts?x=%00",
                "/api/v1/facts?x=%ff",
                "/api/v1/facts?x=%zz",
                "/api/v1/facts?%",
                "/api/v1/decisions/%00",
                "/api/v1/customers/%zz",
                "/%ff",
                "/%zz",
                "/%4",
                "/%",
                "/q/%zz",
                "/q/health/%zz",
                "/%u0041",
                "/api/v1/facts;x=%zz",
                "/{x}",
                "/api/v1/facts?x=|",
                "/\u007f",
                "//%2e%2e/%",
                "http://x/%zz",
                "?x",
                "*",
                "x")) {
            try (Socket sender = connect()) {
                send(
                        sender,
                        "GET " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + basic("tester")
                                + "\r\nConnection: close\r\n\r\n");
                String response = response(sender);
                assertThat(response)
                        .as(target)
                        .matches("(?s)HTTP/1.1 4\\d\\d.*")
                        .contains("application/problem+json", "\"detail\":\"")
                        .containsIgnoringCase("x-content-type-options: nosniff");
            }
        }
    }

    @Test
    void aMissingOrMalformedHostIsAProblem() throws IOException {
        for (String host : List.of("", "Host: a b\r\n", "Host: [::1\r\n", "Host: x:99999\r\n", "Host: x, y\r\n")) {
            for (String path : List.of("/api/v1/facts", "/q/health", "/nowhere")) {
                try (Socket sender = connect()) {
                    send(sender, "GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
                    assertThat(response(sender))
                            .as(host + path)
                            .startsWith("HTTP/1.1 400 ")
                            .contains("application/problem+json", "malformed-host")
                            .containsIgnoringCase("x-content-type-options: nosniff");
                }
            }
        }
    }

    @Test
    void aMissingRoleIsNamedWithThoseThatOneHas() {
        as("viewer")
                .post("/api/v1/rulesets/drafts/1/publish")
                .then()
                .statusCode(403)
                .body("detail", equalTo("Needs the role approver; you have viewer."));
        as("ann")
                .header("Accept-Language", "zh")
                .post("/api/v1/rulesets/drafts/1/publish")
                .then()
                .statusCode(403)
                .body("detail", equalTo("需要角色approver；您的角色：viewer、author。"));
        as("olga")
                .get("/api/v1/facts")
                .then()
                .statusCode(403)
                .body("detail", equalTo("Needs the role caller or viewer; you have operator."));
        as("viewer")
                .contentType("application/json")
                .body(CUSTOMER)
                .post("/api/v1/decisions")
                .then()
                .statusCode(403)
                .body("detail", equalTo("Needs the role caller; you have viewer."));
    }

    @Test
    void aPageAsksForCredentialsWithASentence() {
        RestAssured.given()
                .header("Accept-Language", "zh")
                .get("/q/metrics")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Basic realm=\"Tenure\"")
                .body("type", endsWith("unauthenticated"))
                .body("instance", equalTo("/q/metrics"));
        RestAssured.given()
                .auth()
                .preemptive()
                .basic("viewer", "wrong")
                .get("/q/swagger-ui/")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Basic realm=\"Tenure\"")
                .body("type", endsWith("unauthenticated"));
        RestAssured.given()
                .header("Authorization", "Bearer tnr_unknown")
                .get("/q/metrics")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith("unauthenticated"));
    }

    @Test
    void aMissingRoleForAPageIsNamedToo() {
        as("caller")
                .get("/q/metrics")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("Needs the role viewer or operator; you have caller."));
    }

    @Test
    void aCommentThatIsTooLongIsRejectedWithTheLimit() {
        as("ann")
                .multiPart("file", "x.drl", new byte[] {1})
                .multiPart("comment", "x".repeat(30_000))
                .post("/api/v1/rulesets/drafts")
                .then()
                .statusCode(413)
                .body("detail", containsString("at most 20,000 bytes"));
        for (String comment : List.of("x".repeat(1_001), "x\u0007", "\ufffe")) {
            as("ann")
                    .multiPart("file", "x.drl", new byte[] {1})
                    .multiPart(new MultiPartSpecBuilder(comment)
                            .controlName("comment")
                            .charset("UTF-8")
                            .build())
                    .post("/api/v1/rulesets/drafts")
                    .then()
                    .statusCode(400)
                    .body("faults.pointer", equalTo(List.of("/comment")));
        }
    }

    @Test
    void aFormThatCannotBeReadIsAProblem() throws IOException {
        String header = "--b\r\nContent-Disposition: form-data";
        String file = header + "; name=\"files\"; filename=\"x.drl\"\r\n\r\nx\r\n";
        for (String form : List.of(
                file,
                "--c\r\n\r\nx\r\n--c--\r\n",
                header,
                header + "\r\n\r\nx\r\n--b--\r\n",
                "--b\r\n\r\nx\r\n--b--\r\n",
                (header + "; name=\"x\"\r\n\r\n1\r\n").repeat(1_001) + "--b--\r\n",
                header + "; name=\"comment\"\r\nContent-Type: text/plain; charset=nope\r\n\r\nx\r\n--b--\r\n",
                header + "; name=\"comment\"\r\nContent-Type: nonsense\r\n\r\nx\r\n--b--\r\n",
                header + "; name=\"files\"; filename*=UTF-8''%ZZ\r\n\r\nx\r\n--b--\r\n")) {
            sendForm("multipart/form-data; boundary=b", form, "malformed-form");
        }
        sendForm("multipart/form-data", file, "malformed-form");
        sendForm("multipart/form-data; boundary=b", file.replace("x.drl", "x\0.drl") + "--b--\r\n", "bad-file");
        sendForm("multipart/form-data; boundary=b", file.replace("x.drl", "\u202eldr.drl") + "--b--\r\n", "bad-file");
        sendForm(
                "multipart/form-data; boundary=b",
                file + header + "; name=\"comment\"\r\n\r\na\0b\r\n--b--\r\n",
                "bad-input");
        // The path has methods that differ by the type of the body alone.
        as("ann")
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/rulesets/drafts")
                .then()
                .statusCode(415)
                .body("type", equalTo("urn:tenure:problem:unsupported-media-type"));
    }

    private void sendForm(String type, String form, String problem) throws IOException {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        try (Socket sender = connect()) {
            send(
                    sender,
                    "POST /api/v1/rulesets/drafts HTTP/1.1\r\nHost: x\r\nAuthorization: " + basic("eve")
                            + "\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n");
            sender.getOutputStream().write(body);
            assertThat(response(sender)).as(form).startsWith("HTTP/1.1 400").contains("urn:tenure:problem:" + problem);
        }
    }

    @Test
    void aTextThatNoDatabaseHoldsIsAProblem() {
        as("viewer")
                .urlEncodingEnabled(false)
                .get("/api/v1/report?action=%00")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:tenure:problem:unsupported-text"));
        as("olga")
                .urlEncodingEnabled(false)
                .post("/api/v1/people/a%00b/disable")
                .then()
                .statusCode(400)
                .body("detail", containsString("U+0000"));
        for (String credentials :
                List.of("ann\0:" + UsersForTests.password(), "ann:" + UsersForTests.password() + "\0", "\0:\0")) {
            RestAssured.given()
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                    .get("/api/v1/rulesets/drafts")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void noWritingOfAPathBringsACustomerIntoTheAudit() {
        String id = "O'Neil)" + UUID.randomUUID();
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
        for (String path : List.of("/api/v1/customers/", "/api/v1/%63ustomers/", "/api/v1/x/../customers/")) {
            for (String written : List.of(id, encoded, id.replace("'", "%27"))) {
                String answer = raw("DELETE " + path + written + " HTTP/1.1", "viewer");
                assertThat(answer)
                        .startsWith("HTTP/1.1 403")
                        .doesNotContain("O'Neil")
                        .doesNotContain("%27Neil");
                assertThat(answer).contains("\"instance\":\"/api/v1/customers/*\"");
                raw("GET " + path + written + "/timeline HTTP/1.1", "olga");
                raw("GET " + path + written + "/timeline HTTP/1.1", "viewer");
            }
        }
        String audit = as("olga").get("/api/v1/audit?limit=1000").asString();
        assertThat(audit).contains("DELETE /api/v1/customers/*", "GET /api/v1/customers/*/timeline");
        assertThat(audit).doesNotContain(id, encoded, id.substring(7), "Neil");
        assertThat(as("olga").get("/q/metrics").asString()).doesNotContain("Neil");
    }

    @Test
    void idsThatCouldNeverBeReadAreNeverStored() {
        for (String id : List.of(".", "..", " C7", "C7 ", "\uFEFFC7", "C\u200B7", "\u202EC7", "C7\u00A0")) {
            post(CUSTOMER.replace("H1", id))
                    .then()
                    .statusCode(400)
                    .body("faults.pointer", contains("/customerId"))
                    .body("faults.code", contains("invalid-text"));
        }
        for (String written : List.of("%EF%BB%BFC7", "C%E2%80%8B7", "%20C7", "C7%20")) {
            assertThat(raw("DELETE /api/v1/customers/" + written + " HTTP/1.1", "olga"))
                    .startsWith("HTTP/1.1 400")
                    .contains("/customerId");
            assertThat(raw("GET /api/v1/customers/" + written + "/timeline HTTP/1.1", "viewer"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void everyValidIdIsDecidedReadAndErased() {
        for (String id : List.of("a/b", "a;b=c", "%2e%2e", "..;", "...", "O'Neil)]}", "a+b c", "客户", "a%2Fb", "?#")) {
            post(CUSTOMER.replace("H1", id)).then().statusCode(200);
            String written = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(raw("GET /api/v1/customers/" + written + "/timeline HTTP/1.1", "viewer"))
                    .as(id)
                    .startsWith("HTTP/1.1 200");
            assertThat(raw("DELETE /api/v1/customers/" + written + " HTTP/1.1", "olga"))
                    .as(id)
                    .startsWith("HTTP/1.1 200");
            assertThat(raw("GET /api/v1/customers/" + written + "/timeline HTTP/1.1", "viewer"))
                    .as(id)
                    .startsWith("HTTP/1.1 404");
        }
    }

    private static Response post(String body) {
        return given().contentType("application/json").body(body).post("/api/v1/decisions");
    }

    private String raw(String requestLine, String user) {
        try (Socket sender = connect()) {
            send(
                    sender,
                    requestLine + "\r\nHost: x\r\nAuthorization: " + basic(user) + "\r\nConnection: close\r\n\r\n");
            return response(sender);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        // Otherwise it would wait for ever.
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// @param length of the body; negative for chunks
    private static String headers(String user, int length) {
        return "POST /api/v1/decisions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: "
                + basic(user) + "\r\nConnection: close\r\n"
                + (length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length) + "\r\n\r\n";
    }

    private static String basic(String user) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + UsersForTests.password()).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String statusLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static String response(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
