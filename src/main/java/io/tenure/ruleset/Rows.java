package io.tenure.ruleset;

import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.lifecycle.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the rows of one table with each other, two by two.
///
/// In a `UNIQUE` table two rows that one customer can match overlap; the answer is exact over all columns and dates
/// together. In a `FIRST` table a row that an earlier one covers alone never fires; a row that only several earlier
/// ones cover together is not found here.
final class Rows {
    /// Most findings of one kind for one table; the last says that there are more.
    static final int MOST_FINDINGS = 50;

    private final Table table;
    private final Scope scope;
    private final Findings findings;
    private final List<Map<Term, Condition>> asked;

    private Rows(Table table, Scope scope, Findings findings) {
        this.table = table;
        this.scope = scope;
        this.findings = findings;
        this.asked = table.rows().stream().map(this::asked).toList();
    }

    static void check(Table table, Scope scope, Findings findings) {
        var rows = new Rows(table, scope, findings);
        switch (table.hitPolicy()) {
            case UNIQUE -> rows.overlaps();
            case FIRST -> rows.covered();
            case COLLECT -> {}
        }
    }

    /// What a row asks of each name; two columns on one name ask for both.
    private Map<Term, Condition> asked(Row row) {
        var asked = new LinkedHashMap<Term, Condition>();
        for (var i = 0; i < table.conditions().size(); i++) {
            var term = table.conditions().get(i).term();
            var condition = row.conditions().get(i);
            if (!(condition instanceof Condition.Any)) {
                asked.merge(term, condition, (a, b) -> meet(term, a, b));
            }
        }
        return asked;
    }

    // Overlaps

    private void overlaps() {
        var found = 0;
        for (var later = 1; later < asked.size(); later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                var shared = shared(earlier, later);
                if (shared.isEmpty()) {
                    continue;
                }
                if (++found > MOST_FINDINGS) {
                    stop("overlap", later);
                    return;
                }
                overlap(earlier, later, shared.get());
            }
        }
    }

    /// What a customer must be like to match both rows; nothing where none can.
    private Optional<Map<Term, Condition>> shared(int a, int b) {
        var one = table.rows().get(a);
        var other = table.rows().get(b);
        if (!beginsBefore(one.effective(), other.expires()) || !beginsBefore(other.effective(), one.expires())) {
            return Optional.empty();
        }
        var shared = new LinkedHashMap<Term, Condition>();
        for (var column : table.conditions()) {
            var term = column.term();
            var first = asked.get(a).get(term);
            var second = asked.get(b).get(term);
            var both = first == null ? second : second == null ? first : meet(term, first, second);
            if (both == null) {
                continue;
            }
            if (isNever(term, both)) {
                return Optional.empty();
            }
            shared.put(term, both);
        }
        return Optional.of(shared);
    }

    private static boolean beginsBefore(@Nullable LocalDate effective, @Nullable LocalDate expires) {
        return effective == null || expires == null || effective.isBefore(expires);
    }

    private void overlap(int earlier, int later, Map<Term, Condition> shared) {
        var one = table.rows().get(earlier);
        var other = table.rows().get(later);
        var example = new ArrayList<String>();
        var exampleZh = new ArrayList<String>();
        shared.forEach((term, condition) -> {
            var value = example(term, condition);
            example.add(value.map(v -> term.name() + " = " + v).orElse(term.name() + " not known"));
            exampleZh.add(value.map(v -> term.name() + " = " + v).orElse(term.name() + "未知"));
        });
        var day = overlapDay(one, other);
        if (day != null) {
            example.add("on " + day);
            exampleZh.add("日期" + day);
        }
        findings.error(
                "overlap",
                address(later),
                other.name(),
                new Text(
                        "Rows " + one.name() + " (row " + one.number() + ") and " + other.name() + " (row "
                                + other.number() + ") can both match, and in a UNIQUE table only one may"
                                + (example.isEmpty() ? "." : "; for example with " + String.join(", ", example) + "."),
                        "行" + one.name() + "（第" + one.number() + "行）与" + other.name() + "（第" + other.number()
                                + "行）可能同时匹配，而UNIQUE表中只能有一行匹配"
                                + (exampleZh.isEmpty() ? "。" : "；例如" + String.join("，", exampleZh) + "。")),
                new Text(
                        "Narrow one of the two, or write HitPolicy FIRST, where the upper row counts.",
                        "请收窄其中一行，或改用HitPolicy FIRST（以上面的行为准）。"));
    }

    private static @Nullable LocalDate overlapDay(Row one, Row other) {
        if (one.effective() == null) {
            return other.effective() != null || (one.expires() == null && other.expires() == null)
                    ? other.effective()
                    : lastDay(one, other);
        }
        return other.effective() != null && other.effective().isAfter(one.effective())
                ? other.effective()
                : one.effective();
    }

    private static @Nullable LocalDate lastDay(Row one, Row other) {
        var end = one.expires() == null
                ? other.expires()
                : other.expires() == null || one.expires().isBefore(other.expires()) ? one.expires() : other.expires();
        return end == null ? null : end.minusDays(1);
    }

    // Rows that never fire

    private void covered() {
        var found = 0;
        for (var later = 1; later < asked.size(); later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                if (!covers(earlier, later)) {
                    continue;
                }
                if (++found > MOST_FINDINGS) {
                    stop("never-fires", later);
                    return;
                }
                var one = table.rows().get(earlier);
                var other = table.rows().get(later);
                findings.warning(
                        "never-fires",
                        address(later),
                        other.name(),
                        new Text(
                                "The row " + other.name() + " can never fire: row " + one.name() + " (row "
                                        + one.number() + ") stands above it and matches whenever it does.",
                                "行" + other.name() + "永远不会触发：行" + one.name() + "（第" + one.number()
                                        + "行）在它之上，且凡它匹配时都匹配。"),
                        new Text(
                                "Move the row above " + one.name() + ", narrow " + one.name() + ", or delete it.",
                                "请将该行移到" + one.name() + "之上，收窄" + one.name() + "，或删除该行。"));
                break;
            }
        }
    }

    private boolean covers(int earlier, int later) {
        var one = table.rows().get(earlier);
        var other = table.rows().get(later);
        if (one.effective() != null
                && (other.effective() == null || other.effective().isBefore(one.effective()))) {
            return false;
        }
        if (one.expires() != null && (other.expires() == null || other.expires().isAfter(one.expires()))) {
            return false;
        }
        for (var entry : asked.get(earlier).entrySet()) {
            var narrow = asked.get(later).get(entry.getKey());
            if (narrow == null || !covers(entry.getKey(), entry.getValue(), narrow)) {
                return false;
            }
        }
        return true;
    }

    private boolean covers(Term term, Condition wide, Condition narrow) {
        return switch (wide) {
            case Condition.Any _ -> true;
            case Condition.Numbers(var _, var intervals, var unknown) ->
                narrow instanceof Condition.Numbers n
                        && (unknown || !n.unknown())
                        && n.intervals().stream()
                                .map(i -> i.meet(ConditionCell.domain(term)))
                                .allMatch(i -> i.isEmpty() || intervals.stream().anyMatch(w -> w.covers(i)));
            case Condition.Codes c ->
                narrow instanceof Condition.Codes n && (c.unknown() || !n.unknown()) && coversCodes(term, c, n);
        };
    }

    private boolean coversCodes(Term term, Condition.Codes wide, Condition.Codes narrow) {
        var all = domain(term);
        if (!all.isEmpty()) {
            return all.stream().filter(narrow::matches).allMatch(wide::matches);
        }
        if (narrow.negated()) {
            return wide.negated() && narrow.values().containsAll(wide.values());
        }
        return narrow.values().stream().allMatch(wide::matches);
    }

    // Conditions

    /// Every value of a closed set; empty where any text may stand.
    private Set<String> domain(Term term) {
        return term.type() == Type.BOOLEAN
                ? new LinkedHashSet<>(List.of("TRUE", "FALSE"))
                : new LinkedHashSet<>(scope.codes(term));
    }

    /// What both ask.
    static Condition meet(Term term, Condition a, Condition b) {
        return switch (a) {
            case Condition.Any _ -> b;
            case Condition.Numbers one -> b instanceof Condition.Numbers other ? meet(term, one, other) : a;
            case Condition.Codes one -> b instanceof Condition.Codes other ? meet(one, other) : a;
        };
    }

    private static Condition meet(Term term, Condition.Numbers a, Condition.Numbers b) {
        var shared = new ArrayList<Interval>();
        for (var i : a.intervals()) {
            for (var j : b.intervals()) {
                shared.add(i.meet(j));
            }
        }
        var whole = term.type() == Type.INTEGER || term.type() == Type.DATE;
        return new Condition.Numbers("", Interval.normal(shared, whole), a.unknown() && b.unknown());
    }

    private static Condition meet(Condition.Codes a, Condition.Codes b) {
        var unknown = a.unknown() && b.unknown();
        if (a.negated() && b.negated()) {
            var none = new LinkedHashSet<>(a.values());
            none.addAll(b.values());
            return new Condition.Codes("", none, true, unknown);
        }
        var listed = a.negated() ? b : a;
        var other = a.negated() ? a : b;
        var values = new LinkedHashSet<>(listed.values());
        values.removeIf(v -> other.values().contains(v) == other.negated());
        return new Condition.Codes("", values, false, unknown);
    }

    private boolean isNever(Term term, Condition condition) {
        return switch (condition) {
            case Condition.Any _ -> false;
            case Condition.Numbers(var _, var intervals, var unknown) ->
                !unknown
                        && intervals.stream()
                                .allMatch(
                                        i -> i.meet(ConditionCell.domain(term)).isEmpty());
            case Condition.Codes codes ->
                !codes.unknown()
                        && (codes.negated()
                                ? !domain(term).isEmpty() && codes.values().containsAll(domain(term))
                                : codes.values().isEmpty());
        };
    }

    /// A value that matches; empty where only an unknown one does.
    private Optional<String> example(Term term, Condition condition) {
        return switch (condition) {
            case Condition.Any _ -> Optional.empty();
            case Condition.Numbers(var _, var intervals, var _) ->
                intervals.stream()
                        .map(i -> i.meet(ConditionCell.domain(term)))
                        .filter(i -> !i.isEmpty())
                        .findFirst()
                        .map(i -> term.type() == Type.DATE
                                ? LocalDate.ofEpochDay((long) within(i, true)).toString()
                                : Cell.canonical(within(i, term.type() == Type.INTEGER)));
            case Condition.Codes(var _, var values, var negated, var _) ->
                negated
                        ? Optional.of(domain(term).stream()
                                .filter(v -> !values.contains(v))
                                .findFirst()
                                .orElse("any other text"))
                        : values.stream().sorted().findFirst();
        };
    }

    /// A plain number inside a stretch that is not empty.
    private static double within(Interval interval, boolean whole) {
        if (interval.contains(0) && interval.low() < 0) {
            return 0;
        }
        if (interval.lowClosed()) {
            return interval.low();
        }
        if (interval.highClosed()) {
            return interval.high();
        }
        if (Double.isInfinite(interval.low())) {
            return Double.isInfinite(interval.high()) ? 0 : Math.floor(interval.high()) - 1;
        }
        var next = Math.floor(interval.low()) + 1;
        return interval.contains(next) || whole ? next : (interval.low() + interval.high()) / 2;
    }

    private Address address(int row) {
        return new Address(table.file(), table.sheet(), table.rows().get(row).number(), 0);
    }

    private void stop(String code, int row) {
        findings.warning(
                code + "-more",
                address(row),
                "",
                new Text(
                        "The table " + table.name() + " has more findings of this kind than the first " + MOST_FINDINGS
                                + " shown.",
                        "表" + table.name() + "的此类问题不止已显示的前" + MOST_FINDINGS + "个。"),
                new Text("Mend those shown, and check again.", "请先修正已显示的问题，再重新检查。"));
    }
}
