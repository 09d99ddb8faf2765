package io.tenure.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tenure.bundle.Bundle;
import io.tenure.finding.Finding;
import io.tenure.release.ReleaseResult.NotPublishable;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Published;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ReleaseTest.OwnDatabase.class)
class ReleaseTest {
    /// Publishing changes what decides, which other tests rely on.
    public static final class OwnDatabase implements QuarkusTestProfile {}

    @Inject
    Publisher publisher;

    @Inject
    ActiveRuleset active;

    @Inject
    ReleaseHistory releases;

    @Inject
    ReleaseReader reader;

    @Inject
    ReleaseChannel channel;

    @Inject
    DraftWorkspace drafts;

    @Inject
    ReleaseSynchronizer synchronizer;

    @Inject
    Database database;

    /// Made by hand, since `@TempDir` doesn't reach the instance that Quarkus makes of this class.
    private final Path folder = Path.of("target", "bundle-" + UUID.randomUUID());

    @Test
    void anEmptyDatabasePublishesTheBundledRuleset() {
        assertThat(active()).isPositive();
    }

    @Test
    void aValidBundleBecomesTheNextRelease() throws IOException {
        int before = active();
        PublishResult publication = publisher.publish(changed("// one more line\n"), "ann", "a line more", false);
        assertThat(publication).isInstanceOf(Published.class);
        assertThat(active()).isEqualTo(before + 1);
        assertThat(active.current().orElseThrow().ruleset().ruleset().hash())
                .isEqualTo(((Published) publication).hash());
    }

    @Test
    void aRejectedBundleLeavesTheOldReleaseActive() throws IOException {
        int before = active();
        PublishResult publication =
                publisher.publish(changed("rule \"broken\" when Nobody() then end\n"), "ann", "broken", false);
        assertThat(publication).isInstanceOf(NotPublishable.class);
        assertThat(publication.findings())
                .anyMatch(f -> f.severity() == Finding.Severity.ERROR
                        && f.address().file().equals("rules/consent.drl"));
        assertThat(active()).isEqualTo(before);
    }

    @Test
    void aBundleWhoseScenariosFailIsRejected() throws IOException {
        int before = active();
        TreeMap<String, byte[]> files = new TreeMap<>(bundled().files());
        files.remove("rules/consent.drl");
        PublishResult publication = publisher.publish(Bundle.of(files), "ann", "without eligibility", false);
        assertThat(publication).isInstanceOf(NotPublishable.class);
        assertThat(publication.findings()).anyMatch(f -> f.code().equals("scenario-failed"));
        assertThat(active()).isEqualTo(before);
    }

    /// What was checked is what is published: whoever uploads between the check and the publishing is asked again.
    @Test
    void aDraftThatChangesAfterItsCheckIsNotPublished() throws Exception {
        int before = active();
        Draft.Editor author = new Draft.Editor("eve", true);
        int id = ((Updated) drafts.create(
                        author, null, Map.of("rules/race.drl", "// checked\n".getBytes(UTF_8)), false, ""))
                .draft()
                .id();
        FutureTask<PublishResult> publishing = new FutureTask<>(
                () -> publisher.publish(id, new Approval("bob", null, Set.of(Approval.ALL), true, null, null, "")));

        // Behind its check the publisher waits for compilations elsewhere.
        channel.holdingCompileLock(() -> {
            Thread.ofVirtual().start(publishing);
            awaitWaitingPublisher();
            drafts.upload(author, id, null, Map.of("rules/race.drl", "// never checked\n".getBytes(UTF_8)), false);
        });

        assertThat(publishing.get(1, TimeUnit.MINUTES))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.DRAFT_CHANGED));
        assertThat(active()).isEqualTo(before);
        assertThat(drafts.find(id).orElseThrow().release()).isNull();
    }

    private void awaitWaitingPublisher() {
        String waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
        Instant end = Instant.now().plusSeconds(60);
        while (database.transaction(c -> Database.list(c, _ -> 0, waiting)).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void aRestartLoadsTheActiveReleaseFromTheDatabase() throws IOException {
        publisher.publish(changed("// before the restart\n"), "ann", "before the restart", false);
        ActiveRuleset.CompiledRelease before = active.current().orElseThrow();
        ActiveRuleset restarted = new ActiveRuleset();
        var cache = new CompiledRulesetCache(reader, 2);
        new ReleaseSynchronizer(
                        database,
                        reader,
                        channel,
                        new DraftChecker(drafts, cache, channel, new CheckPool(2, 8, Duration.ofMinutes(1))),
                        cache,
                        restarted)
                .sync();
        ActiveRuleset.CompiledRelease after = restarted.current().orElseThrow();
        assertThat(after.release()).isEqualTo(before.release());
        assertThat(after.ruleset().ruleset().hash())
                .isEqualTo(before.ruleset().ruleset().hash());
    }

    @Test
    void aChangedFolderIsPublishedAtStartOnce() throws IOException {
        write(changed("// changed in the folder\n"));
        int before = active();
        start(Optional.of(folder.toString()));
        assertThat(active()).isEqualTo(before + 1);
        start(Optional.of(folder.toString()));
        assertThat(active()).isEqualTo(before + 1);
    }

    @Test
    void aFolderThatDoesNotPassLeavesTheOldReleaseActive() throws IOException {
        write(changed("rule \"broken\" when Nobody() then end\n"));
        int before = active();
        start(Optional.of(folder.toString()));
        assertThat(active()).isEqualTo(before);
    }

    private int active() {
        return active.current().orElseThrow().release();
    }

    private void start(Optional<String> directory) throws IOException {
        new InitialActivation(publisher, synchronizer, releases, active, directory).onStart(new StartupEvent());
    }

    private void write(Bundle bundle) throws IOException {
        for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static Bundle bundled() throws IOException {
        return Bundle.ofDirectory(Path.of("."));
    }

    /// The bundled ruleset with some text behind one of its DRL files.
    private static Bundle changed(String more) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>(bundled().files());
        files.merge(
                "rules/consent.drl",
                more.getBytes(UTF_8),
                (a, b) -> (new String(a, UTF_8) + "\n" + new String(b, UTF_8)).getBytes(UTF_8));
        return Bundle.of(files);
    }
}
