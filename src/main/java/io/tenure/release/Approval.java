package io.tenure.release;

import io.tenure.finding.Finding;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An approver's consent to publish a draft.
///
/// @param version the draft's version that was reviewed; null for whichever is current
/// @param acknowledged codes or addresses of warnings that are accepted; `*` for all of them
/// @param confirmStale whether it may replace what was published since the draft's base, or go ahead of what is
///     scheduled
/// @param activeFrom the moment from which the release is active; null for now
/// @param comment null to keep the draft's
/// @param overrideReason why it may change more than the limit allows; empty where it may not
public record Approval(
        String approver,
        @Nullable Integer version,
        Set<String> acknowledged,
        boolean confirmStale,
        @Nullable Instant activeFrom,
        @Nullable String comment,
        String overrideReason) {
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
