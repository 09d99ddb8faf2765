package io.tenure.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionLogs;
import io.tenure.record.RecordSettings;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CheckPool;
import io.tenure.response.DecisionIdGenerator;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two instances on one database, each with a log of its own, decide for one customer at the same time.
@QuarkusTest
class TwoInstancesTest {
    private static final int CAP = 4;
    private static final int CAP_DAYS = 30;
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-03-01");

    @Inject
    DecisionService here;

    @Inject
    ActiveRuleset active;

    @Inject
    CustomerReaders readers;

    @Inject
    StoredDecisions storedDecisions;

    @Inject
    RulesetSelection selection;

    @Inject
    CheckPool checks;

    @Inject
    RecordSettings settings;

    @Inject
    DecisionMetrics metrics;

    @Inject
    RuleFailures failures;

    @Inject
    Database database;

    @Inject
    DecisionIdGenerator ids;

    @Inject
    Timelines timelines;

    @Inject
    Clock clock;

    private final String customer = "two-instances-" + UUID.randomUUID();
    private DecisionLog otherLog;
    private DecisionService elsewhere;

    @BeforeEach
    void startAnotherInstance() throws Exception {
        otherLog = DecisionLogs.start();
        elsewhere = new DecisionService(
                active, readers, selection, checks, otherLog, storedDecisions, settings, metrics, failures, ids, clock);
    }

    @AfterEach
    void stopIt() throws Exception {
        DecisionLogs.stop(otherLog);
    }

    @Test
    void callersOnThirtyDaysNeverExceedTheCapInAnyWindow() throws Exception {
        List<Callable<DecideResult>> callers = new ArrayList<>();
        for (int day = 0; day < CAP_DAYS; day++) {
            LocalDate asOf = FIRST_DAY.plusDays(day);
            DecisionService instance = day % 2 == 0 ? here : elsewhere;
            callers.add(() -> decide(instance, asOf));
        }
        Collections.shuffle(callers, new Random(7));
        try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
            for (Future<DecideResult> result : threads.invokeAll(callers)) {
                assertThat(result.get()).isInstanceOf(DecideResult.Decided.class);
            }
        }
        List<LocalDate> contacts = contacts();
        assertThat(contacts).hasSizeBetween(1, CAP);
    }

    /// The later days first, so that each contact has others on both sides.
    @Test
    void contactsOfFourMonthsNeverExceedTheCapInAnyWindow() throws Exception {
        List<Callable<DecideResult>> callers = new ArrayList<>();
        for (int day = 118; day >= 0; day -= 2) {
            LocalDate asOf = FIRST_DAY.plusDays(day);
            DecisionService instance = day % 4 == 0 ? here : elsewhere;
            callers.add(() -> decide(instance, asOf));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<DecideResult> result : threads.invokeAll(callers)) {
                assertThat(result.get()).isInstanceOf(DecideResult.Decided.class);
            }
        }
        List<LocalDate> contacts = contacts();
        assertThat(contacts).hasSizeGreaterThan(CAP);
        for (LocalDate first : contacts) {
            assertThat(contacts)
                    .filteredOn(day -> !day.isBefore(first) && day.isBefore(first.plusDays(CAP_DAYS)))
                    .as("the window from %s", first)
                    .hasSizeLessThanOrEqualTo(CAP);
        }
    }

    private DecideResult decide(DecisionService instance, LocalDate asOf) {
        byte[] body = """
            {"customerId": "%s", "asOf": "%s", "reserveContact": true, "facts": {
             "relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 20, "volumeCurrent": 520,
             "volumePrior": 500, "profitCurrent": 210, "profitPrior": 200, "stableDays": 200, "openComplaints": 0,
             "satisfaction": 4, "marketingConsent": true, "clv": 2500, "currentValueScore": 85,
             "potentialValueScore": 70, "npsScore": 9, "contactCap": %s, "shareOfWallet": 0.4}}
            """.formatted(customer, asOf, CAP).getBytes(UTF_8);
        DecideResult result;
        do {
            // A caller who is told that the record is unavailable tries again.
            result = instance.decide(DecisionService.IncomingRequest.of(body, "caller", null, Locale.ENGLISH));
        } while (result instanceof DecideResult.RecordUnavailable);
        return result;
    }

    private List<LocalDate> contacts() {
        return database.list(
                r -> r.getObject(1, LocalDate.class),
                "select contact_date from contact where customer = ? order by 1",
                timelines.customerNumber(customer).orElseThrow());
    }
}
