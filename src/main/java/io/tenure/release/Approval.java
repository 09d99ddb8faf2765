package io.tenure.release;

import io.tenure.finding.Finding;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody says who lets a draft decide.
///
/// @param version the draft's version that was looked at; null for whichever it is
/// @param acknowledged codes or addresses of warnings that may stand; `*` for all of them
/// @param confirmStale whether it may replace what was published since the draft's base, or go ahead of what is
///     scheduled
/// @param from the moment from which it decides; null for now
/// @param comment null to keep the draft's
/// @param override why it may change more than the limit allows; empty where it may not
public record Approval(
        String approver,
        @Nullable Integer version,
        Set<String> acknowledged,
        boolean confirmStale,
        @Nullable Instant from,
        @Nullable String comment,
        String override) {
    /// Acknowledges every warning.
    public static final String ALL = "*";

    public Approval {
        acknowledged = Set.copyOf(acknowledged);
    }

    boolean acknowledges(Finding warning) {
        return acknowledged.contains(ALL)
                || acknowledged.contains(warning.code())
                || acknowledged.contains(warning.address().toString());
    }
}
