package io.tenure.release;

import io.tenure.finding.Finding;
import java.time.Instant;
import java.util.List;

/// What publishing or activating came to.
public sealed interface PublishResult permits PublishResult.Published, PublishResult.Invalid, Rejected {
    /// All findings, sorted.
    List<Finding> findings();

    /// It is stored, and decides from a moment on.
    record Published(int release, String hash, Instant from, List<Finding> findings) implements PublishResult {
        public Published {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// The bundle has errors: nothing was stored, and what was active still is.
    record Invalid(List<Finding> findings) implements PublishResult {
        public Invalid {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
