package io.tenure.decision;

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
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("refusals").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    Refusals(Audit audit) {
        this.audit = audit;
    }

    void forbidden(String who, String path) {
        LOG.warnf("%s was refused %s for want of a role.", who, path);
        writer.execute(() -> {
            try {
                audit.refused(who, "request", path, "none of the roles allows it");
            } catch (RuntimeException e) {
                LOG.errorf("The audit could not be written: %s", e.getMessage());
            }
        });
    }

    @PreDestroy
    void stop() {
        writer.shutdown();
    }
}
