package io.tenure.release;

import io.quarkus.runtime.ShutdownEvent;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.storage.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Keeps what decides here in step with what the database has as active, whichever instance published it.
///
/// Woken by the database's notification, and looking every second all the same: that is also what makes a release
/// active whose moment has come. While the database is away, what decided goes on deciding.
@Singleton
final class ReleaseSynchronizer {
    private static final Logger LOG = Logger.getLogger(ReleaseSynchronizer.class);
    private static final int POLL_MILLIS = 1_000;
    private static final int MAX_QUEUED_COMPILATIONS = 4;

    private final Database database;
    private final CompiledRulesetCache rulesetCache;
    private final ActiveRuleset active;
    private final Executor compileExecutor = new ThreadPoolExecutor(
            0,
            1,
            POLL_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED_COMPILATIONS),
            Thread.ofPlatform().daemon().name("compile-ahead").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private final String instanceId = UUID.randomUUID().toString();
    private volatile @Nullable Thread thread;
    private int invalidRelease;

    ReleaseSynchronizer(Database database, CompiledRulesetCache rulesets, ActiveRuleset active) {
        this.database = database;
        this.rulesetCache = rulesets;
        this.active = active;
    }

    /// What tells this instance from the others on the same database.
    String instanceId() {
        return instanceId;
    }

    void start() {
        Thread watcher = Thread.ofPlatform().daemon().name("release-watch").unstarted(this::pollLoop);
        // Before it runs: what it finds here tells it whether to go on.
        thread = watcher;
        watcher.start();
    }

    /// Before the pool of connections goes, which this holds one of.
    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        try {
            // Its own notification wakes it; breaking the connection under it would be heard in the log.
            database.transaction(c -> {
                ReleaseChannel.notifyActivation(c);
                return 0;
            });
            running.join(POLL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("The database is away while the service stops.", e);
        }
    }

    /// Makes active here what the database has as active.
    ///
    /// One at a time, and the question comes after the lock: an older answer never replaces a newer one.
    synchronized void sync() {
        record Now(Optional<Integer> active, List<Integer> scheduled) {}
        Now now = database.transaction(c -> new Now(Releases.active(c), Releases.scheduled(c)));
        now.active.ifPresent(this::activate);
        // Compiled ahead, so that it can decide from its very moment.
        now.scheduled.stream().findFirst().ifPresent(rulesetCache::load);
    }

    private void activate(int release) {
        int current =
                active.current().map(ActiveRuleset.CompiledRelease::release).orElse(0);
        if (release == current || release == invalidRelease) {
            return;
        }
        switch (rulesetCache.load(release).orElseThrow()) {
            case Checked.Valid(var ruleset, var _) -> {
                active.activate(new ActiveRuleset.CompiledRelease(release, ruleset));
                if (current != 0) {
                    LOG.infof("Release %d decides, instead of release %d.", release, current);
                }
            }
            case Checked.Invalid(List<Finding> findings) -> {
                invalidRelease = release;
                LOG.errorf("Release %d, the active one, cannot be used by this version of Tenure:", release);
                FindingLog.log(LOG, findings);
            }
        }
    }

    private void pollLoop() {
        boolean wasAway = false;
        while (thread == Thread.currentThread()) {
            try (Connection connection = database.connection()) {
                connection.setAutoCommit(true);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + ReleaseChannel.CHANNEL);
                }
                PGConnection notified = connection.unwrap(PGConnection.class);
                while (thread == Thread.currentThread()) {
                    sync();
                    if (wasAway) {
                        LOG.info("The database is back.");
                        wasAway = false;
                    }
                    for (PGNotification news : notified.getNotifications(POLL_MILLIS)) {
                        compileAhead(news.getParameter());
                    }
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("unlisten *");
                }
            } catch (SQLException | RuntimeException e) {
                if (thread == Thread.currentThread() && !wasAway) {
                    LOG.warnf("The releases cannot be looked after: %s", e.getMessage());
                    wasAway = true;
                }
                pause();
            }
        }
    }

    /// Beside the watch, which has to stay ready to swap.
    private void compileAhead(String news) {
        ReleaseChannel.parseDraft(news)
                .filter(announced -> !announced.instanceId().equals(instanceId))
                .ifPresent(announced -> compileExecutor.execute(() -> {
                    try {
                        Publisher.compileAhead(database, rulesetCache, announced.draft());
                    } catch (RuntimeException e) {
                        LOG.debug("Not compiled ahead; it will be compiled when it is published.", e);
                    }
                }));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
