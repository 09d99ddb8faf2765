package io.tenure.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.text.NumberText;
import io.tenure.workbook.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A parsed condition matches exactly the values that one of its parts matches.
class ConditionProperties {
    private static final Scope SCOPE = new Scope(Dictionary.standard(), Map.of("cut", 4.0), Set.of());
    private static final Field GROWTH = SCOPE.dictionary().require("profitGrowth");
    private static final Field COUNT = SCOPE.dictionary().require("stableDays");
    private static final Field STAGE = SCOPE.dictionary().require("stage");

    /// One part of a list: its text, and what it means.
    record Part(String text, Predicate<Double> known, boolean unknown) {}

    record GeneratedCondition(boolean negated, List<Part> parts) {
        String text() {
            return (negated ? "not " : "") + parts.stream().map(Part::text).collect(Collectors.joining(", "));
        }

        boolean matches(Double value) {
            if (value == null) {
                return !negated && parts.stream().anyMatch(Part::unknown);
            }
            return parts.stream().anyMatch(p -> p.known.test(value)) != negated;
        }
    }

    @Provide
    Arbitrary<GeneratedCondition> written() {
        var number = Arbitraries.integers().between(0, 8).map(Integer::doubleValue);
        Arbitrary<Part> value = number.map(n -> new Part(plain(n), v -> v.doubleValue() == n, false));
        Arbitrary<Part> below = number.map(n -> new Part("< " + plain(n), v -> v < n, false));
        Arbitrary<Part> upTo = number.map(n -> new Part("<=" + plain(n), v -> v <= n, false));
        Arbitrary<Part> above = number.map(n -> new Part("> " + plain(n), v -> v > n, false));
        Arbitrary<Part> from = number.map(n -> new Part("≥ " + plain(n), v -> v >= n, false));
        Arbitrary<Part> cut = Arbitraries.just(new Part("> cut", v -> v > 4, false));
        Arbitrary<Part> unknown = Arbitraries.just(new Part("unknown", _ -> false, true));
        Arbitrary<Part> closed =
                Combinators.combine(number, number).as((a, b) -> range(Math.min(a, b), Math.max(a, b), false));
        Arbitrary<Part> open = Combinators.combine(number, number)
                .filter((a, b) -> a.doubleValue() != b)
                .as((a, b) -> range(Math.min(a, b), Math.max(a, b), true));
        var part = Arbitraries.oneOf(value, below, upTo, above, from, cut, unknown, closed, open);
        return Combinators.combine(
                        Arbitraries.of(true, false), part.list().ofMinSize(1).ofMaxSize(4))
                .as(GeneratedCondition::new);
    }

    private static Part range(double low, double high, boolean open) {
        return new Part(
                plain(low) + (open ? "..<" : "..") + plain(high),
                v -> v >= low && (open ? v < high : v <= high),
                false);
    }

    private static String plain(double n) {
        return NumberText.exact(n);
    }

    @Property
    void aConditionOnNumbersMatchesWhatItsPartsMatch(@ForAll("written") GeneratedCondition written) {
        check(
                written,
                GROWTH,
                IntStream.rangeClosed(-4, 40).mapToObj(i -> i / 4.0).toList());
    }

    @Property
    void aConditionOnWholeNumbersMatchesWhatItsPartsMatch(@ForAll("written") GeneratedCondition written) {
        check(
                written,
                COUNT,
                IntStream.rangeClosed(0, 12).mapToObj(i -> (double) i).toList());
    }

    private static void check(GeneratedCondition written, Field field, List<Double> values) {
        var faults = new ArrayList<CellFault>();
        var condition = ConditionParser.read(new Cell.Text(written.text()), field, SCOPE, faults::add);
        if (condition == null) {
            // Rejected only because nothing matches it.
            assertThat(faults).extracting(CellFault::code).containsOnly("never-matches");
            assertThat(values).noneMatch(written::matches);
            assertThat(written.matches(null)).isFalse();
            return;
        }
        for (var value : values) {
            assertThat(condition.matches(value))
                    .as("%s of %s", value, written.text())
                    .isEqualTo(written.matches(value));
        }
        assertThat(condition.matches(null)).as("unknown of %s", written.text()).isEqualTo(written.matches(null));
        assertNormal(((Condition.Numbers) condition).intervals(), field == COUNT);
    }

    private static void assertNormal(List<Interval> intervals, boolean whole) {
        assertThat(intervals).noneMatch(Interval::isEmpty);
        for (var i = 1; i < intervals.size(); i++) {
            var left = intervals.get(i - 1);
            var right = intervals.get(i);
            var gap = left.high() < right.low()
                    || (left.high() == right.low() && !left.highClosed() && !right.lowClosed());
            assertThat(gap).as("%s then %s", left, right).isTrue();
            assertThat(!whole || left.high() + 1 < right.low()).isTrue();
        }
    }

    @Property
    void theComplementMatchesExactlyWhatTheConditionDoesNotMatch(@ForAll("written") GeneratedCondition written) {
        var intervals = Interval.normalize(read(new GeneratedCondition(false, written.parts())), false);
        var rest = Interval.complement(intervals, false);
        for (var i = -4; i <= 40; i++) {
            var value = i / 4.0;
            assertThat(rest.stream().anyMatch(r -> r.contains(value)))
                    .isNotEqualTo(intervals.stream().anyMatch(r -> r.contains(value)));
        }
        assertThat(Interval.complement(rest, false)).isEqualTo(intervals);
    }

    private static List<Interval> read(GeneratedCondition written) {
        var condition = ConditionParser.read(new Cell.Text(written.text()), GROWTH, SCOPE, _ -> {});
        return condition instanceof Condition.Numbers numbers ? numbers.intervals() : List.of();
    }

    @Property
    void aConditionOnCodesMatchesWhatItsListContains(
            @ForAll boolean negated, @ForAll("codes") List<String> codes, @ForAll boolean unknown) {
        var parts = new ArrayList<>(codes);
        if (unknown) {
            parts.add("unknown");
        }
        var condition = ConditionParser.read(
                new Cell.Text((negated ? "not " : "") + String.join("，", parts)), STAGE, SCOPE, _ -> {});
        for (var stage : STAGE.codes()) {
            assertThat(condition.matches(stage)).isEqualTo(codes.contains(stage) != negated);
        }
        assertThat(condition.matches(null)).isEqualTo(unknown && !negated);
    }

    @Provide
    Arbitrary<List<String>> codes() {
        return Arbitraries.of(STAGE.codes())
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property
    void anyTextGivesAConditionOrAFault(@ForAll("typed") String typed) {
        for (var field : SCOPE.dictionary().all()) {
            var faults = new ArrayList<CellFault>();
            var condition = ConditionParser.read(new Cell.Text(typed), field, SCOPE, faults::add);
            var failed = faults.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
            assertThat(condition == null).as("%s in %s", typed, field.name()).isEqualTo(failed);
            var actionFaults = new ArrayList<CellFault>();
            var action = ActionParser.read(new Cell.Text(typed), field, SCOPE, actionFaults::add);
            assertThat(action == null).isEqualTo(!actionFaults.isEmpty());
        }
    }

    @Provide
    Arbitrary<String> typed() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars("0123456789.,<>=-% '\"not unknown…，≤")
                        .ofMaxLength(14));
    }
}
