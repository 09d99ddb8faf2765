package io.tenure.bundle;

import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Collects the changes between two rulesets, with what all comparisons have in common.
final class ChangeList {
    private final List<Change> changes = new ArrayList<>();

    void add(Change change) {
        changes.add(change);
    }

    void addAll(List<Change> more) {
        changes.addAll(more);
    }

    List<Change> toList() {
        return List.copyOf(changes);
    }

    /// Compares items by name, part by part; an added or removed item is listed with all its parts.
    void compareParts(
            Element element,
            Address address,
            Map<String, Map<String, String>> was,
            Map<String, Map<String, String>> is) {
        for (String name : union(was.keySet(), is.keySet())) {
            Map<String, String> old = was.get(name);
            Map<String, String> now = is.get(name);
            if (old == null || now == null) {
                compareValues(element, "", name, "", summary(old), summary(now), address, address);
            } else {
                compareCells(element, "", name, old, now, address, address);
            }
        }
    }

    void compareCells(
            Element element,
            String table,
            String subject,
            Map<String, String> was,
            Map<String, String> is,
            Address from,
            Address to) {
        for (String part : union(was.keySet(), is.keySet())) {
            String old = was.getOrDefault(part, "");
            String now = is.getOrDefault(part, "");
            if (!old.equals(now)) {
                changes.add(new Change(element, Operation.CHANGED, table, subject, part, from, to, old, now));
            }
        }
    }

    void compareValues(
            Element element,
            String table,
            String subject,
            String part,
            @Nullable String was,
            @Nullable String is,
            Address from,
            Address to) {
        if (was == null && is != null) {
            changes.add(new Change(element, Operation.ADDED, table, subject, part, null, to, "", is));
        } else if (was != null && is == null) {
            changes.add(new Change(element, Operation.REMOVED, table, subject, part, from, null, was, ""));
        } else if (!Objects.equals(was, is)) {
            changes.add(new Change(
                    element,
                    Operation.CHANGED,
                    table,
                    subject,
                    part,
                    from,
                    to,
                    Objects.requireNonNull(was),
                    Objects.requireNonNull(is)));
        }
    }

    static @Nullable String summary(@Nullable Map<String, String> parts) {
        return parts == null
                ? null
                : parts.entrySet().stream()
                        .filter(e -> !e.getValue().isEmpty())
                        .map(e -> e.getKey() + " \"" + e.getValue() + "\"")
                        .collect(Collectors.joining(", "));
    }

    /// The new item, or the old one if it was removed.
    static <T> T newerOf(@Nullable T old, @Nullable T now) {
        return now != null ? now : Objects.requireNonNull(old);
    }

    /// The items by name; a second one with the same name gets a number.
    static <T> Map<String, T> byName(Collection<T> all, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (T one : all) {
            String key = name.apply(one);
            for (int n = 2; byName.containsKey(key); n++) {
                key = name.apply(one) + "\n" + n;
            }
            byName.put(key, one);
        }
        return byName;
    }

    static Set<String> union(Collection<String> a, Collection<String> b) {
        Set<String> union = new LinkedHashSet<>(a);
        union.addAll(b);
        return union;
    }
}
