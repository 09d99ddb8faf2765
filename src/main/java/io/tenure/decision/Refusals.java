package io.tenure.decision;

import io.tenure.history.Paths;
import io.tenure.storage.Audit;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Puts into the audit what somebody was refused for want of a role.
///
/// On a thread of its own: refusals are told where nothing may wait for a database. Those who hammer at a door fill
/// the queue; what doesn't fit is logged instead.
@Singleton
final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int MOST_WAITING = 1_000;

    private final Audit audit;
    private final Paths paths;
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("refusals").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    Refusals(Audit audit, Paths paths) {
        this.audit = audit;
        this.paths = paths;
    }

    /// @param rawPath as it came, percent-encoded
    void forbidden(String who, String method, String rawPath) {
        String path = Masked.text(rawPath);
        LOG.warnf("%s was refused %s %s for want of a role.", who, method, path);
        writer.execute(() -> {
            try {
                audit.refused(
                        who,
                        "request",
                        Masked.customerOf(rawPath).map(this::subject).orElse(path),
                        "none of the roles allows %s %s".formatted(method, path));
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
        writer.shutdown();
    }
}
