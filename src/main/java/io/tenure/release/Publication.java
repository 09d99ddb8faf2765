package io.tenure.release;

import io.tenure.ruleset.Finding;
import java.util.List;

/// What publishing a bundle came to.
public sealed interface Publication {
    /// All findings, sorted.
    List<Finding> findings();

    /// It is stored and active.
    record Published(int release, String hash, List<Finding> findings) implements Publication {
        public Published {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// Nothing was stored, and what was active still is.
    record Refused(List<Finding> findings) implements Publication {
        public Refused {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
