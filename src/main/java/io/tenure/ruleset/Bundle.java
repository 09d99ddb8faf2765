package io.tenure.ruleset;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// All workbooks, DRL files and scenarios that belong together, as bytes, by path:
/// `decision-tables/*.xlsx`, `rules/*.drl`, `scenarios/*.xlsx`.
public record Bundle(SortedMap<String, byte[]> files) {
    public Bundle {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static Bundle of(Map<String, byte[]> files) {
        return new Bundle(new TreeMap<>(files));
    }
}
