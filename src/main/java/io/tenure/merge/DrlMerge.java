package io.tenure.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.bundle.DrlSections;
import io.tenure.finding.Address;
import io.tenure.merge.MergeConflict.Kind;
import io.tenure.merge.MergeConflict.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Merges a DRL file that both sides changed, rule by rule. What stands before a rule, such as its comment, is part of
/// it; imports and functions before the first rule are a part of their own.
final class DrlMerge {
    private static final String HEAD = "#head";
    private static final String TAIL = "#tail";

    private DrlMerge() {}

    static FileMerge merge(String path, byte[] base, byte[] mine, byte[] theirs, Map<String, Side> choices) {
        Map<String, String> old = parts(new String(base, UTF_8));
        Map<String, String> inMine = parts(new String(mine, UTF_8));
        Map<String, String> inTheirs = parts(new String(theirs, UTF_8));
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(inMine.keySet());
        names.addAll(inTheirs.keySet());
        List<MergeConflict> conflicts = new ArrayList<>();
        Map<String, String> merged = new LinkedHashMap<>();
        for (String name : names) {
            String before = old.getOrDefault(name, "");
            String ours = inMine.getOrDefault(name, "");
            String others = inTheirs.getOrDefault(name, "");
            String text = others;
            if (!ours.equals(others) && !ours.equals(before)) {
                text = ours;
                if (!others.equals(before)) {
                    MergeConflict conflict = new MergeConflict(
                            Kind.RULE, Address.file(path), Address.file(path), name, "", before, ours, others);
                    conflicts.add(conflict);
                    text = choices.get(conflict.id()) == Side.MINE ? ours : others;
                }
            }
            if (!text.isEmpty()) {
                merged.put(name, text);
            }
        }
        ListMerge order = new ListMerge(
                List.copyOf(old.keySet()),
                List.copyOf(inMine.keySet()),
                List.copyOf(inTheirs.keySet()),
                merged.keySet());
        List<String> ordered = order.merge(name -> {
            MergeConflict conflict =
                    new MergeConflict(Kind.ROW_ORDER, Address.file(path), Address.file(path), name, "", "", "", "");
            conflicts.add(conflict);
            return choices.get(conflict.id()) == Side.MINE;
        });
        StringBuilder text = new StringBuilder();
        ordered.forEach(name -> text.append(Objects.requireNonNull(merged.get(name))));
        return new FileMerge(text.toString().getBytes(UTF_8), conflicts);
    }

    /// The parts of a file by name, in their order; together they are the whole file.
    private static Map<String, String> parts(String drl) {
        Map<String, String> parts = new LinkedHashMap<>();
        int at = 0;
        for (DrlSections.Rule rule : DrlSections.rules(drl)) {
            if (parts.isEmpty()) {
                parts.put(HEAD, drl.substring(0, rule.start()));
                at = rule.start();
            }
            int to = drl.startsWith("\n", rule.end()) ? rule.end() + 1 : rule.end();
            String key = rule.name();
            for (int n = 2; parts.containsKey(key); n++) {
                key = rule.name() + " (" + n + ")";
            }
            parts.put(key, drl.substring(at, to));
            at = to;
        }
        parts.put(TAIL, drl.substring(at));
        return parts;
    }
}
