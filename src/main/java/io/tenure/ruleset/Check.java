package io.tenure.ruleset;

import java.util.List;

/// What reading and checking a bundle came to.
public sealed interface Check {
    /// All findings, sorted.
    List<Finding> findings();

    /// It can be used; the findings are warnings and notes.
    record Sound(Ruleset ruleset, List<Finding> findings) implements Check {
        public Sound {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }

    /// It cannot; at least one finding is an error.
    record Rejected(List<Finding> findings) implements Check {
        public Rejected {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
