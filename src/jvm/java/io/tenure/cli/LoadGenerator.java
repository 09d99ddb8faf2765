package io.tenure.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/// Concurrent callers that request decisions from a running Tenure without pause.
///
/// @param url the address of the service, without a path
/// @param authorization the value of the header `Authorization`
/// @param customers number of different customers; their facts are random, but the same in each run
/// @param days number of decision dates, the last of them `lastDay`
public record LoadGenerator(
        URI url,
        String authorization,
        int callers,
        Duration duration,
        long maxDecisions,
        int customers,
        LocalDate lastDay,
        int days) {
    /// The figures of one run.
    ///
    /// @param countByStatus responses by HTTP status; status 0 stands for requests without a response
    /// @param latencyMicros latencies of a sample of the decisions, ascending
    public record LoadResult(Duration elapsed, Map<Integer, Long> countByStatus, int[] latencyMicros) {
        public long decisions() {
            return countByStatus.getOrDefault(200, 0L);
        }

        /// Decisions per second.
        public double decisionsPerSecond() {
            return decisions() / Math.max(1e-9, elapsed.toNanos() / 1e9);
        }

        public double latencyMillis(double share) {
            return latencyMicros.length == 0
                    ? Double.NaN
                    : latencyMicros[(int) ((latencyMicros.length - 1) * share)] / 1e3;
        }
    }

    private static final int MAX_SAMPLES = 20_000;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /// Runs until the time or the number of decisions is reached.
    ///
    /// @param progress receives the number of decisions so far, about twice a second
    public LoadResult run(LongConsumer progress) throws InterruptedException {
        Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
        AtomicLong requested = new AtomicLong();
        AtomicLong decided = new AtomicLong();
        List<int[]> samples = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                threads.add(Thread.ofPlatform().start(() -> {
                    int[] sample = call(client, caller, end, requested, decided, statuses);
                    synchronized (samples) {
                        samples.add(sample);
                    }
                }));
            }
            for (Thread thread : threads) {
                while (!thread.join(Duration.ofMillis(500))) {
                    progress.accept(decided.get());
                }
            }
        }
        Map<Integer, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.sum()));
        return new LoadResult(
                Duration.ofNanos(System.nanoTime() - start),
                counts,
                samples.stream().flatMapToInt(Arrays::stream).sorted().toArray());
    }

    private int[] call(
            HttpClient client,
            int caller,
            long end,
            AtomicLong requested,
            AtomicLong decided,
            Map<Integer, LongAdder> statuses) {
        Random random = new Random(caller);
        int[] sample = new int[MAX_SAMPLES];
        int taken = 0;
        while (System.nanoTime() < end && requested.getAndIncrement() < maxDecisions) {
            HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/v1/decisions"))
                    .timeout(REQUEST_TIMEOUT)
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(randomCustomer(random)))
                    .build();
            long sent = System.nanoTime();
            int status = send(client, request);
            int micros = (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - sent) / 1_000);
            statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
            if (status == 200) {
                decided.incrementAndGet();
                // Reservoir sampling: each decision is in the sample with the same probability.
                int index = taken < MAX_SAMPLES ? taken : random.nextInt(taken + 1);
                if (index < MAX_SAMPLES) {
                    sample[index] = micros;
                }
                taken++;
            }
        }
        return Arrays.copyOf(sample, Math.min(taken, MAX_SAMPLES));
    }

    private static int send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /// A request for one random customer, as JSON. A customer has the same facts in each run.
    public String randomCustomer(Random random) {
        int number = random.nextInt(customers);
        Random facts = new Random(number);
        LocalDate asOf = lastDay.minusDays(random.nextInt(days));
        int purchases = facts.nextInt(20);
        double prior = 50 + facts.nextInt(1_000);
        double current = prior * (0.2 + 1.4 * facts.nextDouble());
        return String.format(
                Locale.ROOT,
                """
                {"customerId": "load-%d", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL", \
                "customerType": "%s", "purchaseCount": %d, %s"satisfaction": %d, "npsScore": %d, \
                "openComplaints": %d, "clv": %d, "currentValueScore": %d, "potentialValueScore": %d, \
                %s"marketingConsent": %s, "integrationFeasible": %s}}""",
                number,
                asOf,
                facts.nextInt(5) == 0 ? "B2B" : "B2C",
                purchases,
                purchases == 0 ? "" : history(random.nextInt(200), purchases, facts.nextInt(80), current, prior),
                1 + facts.nextInt(5),
                facts.nextInt(11),
                facts.nextInt(10) == 0 ? 1 : 0,
                facts.nextInt(3_000),
                facts.nextInt(101),
                facts.nextInt(101),
                purchases == 0 ? "" : String.format(Locale.ROOT, "\"shareOfWallet\": %.2f, ", facts.nextDouble()),
                facts.nextInt(10) > 0,
                facts.nextBoolean());
    }

    /// What only a customer who has bought can have.
    private static String history(int recencyDays, int purchases, int meanDays, double current, double prior) {
        return String.format(
                Locale.ROOT,
                "\"recencyDays\": %d, %s\"volumeCurrent\": %.2f, \"volumePrior\": %.2f, \"profitCurrent\": %.2f,"
                        + " \"profitPrior\": %.2f, ",
                recencyDays,
                purchases == 1 ? "" : String.format(Locale.ROOT, "\"meanInterpurchaseDays\": %d, ", 5 + meanDays),
                current,
                prior,
                current * 0.3,
                prior * 0.3);
    }
}
