package io.tenure.decision;

import io.tenure.history.Entry;
import io.tenure.lifecycle.Decided;
import io.tenure.ruleset.Ruleset;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision together with what it was made by and when, as it is told to a caller.
///
/// @param release number of the release that was active; 0 for a ruleset that was never published
/// @param remembered what was taken from the record; null where there is no record
/// @param reserved the contact that counts from now on; null for none
public record Answer(
        UUID decisionId,
        Instant decidedAt,
        int release,
        Ruleset ruleset,
        Decided decided,
        @Nullable Remembered remembered,
        Entry.@Nullable Reserved reserved) {
    /// An answer beside any record.
    public static Answer unrecorded(UUID decisionId, Instant decidedAt, Ruleset ruleset, Decided decided) {
        return new Answer(decisionId, decidedAt, 0, ruleset, decided, null, null);
    }
}
