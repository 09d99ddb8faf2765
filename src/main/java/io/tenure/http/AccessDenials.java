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
import org.jspecify.annotations.Nullable;

/// Audits requests that were denied for lack of a role, and attempts to change rules without valid credentials.
///
/// On a thread of its own, since denials are answered on threads that must not wait for a database. Entries beyond
/// the queue are dropped; the log has them all. Attempts without valid credentials get a few entries a minute, and
/// one with the number of the others, so that strangers can't fill the database.
@Singleton
final class AccessDenials {
    /// Entries per minute and instance about attempts without valid credentials.
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
            Thread.ofPlatform().daemon().name("access-denials").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    @Inject
    AccessDenials(Audit audit, Timelines timelines, Clock clock) {
        this(audit, timelines, clock, Duration.ofMinutes(1));
    }

    AccessDenials(Audit audit, Timelines timelines, Clock clock, Duration period) {
        this.audit = audit;
        this.timelines = timelines;
        this.clock = clock;
        this.throttle = new Throttle(MAX_UNAUTHENTICATED, period);
    }

    /// An authenticated person or program lacks the role for a request.
    ///
    /// @param path without the id of a customer
    /// @param customerId whom the request was about; null if about no customer
    void forbidden(String userName, String method, String path, @Nullable String customerId) {
        LOG.warnf("%s was denied %s %s for lack of a role.", userName, method, path);
        String reason = "no role for %s %s".formatted(method, path);
        write(() ->
                audit.logRejection(userName, AUDIT_ACTION, customerId == null ? path : subject(customerId), reason));
    }

    /// Someone without valid credentials tried to change something.
    void unauthenticated(ClaimedIdentity identity, String method, String path) {
        switch (throttle.check(clock.instant())) {
            case ALLOWED -> {
                LOG.warnf("%s was denied %s %s: %s.", identity.name(), method, path, identity.fault());
                write(() -> audit.logRejection(
                        identity.name(), AUDIT_ACTION, shortened(path), method + ", " + identity.fault()));
            }
            case FIRST_SUPPRESSED ->
                CompletableFuture.delayedExecutor(throttle.period().toMillis(), TimeUnit.MILLISECONDS, writer)
                        .execute(this::writeSummary);
            case SUPPRESSED -> {}
        }
    }

    /// A page of another site made a browser send a request that would change something.
    ///
    /// @param authorization the header; null if the request had none
    void crossSite(@Nullable String authorization, String method, String path) {
        unauthenticated(ClaimedIdentity.of(authorization).withFault("a request from another site"), method, path);
    }

    /// Audits the number of attempts without an entry of their own.
    private void writeSummary() {
        int count = throttle.takeSuppressed();
        if (count > 0) {
            String summary = String.format(
                    Locale.ROOT,
                    "%d more attempts without valid credentials within %d seconds",
                    count,
                    throttle.period().toSeconds());
            write(() -> audit.logRejection(Audit.ANONYMOUS, AUDIT_ACTION, "/api/v1/rulesets", summary));
        }
    }

    private static String shortened(String path) {
        return path.length() > MAX_PATH_LENGTH ? path.substring(0, MAX_PATH_LENGTH) + "…" : path;
    }

    private void write(Runnable entry) {
        writer.execute(() -> {
            try {
                entry.run();
            } catch (RuntimeException | Error e) {
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
