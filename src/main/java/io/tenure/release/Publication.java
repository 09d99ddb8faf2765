package io.tenure.release;

import io.tenure.ruleset.Finding;
import java.time.Instant;
import java.util.List;

/// What publishing or activating came to.
public sealed interface Publication permits Publication.Published, Publication.Refused, Declined {
    /// All findings, sorted.
    List<Finding> findings();

    /// It is stored, and decides from a moment on.
    record Published(int release, String hash, Instant from, List<Finding> findings) implements Publication {
        public Published {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// The bundle has errors: nothing was stored, and what was active still is.
    record Refused(List<Finding> findings) implements Publication {
        public Refused {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
