package io.tenure.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tenure.bundle.Bundle;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.NotPublishable;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Published;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two instances on one database: what one publishes, the other decides by.
@QuarkusTest
@TestProfile(MultipleInstancesTest.OwnDatabase.class)
class MultipleInstancesTest {
    public static final class OwnDatabase implements QuarkusTestProfile {}

    private static final Duration SWAP = Duration.ofSeconds(2);
    private static final Draft.Editor EVE = new Draft.Editor("eve", true);

    @Inject
    DataSource source;

    @Inject
    Database database;

    @Inject
    ReleaseHistory releases;

    @Inject
    Publisher publisher;

    @Inject
    DraftWorkspace drafts;

    @Inject
    DraftChecker checker;

    @Inject
    ReleaseReader reader;

    @Inject
    ReleaseChannel channel;

    @Inject
    ImpactRuns impactRuns;

    @Inject
    ActiveRuleset active;

    @Inject
    Audit audit;

    private final ActiveRuleset activeElsewhere = new ActiveRuleset();
    private ReleaseSynchronizer otherSynchronizer;

    @BeforeEach
    void startAnotherInstance() {
        var cache = new CompiledRulesetCache(reader, 4);
        otherSynchronizer = new ReleaseSynchronizer(
                database,
                reader,
                channel,
                new DraftChecker(drafts, cache, channel, new CheckPool(2, 8, Duration.ofMinutes(1))),
                cache,
                activeElsewhere);
        otherSynchronizer.sync();
        otherSynchronizer.start();
    }

    @AfterEach
    void stopIt() {
        otherSynchronizer.stop();
    }

    @Test
    void theOtherInstanceSwapsWithinTwoSeconds() throws Exception {
        for (int i = 0; i < 5; i++) {
            int release = publish("// instance " + i + "\n");
            Instant published = Instant.now();
            assertThat(active()).isEqualTo(release);
            awaitElsewhere(release, published);
        }
    }

    @Test
    void aRollBackReachesTheOtherInstanceToo() throws Exception {
        int before = active();
        int release = publish("// to be rolled back\n");
        awaitElsewhere(release, Instant.now());
        publisher.activate(before, "olga");
        awaitElsewhere(before, Instant.now());
        assertThat(active()).isEqualTo(before);
    }

    @Test
    void pollingAloneIsEnough() throws Exception {
        int before = active();
        awaitElsewhere(publish("// polled\n"), Instant.now());
        // As if the notification had been lost.
        database.transaction(c -> Database.execute(
                c,
                "insert into activation (release, active_from, created_by, created_at)"
                        + " values (?, clock_timestamp(), 'test', clock_timestamp())",
                before));
        awaitElsewhere(before, Instant.now());
    }

    @Test
    void whatIsPublishedIsReportedSoThoughThisInstanceCannotSwitchYet() throws Exception {
        ReleaseReader failing = failingOnce(Integer.MAX_VALUE);
        var cache = new CompiledRulesetCache(reader, 2);
        Publisher publisherHere = new Publisher(
                checker,
                new ApprovalCheck(reader, impactRuns, audit, database, true, Optional.empty(), 100),
                drafts,
                releases,
                channel,
                cache,
                new ReleaseSynchronizer(database, failing, channel, checker, cache, new ActiveRuleset()),
                audit,
                database);
        PublishResult result = publisherHere.publish(draft("// nobody is told\n"), approval("bob"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Published.class, p -> assertThat(releases.active()).contains(p.release()));
    }

    @Test
    void anErrorDoesNotKeepAnInstanceFromFollowing() throws Exception {
        ActiveRuleset third = new ActiveRuleset();
        var cache = new CompiledRulesetCache(reader, 2);
        ReleaseSynchronizer synchronizer =
                new ReleaseSynchronizer(database, failingOnce(1), channel, checker, cache, third);
        synchronizer.start();
        try {
            for (int i = 0; i < 1_000 && third.current().isEmpty(); i++) {
                Thread.sleep(20);
            }
            assertThat(third.current().orElseThrow().release()).isEqualTo(active());
        } finally {
            synchronizer.stop();
        }
    }

    /// Fails the first times that it is asked.
    private ReleaseReader failingOnce(int times) {
        AtomicInteger asked = new AtomicInteger();
        return new ReleaseReader(database) {
            @Override
            Schedule schedule() {
                if (asked.incrementAndGet() <= times) {
                    throw new StackOverflowError();
                }
                return super.schedule();
            }
        };
    }

    @Test
    void onlyOneOfTwoDraftsOnTheSameBaseIsPublished() throws Exception {
        List<Integer> ids = List.of(draft("// one of two\n"), draft("// two of two\n"));
        ConcurrentLinkedQueue<PublishResult> publications = new ConcurrentLinkedQueue<>();
        List<Thread> threads = ids.stream()
                .map(id -> Thread.ofPlatform().start(() -> publications.add(publisher.publish(id, approval("bob")))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(publications).filteredOn(p -> p instanceof Published).hasSize(1);
        assertThat(publications)
                .filteredOn(p -> p instanceof Rejected declined && declined.code() == RejectionCode.STALE_DRAFT)
                .hasSize(1);
    }

    @Test
    void oneDraftIsPublishedOnce() throws Exception {
        int id = draft("// published once\n");
        ConcurrentLinkedQueue<PublishResult> publications = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 3)
                .mapToObj(_ ->
                        Thread.ofPlatform().start(() -> publications.add(publisher.publish(id, approval("bob")))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(publications).filteredOn(p -> p instanceof Published).hasSize(1);
        assertThat(publications).filteredOn(p -> p instanceof Rejected).hasSize(2);
    }

    @Test
    void whatWasPublishedCannotBeChangedByWhoeverHoldsTheConnection() throws SQLException {
        for (String statement : List.of(
                "update release set author = 'mallory'",
                "delete from release",
                "truncate release cascade",
                "update activation set release = 1",
                "delete from activation",
                "delete from audit",
                "update audit set actor = 'nobody'",
                "truncate audit cascade")) {
            try (Connection connection = source.getConnection();
                    var s = connection.createStatement()) {
                assertThatThrownBy(() -> s.execute(statement))
                        .as(statement)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("only ever added");
            }
        }
    }

    @Test
    void codeOfSomebodyWhoMayNotWriteItIsNeverRun() throws Exception {
        int id = draft("// by an engineer\n");
        // As if a sheet had turned out to be code only once it was read.
        database.transaction(
                c -> Database.execute(c, "update draft_file set by_rule_engineer = false where draft = ?", id));
        DraftCheck checked = checker.check(id).orElseThrow();
        assertThat(checked.ruleset()).isNull();
        assertThat(checked.findings()).anyMatch(f -> f.code().equals("needs-rule-engineer"));
        assertThat(publisher.publish(id, approval("bob"))).isInstanceOf(NotPublishable.class);
    }

    @Test
    void moreChangeThanAllowedTakesAReason() throws Exception {
        var cache = new CompiledRulesetCache(reader, 2);
        var limit = new ApprovalCheck(reader, impactRuns, audit, database, true, Optional.of(0.05), 100);
        Publisher strict = new Publisher(
                new DraftChecker(drafts, cache, channel, new CheckPool(2, 8, Duration.ofMinutes(1))),
                limit,
                drafts,
                releases,
                channel,
                cache,
                otherSynchronizer,
                audit,
                database);
        int id = draft("// much change\n");
        assertThat(strict.publish(id, approval("bob")))
                .isInstanceOfSatisfying(
                        Rejected.class, d -> assertThat(d.code()).isEqualTo(RejectionCode.NO_IMPACT_RUN));
        drafts.recordImpact(
                drafts.find(id).orElseThrow(), active(), "eve", new Impact.Measure(false, 100, 0, 0, 6, ""));
        assertThat(strict.publish(id, approval("bob")))
                .isInstanceOfSatisfying(
                        Rejected.class, d -> assertThat(d.code()).isEqualTo(RejectionCode.LEVEL_CHANGE_EXCEEDED));
        // A better run doesn't undo a worse one; a change of the draft does.
        drafts.recordImpact(
                drafts.find(id).orElseThrow(), active(), "eve", new Impact.Measure(false, 200, 0, 0, 5, ""));
        assertThat(strict.publish(id, approval("bob")))
                .isInstanceOfSatisfying(
                        Rejected.class, d -> assertThat(d.code()).isEqualTo(RejectionCode.LEVEL_CHANGE_EXCEEDED));
        int better = draft("// less change\n");
        drafts.recordImpact(
                drafts.find(better).orElseThrow(), active(), "eve", new Impact.Measure(false, 100, 0, 0, 5, ""));
        assertThat(strict.publish(better, approval("bob"))).isInstanceOf(Published.class);

        int next = draft("// much change again\n");
        Approval reasoned = new Approval("bob", null, Set.of(Approval.ALL), false, null, null, "agreed with the board");
        assertThat(strict.publish(next, reasoned)).isInstanceOf(Published.class);
        assertThat(audit.latest(10, Long.MAX_VALUE))
                .anyMatch(e -> e.operation().equals("override") && e.detail().equals("agreed with the board"));
    }

    private int active() {
        return active.current().orElseThrow().release();
    }

    private void awaitElsewhere(int release, Instant since) throws InterruptedException {
        while (activeElsewhere.current().orElseThrow().release() != release) {
            assertThat(Duration.between(since, Instant.now())).isLessThan(SWAP);
            Thread.sleep(10);
        }
    }

    private int publish(String more) throws IOException {
        PublishResult publication = publisher.publish(draft(more), approval("bob"));
        assertThat(publication).isInstanceOf(Published.class);
        return ((Published) publication).release();
    }

    private int draft(String more) throws IOException {
        Bundle now = releases.bundle(releases.active().orElseThrow()).orElseThrow();
        String rules = new String(now.files().get("rules/stage-signature.drl"), UTF_8);
        return draftOf(rules + more);
    }

    private int draftOf(String rules) {
        DraftResult changed =
                drafts.create(EVE, null, Map.of("rules/stage-signature.drl", rules.getBytes(UTF_8)), false, "a test");
        return ((Updated) changed).draft().id();
    }

    private static Approval approval(String approver) {
        return new Approval(approver, null, Set.of(Approval.ALL), false, null, null, "");
    }
}
