package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds small tables for tests that need no workbook.
final class TableBuilder {
    static final Dictionary DICTIONARY = Dictionary.standard();
    static final List<String> PHASES =
            List.of("value", "stage", "pattern", "signals", "risk", "retention", "action", "eligibility");

    private final String name;
    private final String phase;
    private final HitPolicy hitPolicy;
    private final List<Field> reads;
    private final List<Field> writes;
    private final List<Row> rows = new ArrayList<>();

    private TableBuilder(String name, String phase, HitPolicy hitPolicy, List<String> reads, List<String> writes) {
        this.name = name;
        this.phase = phase;
        this.hitPolicy = hitPolicy;
        this.reads = reads.stream().map(DICTIONARY::require).toList();
        this.writes = writes.stream().map(DICTIONARY::require).toList();
    }

    static TableBuilder table(String name, String phase, HitPolicy hitPolicy, List<String> reads, List<String> writes) {
        return new TableBuilder(name, phase, hitPolicy, reads, writes);
    }

    TableBuilder row(String rowName, List<Condition> conditions, Object... effects) {
        rows.add(new Row(
                rowName,
                rows.size() + 6,
                conditions,
                java.util.Arrays.stream(effects)
                        .map(e -> e instanceof Assignment effect ? effect : (Assignment) new Assignment.Literal(e))
                        .toList(),
                null,
                null,
                Text.of(rowName + " applies", rowName + "适用")));
        return this;
    }

    Table build() {
        return new Table(
                name,
                phase,
                hitPolicy,
                "decision-tables/" + name + ".xlsx",
                name,
                1,
                columns(reads),
                columns(writes),
                rows);
    }

    private static List<Column> columns(List<Field> fields) {
        return fields.stream()
                .map(t -> new Column(t, t.name(), fields.indexOf(t) + 2))
                .toList();
    }

    static Condition any() {
        return Condition.Any.INSTANCE;
    }

    static Condition above(double low) {
        return new Condition.Numbers(
                "> " + low, List.of(new Interval(low, false, Double.POSITIVE_INFINITY, false)), false);
    }

    static Condition atMost(double high) {
        return new Condition.Numbers(
                "<= " + high, List.of(new Interval(Double.NEGATIVE_INFINITY, false, high, true)), false);
    }

    static Condition oneOf(String... codes) {
        return new Condition.Codes(String.join(", ", codes), Set.of(codes), false, false);
    }

    static Condition unknownNumber() {
        return new Condition.Numbers("unknown", List.of(), true);
    }

    /// A value for every parameter that measures need; none of these tests depends on the values.
    private static Parameters parameters() {
        Map<String, Double> values = new java.util.HashMap<>();
        MeasureCalculator.PARAMETERS.forEach(name -> values.put(name, 0.5));
        values.put("limit", 3.0);
        return new Parameters(values);
    }

    static Ruleset ruleset(List<Table> tables, String... drl) {
        List<RuleSource> sources = new ArrayList<>();
        for (String text : drl) {
            sources.add(new RuleSource("rules/r" + sources.size() + ".drl", "", text));
        }
        Map<String, Action> actions = Map.of(
                "SAVE_OFFER",
                new Action(
                        "SAVE_OFFER",
                        Text.of("Save offer", "挽留优惠"),
                        "NONE",
                        List.of("PHONE", "EMAIL"),
                        20,
                        0,
                        false,
                        true,
                        false,
                        Text.same(""),
                        Text.same(""),
                        0));
        return new Ruleset(
                "sha256:test", DICTIONARY, PHASES, parameters(), actions, Map.of(), tables, sources, List.of());
    }
}
