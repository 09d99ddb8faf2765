package io.tenure.people;

import io.tenure.http.Throttle;
import io.tenure.storage.Audit;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Puts failed sign-ins into the audit log: a few a minute on each instance, so that strangers cannot fill the
/// database.
@Singleton
final class SignInAudit {
    static final int MAX_PER_MINUTE = 10;
    static final String OPERATION = "sign-in";

    private static final Logger LOG = Logger.getLogger(SignInAudit.class);
    private static final int MAX_NAME_LENGTH = 100;

    private final Audit audit;
    private final Clock clock;
    private final Throttle throttle = new Throttle(MAX_PER_MINUTE, Duration.ofMinutes(1));

    SignInAudit(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /// @param name as it was tried, which may be anything
    void failed(String name, String address) {
        if (throttle.check(clock.instant()) != Throttle.Result.ALLOWED) {
            return;
        }
        String printable = name.replaceAll("\\p{Cntrl}", "");
        String shown = printable.length() > MAX_NAME_LENGTH ? printable.substring(0, MAX_NAME_LENGTH) : printable;
        try {
            audit.logRejection(
                    shown.isBlank() ? Audit.ANONYMOUS : shown, OPERATION, Accounts.subject(shown), "from " + address);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "A failed sign-in could not be audited (%s).", e.getClass().getSimpleName());
        }
    }
}
