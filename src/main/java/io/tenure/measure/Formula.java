package io.tenure.measure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Computes measures of one subject from facts and from measures computed before it.
interface Formula {
    /// The measures that it computes, by index.
    int[] measures();

    void apply(MeasureContext context);

    /// The names of several lists, each once.
    @SafeVarargs
    @SuppressWarnings("varargs")
    static List<String> union(List<String>... lists) {
        Set<String> names = new LinkedHashSet<>();
        for (List<String> list : lists) {
            names.addAll(list);
        }
        return List.copyOf(names);
    }
}
