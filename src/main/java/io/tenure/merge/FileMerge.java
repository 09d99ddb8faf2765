package io.tenure.merge;

import io.tenure.finding.Address;
import io.tenure.merge.MergeConflict.Kind;
import io.tenure.merge.MergeConflict.Side;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file that both sides changed.
///
/// @param content with the choices made; null where it is deleted
/// @param conflicts those with a choice too
record FileMerge(byte @Nullable [] content, List<MergeConflict> conflicts) {
    /// A file of which one side is taken whole.
    static FileMerge conflict(
            String path, byte @Nullable [] mine, byte @Nullable [] theirs, Map<String, Side> choices) {
        MergeConflict conflict =
                new MergeConflict(Kind.FILE, Address.file(path), Address.file(path), "", "", "", "", "");
        return new FileMerge(choices.get(conflict.id()) == Side.MINE ? mine : theirs, List.of(conflict));
    }
}
