package io.tenure.http;

import io.tenure.record.Timelines;
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
final class AccessDenials {
    /// Entries a minute, on each instance, about people whom nobody knows.
    static final int MAX_UNAUTHENTICATED = 10;

    private static final Logger LOG = Logger.getLogger(AccessDenials.class);
    private static final int MAX_QUEUED = 1_000;
    private static final int MAX_PATH_LENGTH = 200;
    private static final String AUDIT_ACTION = "request";

    private final Audit audit;
    private final Clock clock;
    private final Timelines timelines;
    private final Throttle throttle;
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            Thread.ofPlatform().daemon().name("refusals").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    @Inject
    AccessDenials(Audit audit, Timelines paths, Clock clock) {
        this(audit, paths, clock, Duration.ofMinutes(1));
    }

    AccessDenials(Audit audit, Timelines paths, Clock clock, Duration period) {
        this.audit = audit;
        this.timelines = paths;
        this.clock = clock;
        this.throttle = new Throttle(MAX_UNAUTHENTICATED, period);
    }

    /// @param rawPath as it came, percent-encoded
    void forbidden(String who, String method, String rawPath) {
        String path = LogRedaction.redact(rawPath);
        LOG.warnf("%s was refused %s %s for want of a role.", who, method, path);
        String why = "none of the roles allows %s %s".formatted(method, path);
        write(() -> audit.logRejection(
                who,
                AUDIT_ACTION,
                LogRedaction.customerIn(rawPath).map(this::subject).orElse(path),
                why));
    }

    /// Somebody without valid credentials tried to change something.
    void unauthenticated(ClaimedIdentity tried, String method, String path) {
        switch (throttle.check(clock.instant())) {
            case ALLOWED -> {
                LOG.warnf("%s was refused %s %s: %s.", tried.name(), method, path, tried.fault());
                write(() ->
                        audit.logRejection(tried.name(), AUDIT_ACTION, shortened(path), method + ", " + tried.fault()));
            }
            case FIRST_SUPPRESSED ->
                CompletableFuture.delayedExecutor(throttle.period().toMillis(), TimeUnit.MILLISECONDS, writer)
                        .execute(this::writeSummary);
            case SUPPRESSED -> {}
        }
    }

    /// Tells how many attempts have no entry of their own.
    private void writeSummary() {
        int count = throttle.takeSuppressed();
        if (count > 0) {
            String why = String.format(
                    Locale.ROOT,
                    "%d more attempts without valid credentials within %d seconds",
                    count,
                    throttle.period().toSeconds());
            write(() -> audit.logRejection(ClaimedIdentity.ANONYMOUS, AUDIT_ACTION, "/api/v1/rulesets", why));
        }
    }

    private static String shortened(String path) {
        return path.length() > MAX_PATH_LENGTH ? path.substring(0, MAX_PATH_LENGTH) + "…" : path;
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
        return timelines
                .customerNumber(customerId)
                .map(AccessAudit::customerSubject)
                .orElse("customer");
    }

    @PreDestroy
    void stop() {
        writeSummary();
        writer.shutdown();
    }
}
