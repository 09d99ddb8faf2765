package io.tenure.counterfactual;

import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.experiment.Experiment;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.ItemParts;
import io.tenure.table.Partition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What some outcomes depend on: the conditions on facts and measures of every table on the way to them, and what rules
/// written in code read.
final class DependencySlice {
    private static final String RISK_POINTS = "riskPoints";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern SIGNALS = Pattern.compile("\\bsignal\\s*\\(");
    private static final Pattern EXCLUDES = Pattern.compile("\\bexclude(Channel)?\\s*\\(");

    /// Facts by which contacts are limited, for which no table asks.
    private static final List<String> CONTACT_FACTS = List.of("contactsLast30d", "contactCap");

    private final Ruleset ruleset;
    private final Dictionary dictionary;
    private final Map<Field, Set<Condition>> conditions = new LinkedHashMap<>();
    private final Map<String, Set<Field>> copies = new HashMap<>();
    /// Outcomes of which the amount itself counts.
    private final Set<String> handedOn = new HashSet<>();
    private final Set<Field> amounts = new LinkedHashSet<>();
    private final Set<Field> codeReads = new LinkedHashSet<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();
    /// What each file of rules sets, and in which phases.
    private final Map<RuleSource, Map<String, Set<String>>> written = new LinkedHashMap<>();
    private final int phases;

    /// @param wish conditions on the outcomes that are wished; with [Wish#NEXT_BEST_ACTION] on the first action
    /// @param hasContacts whether the customer has contacts on record, which leave the limits' windows as days pass
    DependencySlice(Ruleset ruleset, Map<Field, Condition> wish, boolean hasContacts) {
        this.ruleset = ruleset;
        this.dictionary = ruleset.dictionary();
        ruleset.sources().forEach(source -> written.put(source, DrlWrites.of(List.of(source), dictionary)));
        wish.forEach((field, condition) -> {
            reach(field.name());
            conditions.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(condition);
        });
        while (!open.isEmpty()) {
            String outcome = open.pop();
            if (outcome.equals(Wish.NEXT_BEST_ACTION)) {
                CONTACT_FACTS.forEach(name -> amounts.add(dictionary.require(name)));
                if (hasContacts) {
                    amounts.add(dictionary.require("asOf"));
                }
                ruleset.experiments().forEach(this::follow);
            }
            ruleset.tables().forEach(table -> follow(table, outcome));
            written.forEach((source, writes) -> follow(source, writes.keySet(), outcome));
        }
        passOnAlongCopies();
        this.phases = wish.keySet().stream()
                .mapToInt(field -> phasesUntil(field.name()))
                .max()
                .orElse(0);
    }

    /// How many phases run until nothing writes an outcome any more.
    private int phasesUntil(String outcome) {
        int all = ruleset.phases().size();
        if (outcome.equals(Wish.NEXT_BEST_ACTION) || outcome.equals(RISK_POINTS) || isOpaque()) {
            return all;
        }
        Stream<String> ofTables = ruleset.tables().stream()
                .filter(table -> table.actions().stream().anyMatch(column -> writes(column.field(), outcome)))
                .map(Table::phase);
        Stream<String> ofRules =
                written.values().stream().flatMap(writes -> writes.getOrDefault(outcome, Set.of()).stream());
        return Stream.concat(ofTables, ofRules)
                .mapToInt(phase -> ruleset.phases().indexOf(phase) + 1)
                .map(count -> count == 0 ? all : count)
                .max()
                .orElse(0);
    }

    /// How many phases of a decision run until nothing writes the outcomes that are wished any more.
    int phases() {
        return phases;
    }

    private void reach(String outcome) {
        if (reached.add(outcome)) {
            open.push(outcome);
        }
    }

    private void read(Field field) {
        if (field.kind() == FieldKind.OUTCOME) {
            reach(field.name());
        }
    }

    private void follow(Experiment experiment) {
        experiment.whom().forEach(criterion -> {
            read(criterion.field());
            add(criterion.field(), criterion.condition());
        });
        if (experiment.from() != null || experiment.to() != null) {
            add(dictionary.require("asOf"), experiment.period());
        }
    }

    private void follow(Table table, String outcome) {
        if (table.actions().stream().noneMatch(column -> writes(column.field(), outcome))) {
            return;
        }
        for (int c = 0; c < table.conditions().size(); c++) {
            Field field = table.conditions().get(c).field();
            read(field);
            for (Row row : table.rows()) {
                add(field, row.conditions().get(c));
            }
        }
        Field asOf = dictionary.require("asOf");
        table.rows().stream().filter(Row::isDated).forEach(row -> add(asOf, row.period()));
        for (int a = 0; a < table.actions().size(); a++) {
            Column column = table.actions().get(a);
            for (Row row : table.rows()) {
                if (row.assignments().get(a) instanceof Assignment.Copy(Field source)) {
                    copy(source, column.field());
                }
            }
        }
    }

    private void add(Field field, Condition condition) {
        if (!(condition instanceof Condition.Any)) {
            conditions.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(condition);
        }
    }

    private void copy(Field source, Field target) {
        read(source);
        if (target.kind() == FieldKind.OUTCOME) {
            copies.computeIfAbsent(target.name(), _ -> new LinkedHashSet<>()).add(source);
        } else if (source.kind() != FieldKind.OUTCOME) {
            amounts.add(source);
        } else {
            handedOn.add(source.name());
        }
    }

    private static boolean writes(Field column, String outcome) {
        if (column.kind() != FieldKind.ITEM) {
            return column.name().equals(outcome);
        }
        return ItemParts.group(column).equals("signal")
                ? outcome.equals(RISK_POINTS)
                : outcome.equals(Wish.NEXT_BEST_ACTION);
    }

    /// A file of rules counts as a whole: what any of its rules reads, for whatever any of them writes.
    private void follow(RuleSource source, Set<String> set, String outcome) {
        String drl = source.drl();
        boolean writes = set.contains(outcome)
                || outcome.equals(RISK_POINTS) && SIGNALS.matcher(drl).find()
                || outcome.equals(Wish.NEXT_BEST_ACTION)
                        && EXCLUDES.matcher(drl).find();
        if (!writes) {
            return;
        }
        NAME.matcher(drl)
                .results()
                .map(MatchResult::group)
                .distinct()
                .flatMap(name -> dictionary.find(name).stream())
                .forEach(field -> {
                    if (field.kind() == FieldKind.OUTCOME) {
                        reach(field.name());
                        handedOn.add(field.name());
                    } else if (field.kind() != FieldKind.ITEM) {
                        amounts.add(field);
                        codeReads.add(field);
                    }
                });
    }

    /// What is copied into an outcome is asked what the outcome is asked, and counts where the outcome's amount counts.
    private void passOnAlongCopies() {
        boolean changed;
        do {
            changed = false;
            for (String outcome : reached) {
                for (Field source : copies.getOrDefault(outcome, Set.of())) {
                    Set<Condition> asked = dictionary
                            .find(outcome)
                            .map(field -> conditions.getOrDefault(field, Set.of()))
                            .orElse(Set.of());
                    if (!asked.isEmpty()) {
                        changed |= conditions
                                .computeIfAbsent(source, _ -> new LinkedHashSet<>())
                                .addAll(List.copyOf(asked));
                    }
                    if (handedOn.contains(outcome)) {
                        changed |=
                                source.kind() == FieldKind.OUTCOME ? handedOn.add(source.name()) : amounts.add(source);
                    }
                }
            }
        } while (changed);
    }

    /// The facts and measures that conditions ask for, each with the pieces that no condition tells apart.
    Map<Field, Partition> observed() {
        Map<Field, Partition> observed = new LinkedHashMap<>();
        conditions.forEach((field, asked) -> {
            if (field.kind() == FieldKind.FACT || field.kind() == FieldKind.MEASURE) {
                observed.put(field, Partition.of(field, List.of(new ArrayList<>(asked))));
            }
        });
        return observed;
    }

    /// The facts and measures of which not only the piece counts: amounts of money that are compared with each other,
    /// numbers of contacts, and what rules written in code read.
    List<Field> amounts() {
        return List.copyOf(amounts);
    }

    /// The facts and measures that rules written in code read, at thresholds that nobody knows.
    Set<Field> codeReads() {
        return codeReads;
    }

    /// Whether there is code of which it isn't known what it reads.
    boolean isOpaque() {
        return !ruleset.freeForms().isEmpty();
    }
}
