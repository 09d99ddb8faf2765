package io.tenure.bundle;

import io.tenure.finding.Finding;
import java.util.List;

/// What reading and checking a bundle came to.
public sealed interface BundleCheck {
    /// All findings, sorted.
    List<Finding> findings();

    /// It can be used; the findings are warnings and notes.
    record Valid(Ruleset ruleset, List<Finding> findings) implements BundleCheck {
        public Valid {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// It cannot; at least one finding is an error.
    record Invalid(List<Finding> findings) implements BundleCheck {
        public Invalid {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
