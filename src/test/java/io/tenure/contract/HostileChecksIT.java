package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.workbook.RawWorkbook;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Decides at a tenth of the highest rate, without and then beside checks of workbooks and rules that are made to cost
/// much, and prints a row of how long decisions take. `-Dtenure.test.hostile-seconds` sets how long each part takes.
///
/// A decision's time counts from the moment at which it was due, so that one that waits behind others counts as such.
@Tag("slow")
class HostileChecksIT {
    private static final int SECONDS = Integer.getInteger("tenure.test.hostile-seconds", 10);
    private static final int CALLERS = 8;
    private static final String CUSTOMER = """
        {"customerId": "C%d", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 45}}
        """;

    private final PackagedService service = new PackagedService("hostile-checks.log").withAllCompilers();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger customers = new AtomicInteger();

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void decisionsBesideHostileChecksAreMade() throws Exception {
        service.start("-Xmx512m");
        List<Integer> drafts = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : hostileFiles().entrySet()) {
            drafts.add(service.draft(Map.of(file.getKey(), file.getValue())));
        }
        highestRate(SECONDS);
        double rate = highestRate(SECONDS) / 10;

        double[] alone = decideAt(rate);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong checks = new AtomicLong();
        List<Thread> checkers = IntStream.range(0, 2)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> check(drafts, over, checks)))
                .toList();
        double[] beside = decideAt(rate);
        over.set(true);
        for (Thread checker : checkers) {
            checker.join();
        }

        System.out.printf(
                Locale.ROOT,
                "| %.0f decisions a second, %d hostile checks meanwhile | p50 %.1f ms alone, %.1f ms beside"
                        + " | p99 %.1f ms alone, %.1f ms beside: %.1f times |%n",
                rate,
                checks.get(),
                quantile(alone, 0.5),
                quantile(beside, 0.5),
                quantile(alone, 0.99),
                quantile(beside, 0.99),
                quantile(beside, 0.99) / quantile(alone, 0.99));
        assertThat(failures).isEmpty();
        assertThat(checks.get()).isPositive();
    }

    /// Each is refused, or takes what the limits leave it.
    private static Map<String, byte[]> hostileFiles() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            many.append(" a").append(Integer.toString(i, 36)).append("=\"\"");
        }
        String number = "<c><v>1.5</v></c>";
        return Map.of(
                "digits.xlsx",
                RawWorkbook.ofRows("<row><c><v>" + "9".repeat(20_000_000) + "</v></c></row>")
                        .bytes(),
                "attributes.xlsx",
                RawWorkbook.ofRows("<row" + many + "/>").bytes(),
                "cells.xlsx",
                RawWorkbook.ofRows(("<row>" + number.repeat(1_000) + "</row>").repeat(900))
                        .bytes(),
                "texts.xlsx",
                RawWorkbook.ofRows(("<row><c t=\"inlineStr\"><is><t>" + "text ".repeat(6_000) + "</t></is></c></row>")
                                .repeat(500))
                        .bytes(),
                "nested.drl",
                ("package x; rule \"r\" when eval(" + "(".repeat(5_000) + "true" + ")".repeat(5_000) + ") then end")
                        .getBytes(UTF_8));
    }

    private void check(List<Integer> drafts, AtomicBoolean over, AtomicLong checks) {
        for (int i = 0; !over.get(); i++) {
            try {
                int draft = drafts.get(i % drafts.size());
                int status = service.request("eve", "GET", "/api/v1/rulesets/drafts/" + draft + "/check")
                        .statusCode();
                if (status != 200 && status != 503) {
                    failures.add("check: " + status);
                }
                checks.incrementAndGet();
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }
    }

    /// Decisions a second of callers without pause.
    private double highestRate(int seconds) throws InterruptedException {
        AtomicLong decided = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> callers = IntStream.range(0, CALLERS)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() < end) {
                        decide();
                        decided.incrementAndGet();
                    }
                }))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }
        return (double) decided.get() / seconds;
    }

    /// How long each decision took, milliseconds from when it was due.
    private double[] decideAt(double rate) {
        int count = (int) (rate * SECONDS);
        double[] millis = new double[count];
        long begun = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = begun + (long) (i / rate * 1e9);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                callers.execute(() -> {
                    decide();
                    millis[number] = (System.nanoTime() - due) / 1e6;
                });
            }
        }
        return millis;
    }

    private void decide() {
        try {
            HttpResponse<String> response =
                    service.decide(String.format(Locale.ROOT, CUSTOMER, customers.incrementAndGet()));
            if (response.statusCode() != 200) {
                failures.add(response.body());
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }

    private static double quantile(double[] millis, double share) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
