package io.tenure.region;

import io.tenure.bundle.Change;
import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.Ruleset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Follows an edit through the tables in the order in which they are applied: where an edited table does something
/// else, and where a later one does because it reads an outcome that changed.
///
/// Outside the regions of the edited tables every table, rule and limit is given the same and so does the same.
final class RegionSearch {
    /// Combinations of changes of the outcomes that one table reads.
    private static final int MAX_COMBINATIONS = 48;

    private final Ruleset after;
    private final List<TableVersions> tables;
    private final Set<String> drlWrites;
    private final RegionLimits limits;

    /// The changes of each outcome, so far.
    private final Map<String, List<CausedChange>> changes = new TreeMap<>();
    /// Outcomes whose changes could not be followed.
    private final Set<String> unfollowed = new TreeSet<>();
    /// Tables whose own regions are not complete.
    private final Set<String> incomplete = new TreeSet<>();

    private final List<Region> regions = new ArrayList<>();
    private final Set<String> drlReaders = new TreeSet<>();

    RegionSearch(Ruleset before, Ruleset after, List<Change> diff, RegionLimits limits) {
        this.after = after;
        this.limits = limits;
        this.tables = TableVersions.of(before, after, diff);
        this.drlWrites = new TreeSet<>(DrlWrites.outcomes(before));
        drlWrites.addAll(DrlWrites.outcomes(after));
    }

    List<Region> regions() {
        return regions;
    }

    Set<String> unfollowed() {
        return unfollowed;
    }

    /// Edited tables of which not every region was found.
    Set<String> incomplete() {
        return incomplete;
    }

    /// DRL files that read an outcome that changes.
    Set<String> drlReaders() {
        return drlReaders;
    }

    void run() {
        for (int t = 0; t < tables.size(); t++) {
            follow(tables.get(t), t);
            if (t + 1 == tables.size()
                    || !tables.get(t + 1)
                            .current()
                            .phase()
                            .equals(tables.get(t).current().phase())) {
                followRules();
            }
        }
    }

    /// What rules in DRL write may change where they read what changed.
    private void followRules() {
        for (var source : after.sources()) {
            boolean reads = Stream.concat(changes.keySet().stream(), unfollowed.stream())
                    .anyMatch(
                            name -> Pattern.compile("\\b(get)?" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
                                    .matcher(source.drl())
                                    .find());
            if (reads && drlReaders.add(source.file())) {
                unfollowed.addAll(
                        DrlWrites.of(List.of(source), after.dictionary()).keySet());
            }
        }
        if (!after.freeForms().isEmpty() && !changes.isEmpty()) {
            after.freeForms().forEach(sheet -> drlReaders.add(sheet.file()));
        }
    }

    private void follow(TableVersions table, int place) {
        Set<String> written = table.writes();
        Set<String> inputs = new TreeSet<>(table.reads());
        inputs.addAll(written);
        inputs.retainAll(changes.keySet());
        boolean edited = table.isEdited();
        Set<String> blind = new HashSet<>(table.reads());
        blind.addAll(written);
        blind.retainAll(unfollowed);
        if (!edited && inputs.isEmpty() && blind.isEmpty()) {
            return;
        }
        if (!blind.isEmpty()) {
            unfollowed.addAll(written);
        }
        List<Map<String, CausedChange>> combinations = combinations(inputs);
        if (combinations.size() > MAX_COMBINATIONS) {
            unfollowed.addAll(written);
            combinations = List.of(Map.of());
        }
        if (!edited && !blind.isEmpty()) {
            return;
        }
        Map<String, List<CausedChange>> found = new TreeMap<>();
        TableComparison comparison = new TableComparison(table, after, name -> hasEarlierWriter(name, place), limits);
        for (Map<String, CausedChange> combination : combinations) {
            if (combination.isEmpty() && !edited) {
                continue;
            }
            if (!comparison.compare(combination, regions, found, unfollowed)) {
                unfollowed.addAll(written);
                if (edited) {
                    incomplete.add(table.current().name());
                }
            }
        }
        Set<String> replaced = new TreeSet<>(written);
        replaced.retainAll(inputs);
        if (combinations.size() > 1) {
            replaced.forEach(changes::remove);
        }
        found.forEach((name, more) -> {
            List<CausedChange> all = changes.computeIfAbsent(name, _ -> new ArrayList<>());
            more.forEach(change -> add(change, all));
        });
        changes.values().removeIf(List::isEmpty);
    }

    private static void add(CausedChange change, List<CausedChange> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).change().equals(change.change())) {
                Set<EditedCell> cells = new LinkedHashSet<>(all.get(i).cells());
                cells.addAll(change.cells());
                all.set(i, new CausedChange(change.change(), cells));
                return;
            }
        }
        all.add(change);
    }

    private boolean hasEarlierWriter(String outcome, int place) {
        return outcome.equals(Items.RISK_POINTS)
                || drlWrites.contains(outcome)
                || !after.freeForms().isEmpty()
                || tables.subList(0, place).stream()
                        .anyMatch(table -> table.writes().contains(outcome));
    }

    /// Every choice of a change, or none, for each of the outcomes; none for all comes first.
    private List<Map<String, CausedChange>> combinations(Set<String> inputs) {
        List<Map<String, CausedChange>> all = new ArrayList<>();
        all.add(Map.of());
        for (String input : inputs) {
            List<Map<String, CausedChange>> more = new ArrayList<>(all);
            for (CausedChange change : Objects.requireNonNull(changes.get(input))) {
                for (Map<String, CausedChange> one : all) {
                    if (more.size() > MAX_COMBINATIONS) {
                        return more;
                    }
                    Map<String, CausedChange> with = new LinkedHashMap<>(one);
                    with.put(input, change);
                    more.add(with);
                }
            }
            all = more;
        }
        return all;
    }
}
