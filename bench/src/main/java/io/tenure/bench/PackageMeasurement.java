package io.tenure.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Starts the packaged service as a separate process on a real database, requests decisions, and prints start time,
/// memory and rate.
///
/// Needs only a JDK. With `--quiet` it prints nothing: that run trains the AOT cache.
public final class PackageMeasurement {
    private static final int CALLERS = 8;
    private static final Duration MAX_START = Duration.ofSeconds(120);

    private final Path workFolder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private String authorization = "";

    private PackageMeasurement(Path workFolder) throws IOException {
        this.workFolder = workFolder;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    /// @param args `[--quiet] NAME STARTS DECISIONS SIZE-OF DATABASE-CLASSPATH DIRECTORY COMMAND…`
    public static void main(String... args) throws Exception {
        List<String> given = new ArrayList<>(Arrays.asList(args));
        boolean quiet = given.remove("--quiet");
        Path work = Files.createTempDirectory("tenure-measure");
        try (Database database = Database.start(work.resolve("postgres"), given.get(4))) {
            new PackageMeasurement(work)
                    .run(
                            given.get(0),
                            Integer.parseInt(given.get(1)),
                            Integer.parseInt(given.get(2)),
                            given.get(3),
                            database.address,
                            Path.of(given.get(5)),
                            given.subList(6, given.size()),
                            quiet);
        } finally {
            delete(work);
        }
    }

    private void run(
            String name,
            int starts,
            int decisions,
            String sizeOf,
            String database,
            Path directory,
            List<String> command,
            boolean quiet)
            throws Exception {
        // The first start creates the schema.
        if (!quiet) {
            stop(start(command, directory, database));
        }
        double[] millis = new double[starts];
        double[] processor = new double[starts];
        long first = 0;
        long last = 0;
        double seconds = 0;
        double busy = 0;
        for (int i = 0; i < starts; i++) {
            long startNanos = System.nanoTime();
            Process process = start(command, directory, database);
            millis[i] = (System.nanoTime() - startNanos) / 1e6;
            processor[i] = cpuMillis(process);
            first = memory(process);
            try {
                if (i == starts - 1) {
                    // Half of them warm the JVM up.
                    decide(decisions / 2);
                    double busyBefore = cpuMillis(process);
                    long from = System.nanoTime();
                    decide(decisions - decisions / 2);
                    seconds = (System.nanoTime() - from) / 1e9;
                    busy = (cpuMillis(process) - busyBefore) / 1e3;
                    last = memory(process);
                }
            } finally {
                stop(process);
            }
        }
        if (!quiet) {
            Arrays.sort(millis);
            Arrays.sort(processor);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f ms (%,.0f to %,.0f) | %,.0f ms | %d MB | %d MB | %d MB | %,.0f | %,.0f |%n",
                    name,
                    millis[starts / 2],
                    millis[0],
                    millis[starts - 1],
                    processor[starts / 2],
                    first >> 20,
                    last >> 20,
                    size(sizeOf) >> 20,
                    (decisions - decisions / 2) / seconds,
                    (decisions - decisions / 2) / busy);
        }
    }

    /// Starts the process, and returns after its first decision.
    private Process start(List<String> command, Path directory, String database) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        workFolder.resolve("service.log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        database,
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "TENURE_CREDENTIALS_FILE",
                        workFolder.resolve("credentials").toString(),
                        "TENURE_KEYS_FILE",
                        workFolder.resolve("keys.properties").toString()));
        Process process = builder.start();
        long startNanos = System.nanoTime();
        Random random = new Random(1);
        while (true) {
            try (Socket socket = new Socket()) {
                // A plain socket: polling with an HTTP client would take CPU time from the starting process.
                socket.connect(new InetSocketAddress("localhost", port));
                if (authorization.isEmpty()) {
                    authorization = authorization();
                }
                if (!authorization.isEmpty() && decide(random) == 200) {
                    return process;
                }
            } catch (IOException _) {
                // Not listening yet.
            }
            if (!process.isAlive() || System.nanoTime() - startNanos > MAX_START.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("The service did not start:\n" + Files.readString(workFolder.resolve("service.log")));
            }
            Thread.sleep(2);
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The service did not stop.");
        }
    }

    private void decide(int decisions) throws InterruptedException, ExecutionException {
        AtomicInteger left = new AtomicInteger(decisions);
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Random random = new Random(i);
                running.add(callers.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        int status = decide(random);
                        if (status != 200) {
                            throw new IllegalStateException("A decision failed with status " + status);
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> caller : running) {
                caller.get();
            }
        }
    }

    private int decide(Random random) throws IOException, InterruptedException {
        String body = String.format(
                Locale.ROOT,
                """
                {"customerId": "C%d", "asOf": "2026-06-30",
                 "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": %d, "recencyDays": %d,
                           "volumeCurrent": %d, "volumePrior": %d, "profitCurrent": %d, "profitPrior": %d,
                           "stableDays": %d, "openComplaints": %d, "satisfaction": %d, "marketingConsent": true,
                           "clv": %d, "saveProbability": 0.25, "saveCost": 100,
                           "currentValueScore": %d, "potentialValueScore": %d}}
                """,
                random.nextInt(1_000_000),
                2 + random.nextInt(40),
                random.nextInt(300),
                random.nextInt(1_000),
                1 + random.nextInt(1_000),
                random.nextInt(500),
                1 + random.nextInt(500),
                random.nextInt(400),
                random.nextInt(2),
                1 + random.nextInt(5),
                random.nextInt(4_000),
                random.nextInt(101),
                random.nextInt(101));
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/decisions"))
                                .header("Authorization", authorization)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /// The header of the demo account `caller`, which the service creates; empty until then.
    private String authorization() throws IOException {
        Path credentials = workFolder.resolve("credentials");
        return Files.notExists(credentials)
                ? ""
                : Files.readAllLines(credentials).stream()
                        .map(line -> line.split(":"))
                        .filter(fields -> fields.length == 3 && fields[0].equals("caller"))
                        .map(fields -> "Basic "
                                + Base64.getEncoder().encodeToString(("caller:" + fields[1]).getBytes(UTF_8)))
                        .findFirst()
                        .orElse("");
    }

    /// CPU time of the process in milliseconds, which counts on a machine that is also used by others.
    private static double cpuMillis(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }

    /// Resident memory of the process in bytes, as Linux counts it.
    private static long memory(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /// The size in bytes of files and folders, separated by colons.
    private static long size(String paths) throws IOException {
        long size = 0;
        for (String path : paths.split(":")) {
            try (Stream<Path> files = Files.walk(Path.of(path))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    size += Files.size(file);
                }
            }
        }
        return size;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// A PostgreSQL in a separate process.
    private record Database(Process process, String address) implements AutoCloseable {
        static Database start(Path folder, String classPath) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            "io.tenure.app.PostgresMain",
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("jdbc:")) {
                    return new Database(process, line);
                }
            }
            throw new IllegalStateException("The database did not start.");
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.getOutputStream().close();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }
}
