package io.tenure.decision;

import io.tenure.history.Paths;
import io.tenure.storage.Audit;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Puts into the audit what somebody was refused for want of a role, and what nobody known tried to change.
///
/// On a thread of its own: refusals are told where nothing may wait for a database. Those who hammer at a door fill
/// the queue; what doesn't fit is logged instead. Who has no valid credentials gets a few entries a minute and one
/// with the count of the rest, so that strangers cannot fill the database.
@Singleton
final class Refusals {
    /// Entries a minute, on each instance, about people whom nobody knows.
    static final int MOST_UNKNOWN = 10;

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int MOST_WAITING = 1_000;
    private static final int LONGEST = 200;
    private static final String WHAT = "request";

    private final Audit audit;
    private final Clock clock;
    private final Paths paths;
    private final Throttle unknown;
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("refusals").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    @Inject
    Refusals(Audit audit, Paths paths, Clock clock) {
        this(audit, paths, clock, Duration.ofMinutes(1));
    }

    Refusals(Audit audit, Paths paths, Clock clock, Duration period) {
        this.audit = audit;
        this.paths = paths;
        this.clock = clock;
        this.unknown = new Throttle(MOST_UNKNOWN, period);
    }

    /// @param rawPath as it came, percent-encoded
    void forbidden(String who, String method, String rawPath) {
        String path = Masked.text(rawPath);
        LOG.warnf("%s was refused %s %s for want of a role.", who, method, path);
        String why = "none of the roles allows %s %s".formatted(method, path);
        write(() -> audit.refused(
                who, WHAT, Masked.customerOf(rawPath).map(this::subject).orElse(path), why));
    }

    /// Somebody without valid credentials tried to change something.
    void unauthenticated(Credentials tried, String method, String path) {
        switch (unknown.at(clock.instant())) {
            case PASSES -> {
                LOG.warnf("%s was refused %s %s: %s.", tried.name(), method, path, tried.fault());
                write(() -> audit.refused(tried.name(), WHAT, shortened(path), method + ", " + tried.fault()));
            }
            case FIRST_HELD_BACK ->
                CompletableFuture.delayedExecutor(unknown.period().toMillis(), TimeUnit.MILLISECONDS, writer)
                        .execute(this::sumUp);
            case HELD_BACK -> {}
        }
    }

    /// Tells how many attempts have no entry of their own.
    private void sumUp() {
        int count = unknown.takeHeldBack();
        if (count > 0) {
            String why = String.format(
                    Locale.ROOT,
                    "%d more attempts without valid credentials within %d seconds",
                    count,
                    unknown.period().toSeconds());
            write(() -> audit.refused(Credentials.NOBODY, WHAT, "/api/v1/rulesets", why));
        }
    }

    private static String shortened(String path) {
        return path.length() > LONGEST ? path.substring(0, LONGEST) + "…" : path;
    }

    private void write(Runnable entry) {
        writer.execute(() -> {
            try {
                entry.run();
            } catch (RuntimeException e) {
                LOG.errorf("The audit could not be written (%s).", e.getClass().getSimpleName());
            }
        });
    }

    private String subject(String customerId) {
        return paths.number(customerId).map(Access::customer).orElse("customer");
    }

    @PreDestroy
    void stop() {
        sumUp();
        writer.shutdown();
    }
}
