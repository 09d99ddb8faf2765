package io.tenure.engine;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.ruleset.Column;
import io.tenure.ruleset.Condition;
import io.tenure.ruleset.Effect;
import io.tenure.ruleset.HitPolicy;
import io.tenure.ruleset.Interval;
import io.tenure.ruleset.Row;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Source;
import io.tenure.ruleset.Table;
import io.tenure.value.Measuring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Small tables made by hand, for tests that need no workbook.
final class Tables {
    static final Dictionary DICTIONARY = Dictionary.standard();
    static final List<String> PHASES =
            List.of("value", "stage", "pattern", "signals", "risk", "retention", "action", "eligibility");

    private final String name;
    private final String phase;
    private final HitPolicy hitPolicy;
    private final List<Term> reads;
    private final List<Term> writes;
    private final List<Row> rows = new ArrayList<>();

    private Tables(String name, String phase, HitPolicy hitPolicy, List<String> reads, List<String> writes) {
        this.name = name;
        this.phase = phase;
        this.hitPolicy = hitPolicy;
        this.reads = reads.stream().map(DICTIONARY::require).toList();
        this.writes = writes.stream().map(DICTIONARY::require).toList();
    }

    static Tables table(String name, String phase, HitPolicy hitPolicy, List<String> reads, List<String> writes) {
        return new Tables(name, phase, hitPolicy, reads, writes);
    }

    Tables row(String rowName, List<Condition> conditions, Object... effects) {
        rows.add(new Row(
                rowName,
                rows.size() + 6,
                conditions,
                java.util.Arrays.stream(effects)
                        .map(e -> e instanceof Effect effect ? effect : (Effect) new Effect.Literal(e))
                        .toList(),
                null,
                null,
                new Text(rowName + " applies", rowName + "适用")));
        return this;
    }

    Table made() {
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

    private static List<Column> columns(List<Term> terms) {
        return terms.stream()
                .map(t -> new Column(t, t.name(), terms.indexOf(t) + 2))
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

    static Condition is(String... codes) {
        return new Condition.Codes(String.join(", ", codes), Set.of(codes), false, false);
    }

    static Condition unknownNumber() {
        return new Condition.Numbers("unknown", List.of(), true);
    }

    /// A value for every parameter that the measures ask for; none of these tests looks at a measure's size.
    private static Parameters parameters() {
        Map<String, Double> values = new java.util.HashMap<>();
        Measuring.PARAMETERS.forEach(name -> values.put(name, 0.5));
        values.put("limit", 3.0);
        return new Parameters(values);
    }

    static Ruleset ruleset(List<Table> tables, String... drl) {
        List<Source> sources = new ArrayList<>();
        for (String text : drl) {
            sources.add(new Source("rules/r" + sources.size() + ".drl", "", text));
        }
        Map<String, Action> actions = Map.of(
                "SAVE_OFFER",
                new Action(
                        "SAVE_OFFER",
                        new Text("Save offer", "挽留优惠"),
                        "NONE",
                        List.of("PHONE", "EMAIL"),
                        20,
                        0,
                        false,
                        true,
                        Text.same("")));
        return new Ruleset(
                "sha256:test", DICTIONARY, PHASES, parameters(), actions, Map.of(), tables, sources, List.of());
    }
}
