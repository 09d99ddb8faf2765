package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.PostgresForTests;
import io.tenure.UsersForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged service as a separate process on a real database, with a client for its HTTP API.
final class PackagedService {
    private static final Duration MAX_START = Duration.ofSeconds(60);
    private static final Duration MAX_STOP = Duration.ofSeconds(40);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final String BOUNDARY = "b-o-u-n-d";

    final Map<String, String> configuration;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Path log;
    private Process process;
    private int port;

    private final List<String> program;

    /// The service under test on an empty database: the JVM's jar, or with `build.output.directory` the native
    /// binary. The jar's code is compiled by the first compiler alone, since most of its time is spent on starting;
    /// with `tenure.test.all-compilers`, and where times are measured ([#withAllCompilers]), by all.
    PackagedService(String log) {
        this(log, Path.of(System.getProperty("build.output.directory", "target")));
    }

    /// @param build the output folder of a build
    PackagedService(String log, Path build) {
        this(log, program(build), new PostgresForTests().start());
    }

    private PackagedService(String log, List<String> program, Map<String, String> configuration) {
        this.log = Path.of("target", log);
        this.program = program;
        this.configuration = configuration;
    }

    /// The same, as it runs everywhere else.
    PackagedService withAllCompilers() {
        List<String> all =
                program.stream().filter(part -> !part.equals(FIRST_COMPILER)).toList();
        return new PackagedService(log.getFileName().toString(), all, configuration);
    }

    /// Another instance on the same database.
    PackagedService secondInstance(String log) {
        return new PackagedService(log, program, configuration);
    }

    private static List<String> program(Path build) {
        Path binary = build.resolve("tenure-runner");
        if (Files.isExecutable(binary)) {
            return List.of(binary.toAbsolutePath().toString());
        }
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As it is started everywhere; without it Java prints warnings.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (!Boolean.getBoolean("tenure.test.all-compilers")) {
            program.add(FIRST_COMPILER);
        }
        program.addAll(
                List.of("-jar", build.resolve("quarkus-app/quarkus-run.jar").toString()));
        return program;
    }

    /// Whether it is a native binary.
    boolean isNative() {
        return program.size() == 1;
    }

    void start(String... options) throws Exception {
        launch(options);
        Instant begun = Instant.now();
        while (!isReady()) {
            assertThat(process.isAlive()).as("see " + log).isTrue();
            assertThat(Duration.between(begun, Instant.now())).isLessThan(MAX_START);
            Thread.sleep(100);
        }
    }

    /// Starts it with options that make the start fail, and returns its output.
    String failsToStart(String... options) throws Exception {
        Files.deleteIfExists(log);
        launch(options);
        assertThat(hasEnded(MAX_START)).as("see " + log).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return Files.readString(log);
    }

    private void launch(String... options) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(program.getFirst());
        configuration.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.addAll(List.of(options));
        command.addAll(program.subList(1, program.size()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /// Stops it as an operator does, together with its embedded database.
    void stop() throws InterruptedException {
        if (process != null) {
            terminate();
            if (!hasEnded(MAX_STOP)) {
                kill();
            }
        }
    }

    /// The address, without a path.
    String address() {
        return "http://localhost:" + port;
    }

    /// The exit status of the program's own health check, as used by containers without a shell.
    boolean saysItIsReady() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.add("health");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return builder.start().waitFor() == 0;
    }

    /// Sends SIGTERM, as an operator or a cluster does.
    void terminate() {
        process.destroy();
    }

    /// Whether the process ends within the time.
    boolean hasEnded(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    HttpResponse<String> get(String who, String path) throws IOException, InterruptedException {
        return request(who, "GET", path);
    }

    /// The HTTP status of the readiness check; 0 without a response.
    int readiness() throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(uri("/q/health/ready")).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    /// Writes a thread dump to its log.
    void printThreads() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor();
        Thread.sleep(1_000);
    }

    long pid() {
        return process.pid();
    }

    /// Uploads files as a draft of a rule engineer; returns its number.
    int draft(Map<String, byte[]> files) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + file.getKey()
                            + "\"\r\n\r\n")
                    .getBytes(UTF_8));
            body.write(file.getValue());
            body.write("\r\n".getBytes(UTF_8));
        }
        body.write(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        HttpResponse<String> response = send(
                "eve",
                "/api/v1/rulesets/drafts",
                "multipart/form-data; boundary=" + BOUNDARY,
                HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return mapper.readTree(response.body()).path("id").asInt();
    }

    HttpResponse<String> publish(int draft) throws IOException, InterruptedException {
        return post("bob", "/api/v1/rulesets/drafts/" + draft + "/publish", "{\"acknowledgeWarnings\": true}");
    }

    HttpResponse<String> decide(String customer) throws IOException, InterruptedException {
        return decide(customer, null);
    }

    /// @param key the request's Idempotency-Key; null for none
    HttpResponse<String> decide(String customer, String key) throws IOException, InterruptedException {
        return send(
                "caller",
                "/api/v1/decisions",
                "application/json",
                HttpRequest.BodyPublishers.ofString(customer),
                key == null ? new String[0] : new String[] {"Idempotency-Key", key});
    }

    JsonNode json(HttpResponse<String> response) throws IOException {
        return mapper.readTree(response.body());
    }

    HttpResponse<String> post(String who, String path, String body) throws IOException, InterruptedException {
        return send(who, path, "application/json", HttpRequest.BodyPublishers.ofString(body));
    }

    /// Sends a request without a body.
    HttpResponse<String> request(String who, String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", authorization(who))
                        .timeout(REQUEST_TIMEOUT)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(
            String who, String path, String type, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", authorization(who))
                .header("Content-Type", type)
                .timeout(REQUEST_TIMEOUT)
                .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String authorization(String who) {
        return "Basic " + Base64.getEncoder().encodeToString((who + ":" + UsersForTests.password()).getBytes(UTF_8));
    }

    private boolean isReady() throws InterruptedException {
        return readiness() == 200;
    }

    private URI uri(String path) {
        return URI.create(address() + path);
    }
}
