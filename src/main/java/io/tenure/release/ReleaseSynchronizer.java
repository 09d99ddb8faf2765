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
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Makes active in this instance what is active in the database, whichever instance published it.
///
/// It asks the database after each notification and every second: notifications can be lost, and a scheduled release
/// becomes active without one. While the database is unavailable, the release that is active stays active.
@Singleton
final class ReleaseSynchronizer {
    private static final Logger LOG = Logger.getLogger(ReleaseSynchronizer.class);
    private static final int POLL_MILLIS = 1_000;
    private static final int MAX_QUEUED_COMPILATIONS = 4;

    private final Database database;
    private final ReleaseReader releases;
    private final ReleaseChannel channel;
    private final DraftChecker checker;
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

    ReleaseSynchronizer(
            Database database,
            ReleaseReader releases,
            ReleaseChannel channel,
            DraftChecker checker,
            CompiledRulesetCache rulesetCache,
            ActiveRuleset active) {
        this.database = database;
        this.releases = releases;
        this.channel = channel;
        this.checker = checker;
        this.rulesetCache = rulesetCache;
        this.active = active;
    }

    /// Distinguishes this instance from the others on the same database.
    String instanceId() {
        return instanceId;
    }

    void start() {
        Thread poller =
                Thread.ofPlatform().daemon().name("release-synchronizer").unstarted(this::pollLoop);
        // Before it runs: it goes on as long as it finds itself here.
        thread = poller;
        poller.start();
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
            // Its own notification wakes it; breaking the connection under it would be logged.
            channel.notifyActivation();
            running.join(POLL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("The database is unavailable while the service stops.", e);
        }
    }

    /// Makes active here what is active in the database.
    ///
    /// One thread at a time, and it asks only once it has the lock: an older answer never replaces a newer one.
    synchronized void sync() {
        ReleaseReader.Schedule schedule = releases.schedule();
        schedule.active().ifPresent(this::activate);
        // Compiled ahead, so that it can be active from its very moment.
        schedule.pending().stream().findFirst().ifPresent(rulesetCache::load);
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
                    LOG.infof("Release %s is now active, instead of release %s.", release, current);
                }
            }
            case Checked.Invalid(List<Finding> findings) -> {
                invalidRelease = release;
                LOG.errorf("Release %s, the active one, cannot be used by this version of Tenure:", release);
                FindingLog.log(LOG, findings);
            }
        }
    }

    private void pollLoop() {
        boolean wasUnavailable = false;
        while (thread == Thread.currentThread()) {
            try (Connection connection = database.connection()) {
                connection.setAutoCommit(true);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + ReleaseChannel.CHANNEL);
                }
                PGConnection notified = connection.unwrap(PGConnection.class);
                while (thread == Thread.currentThread()) {
                    sync();
                    if (wasUnavailable) {
                        LOG.info("The database is available again.");
                        wasUnavailable = false;
                    }
                    for (PGNotification notification : notified.getNotifications(POLL_MILLIS)) {
                        compileAhead(notification.getParameter());
                    }
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("unlisten *");
                }
            } catch (SQLException | RuntimeException | Error e) {
                // Whatever it is: a thread that ends would leave this instance with its release for ever.
                if (thread == Thread.currentThread() && !wasUnavailable) {
                    LOG.warnf("The releases cannot be synchronized: %s", e.getMessage());
                    wasUnavailable = true;
                }
                pause();
            }
        }
    }

    /// In another thread: this one has to stay ready to switch releases.
    private void compileAhead(String message) {
        ReleaseChannel.parseDraft(message)
                .filter(announced -> !announced.instanceId().equals(instanceId))
                .ifPresent(announced -> compileExecutor.execute(() -> {
                    try {
                        checker.compileAhead(announced.draft());
                    } catch (SQLException | RuntimeException | Error e) {
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
