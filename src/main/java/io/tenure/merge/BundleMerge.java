package io.tenure.merge;

import io.tenure.bundle.Bundle;
import io.tenure.merge.MergeConflict.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What becomes of a bundle that two people changed.
///
/// @param bundle the merged files; complete only where nothing is [#undecided]
/// @param merged paths of the files that both changed
/// @param conflicts what both changed in different ways, those that were chosen too
/// @param undecided conflicts without a choice
/// @param unknown choices of no conflict
public record BundleMerge(
        Bundle bundle,
        Set<String> merged,
        List<MergeConflict> conflicts,
        List<MergeConflict> undecided,
        Set<String> unknown) {

    /// Merges both sides' changes of a bundle.
    ///
    /// @param mine the draft; [MergeConflict] has its addresses
    /// @param choices whose change is taken, by id of the conflict
    public static BundleMerge of(Bundle base, Bundle mine, Bundle theirs, Map<String, Side> choices) {
        Set<String> paths = new TreeSet<>(base.files().keySet());
        paths.addAll(mine.files().keySet());
        paths.addAll(theirs.files().keySet());
        Map<String, byte[]> files = new TreeMap<>();
        Set<String> merged = new TreeSet<>();
        List<MergeConflict> conflicts = new ArrayList<>();
        for (String path : paths) {
            byte[] old = base.files().get(path);
            byte[] inMine = mine.files().get(path);
            byte[] inTheirs = theirs.files().get(path);
            byte[] content;
            if (Arrays.equals(inMine, inTheirs) || Arrays.equals(inMine, old)) {
                content = inTheirs;
            } else if (Arrays.equals(inTheirs, old)) {
                content = inMine;
            } else {
                merged.add(path);
                FileMerge file = merge(path, old, inMine, inTheirs, choices);
                conflicts.addAll(file.conflicts());
                content = file.content();
            }
            if (content != null) {
                files.put(path, content);
            }
        }
        Set<String> ids = conflicts.stream().map(MergeConflict::id).collect(Collectors.toSet());
        return new BundleMerge(
                Bundle.of(files),
                merged,
                List.copyOf(conflicts),
                conflicts.stream()
                        .filter(conflict -> !choices.containsKey(conflict.id()))
                        .toList(),
                choices.keySet().stream()
                        .filter(id -> !ids.contains(id))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static FileMerge merge(
            String path,
            byte @Nullable [] base,
            byte @Nullable [] mine,
            byte @Nullable [] theirs,
            Map<String, Side> choices) {
        if (base == null || mine == null || theirs == null) {
            return FileMerge.conflict(path, mine, theirs, choices);
        }
        if (path.endsWith(".drl")) {
            return DrlMerge.merge(path, base, mine, theirs, choices);
        }
        return WorkbookMerge.merge(path, base, mine, theirs, choices);
    }
}
