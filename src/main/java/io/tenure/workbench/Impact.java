package io.tenure.workbench;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.decision.CustomerReader;
import io.tenure.decision.Decider;
import io.tenure.decision.Fault;
import io.tenure.decision.Reading;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RulesFailed;
import io.tenure.history.Recorded;
import io.tenure.history.Said;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What publishing a draft would change for the customers of a file, or on record, each decided by both rulesets side
/// by side.
@RegisterForReflection
final class Impact {
    static final String LEVEL = "retentionLevel";

    private static final String FIRST_ACTION = "firstAction";
    private static final List<String> COMPARED = List.of("stage", "riskBand", LEVEL, FIRST_ACTION);
    private static final String UNKNOWN = "unknown";
    private static final int MOST_EXAMPLES = 3;
    private static final int MOST_FAULTS = 20;

    private final CompiledRuleset before;
    private final CompiledRuleset after;
    private final CustomerReader readBefore;
    private final CustomerReader readAfter;
    private final Map<String, Map<Move, Cell>> moves = new LinkedHashMap<>();
    private final List<UndecidedView> undecided = new ArrayList<>();
    private int customers;
    private int leftOut;

    Impact(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        this(before, after, new CustomerReader(before.ruleset(), clock), new CustomerReader(after.ruleset(), clock));
    }

    private Impact(CompiledRuleset before, CompiledRuleset after, CustomerReader readBefore, CustomerReader readAfter) {
        this.before = before;
        this.after = after;
        this.readBefore = readBefore;
        this.readAfter = readAfter;
        COMPARED.forEach(name -> moves.put(name, new TreeMap<>()));
    }

    /// One of the same rulesets, without a customer yet: a part that another thread can work on.
    Impact empty() {
        return new Impact(before, after, readBefore, readAfter);
    }

    /// Adds what a part came to.
    void add(Impact part) {
        customers += part.customers;
        leftOut += part.leftOut;
        part.undecided.stream().limit(MOST_FAULTS - (long) undecided.size()).forEach(undecided::add);
        part.moves.forEach(
                (outcome, matrix) -> matrix.forEach((move, cell) -> Objects.requireNonNull(moves.get(outcome))
                        .computeIfAbsent(move, _ -> new Cell())
                        .add(cell)));
    }

    private record Move(String from, String to) implements Comparable<Move> {
        boolean changes() {
            return !from.equals(to);
        }

        @Override
        public int compareTo(Move other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    private static final class Cell {
        private int count;
        private final List<ExampleView> examples = new ArrayList<>();

        void add(Cell other) {
            count += other.count;
            other.examples.stream()
                    .limit(MOST_EXAMPLES - (long) examples.size())
                    .forEach(examples::add);
        }
    }

    /// Whom a result is about: a row of a file, or a decision on record, whose customer is not named.
    private record Who(
            long line,
            @Nullable String customerId,
            @Nullable UUID decisionId) {
        static String shown(@Nullable String customerId, @Nullable UUID decisionId) {
            return decisionId == null ? String.valueOf(customerId) : decisionId.toString();
        }
    }

    @Schema(name = "ImpactExample", description = "A customer for whom it changes, and what decided it")
    record ExampleView(
            @Schema(nullable = true, description = "Of a row of the file") @Nullable
            String customerId,

            @Schema(nullable = true, description = "Of a customer on record, who is not named") @Nullable
            UUID decisionId,

            @Schema(nullable = true) @Nullable HitView before,
            @Schema(nullable = true) @Nullable HitView after) {}

    @Schema(name = "DecidingRow")
    record HitView(String table, String row, String workbook, String sheet, int line) {
        static @Nullable HitView of(@Nullable Hit hit) {
            return hit == null
                    ? null
                    : new HitView(
                            hit.origin().table(),
                            hit.origin().name(),
                            hit.origin().workbook(),
                            hit.origin().sheet(),
                            hit.origin().row());
        }
    }

    @Schema(name = "ImpactMove", description = "How many customers go from one value to another")
    record MoveView(String from, String to, int customers, double percent, List<ExampleView> examples) {}

    @Schema(name = "ImpactOutcome", description = "The from-to matrix of one outcome, its filled cells only")
    record OutcomeView(String outcome, int changed, double changedPercent, List<MoveView> moves) {}

    @Schema(name = "UndecidedCustomer")
    record UndecidedView(
            @Schema(description = "Line of the file; 0 for a decision on record")
            long line,

            @Schema(nullable = true) @Nullable String customerId,
            @Schema(nullable = true) @Nullable UUID decisionId,
            String reason) {}

    @Schema(
            name = "Impact",
            description = "What publishing the draft would change for the customers of the file, or on record")
    record View(
            int draft,
            int version,
            int against,
            int customers,

            @Schema(description = "Customers who could not be decided by both, and so are not counted")
            int leftOut,

            List<UndecidedView> undecided,
            List<OutcomeView> outcomes) {
        int changed(String outcome) {
            return outcomes.stream()
                    .filter(o -> o.outcome().equals(outcome))
                    .mapToInt(OutcomeView::changed)
                    .sum();
        }
    }

    /// Decides every row of a CSV file.
    ///
    /// @return what keeps the file from being read; null if nothing does
    @Nullable
    Text read(Reader csv, char delimiter, Locale locale) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                csv,
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(true)
                        .setTrim(true)
                        .get())) {
            List<String> header = null;
            for (CSVRecord record : parser) {
                if (header == null) {
                    header = record.toList();
                    if (header.size() != header.stream().distinct().count() || header.contains("")) {
                        return new Text("The first line must name each column, once.", "首行须为每列命名，且不得重复。");
                    }
                } else {
                    row(parser.getCurrentLineNumber(), header, record, locale);
                }
            }
            return header == null
                    ? new Text("The file is empty; its first line must name the columns.", "文件为空；首行须为列名。")
                    : null;
        } catch (IllegalStateException | java.io.UncheckedIOException malformed) {
            return new Text("The file is no CSV: " + malformed.getMessage() + ".", "文件不是CSV。");
        }
    }

    private void row(long line, List<String> header, CSVRecord record, Locale locale) {
        if (record.size() != header.size()) {
            leaveOut(
                    new Who(line, "", null),
                    new Text(
                                    String.format(
                                            Locale.ROOT, "%d cells under %d columns", record.size(), header.size()),
                                    String.format(Locale.ROOT, "%d个单元格对应%d列", record.size(), header.size()))
                            .in(locale));
            return;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), record.get(i));
        }
        Who who = new Who(line, row.getOrDefault("customerId", ""), null);
        decide(who, readBefore.readRow(row), readAfter.readRow(row), locale);
    }

    /// Decides a decision on record again, by both.
    void decide(Recorded recorded, Locale locale) {
        Who who = new Who(0, null, recorded.id());
        Said said = recorded.said();
        if (said == null) {
            leaveOut(who, new Text("What is kept of it can't be opened, or is erased.", "其记录无法打开，或已删除。").in(locale));
        } else {
            decide(who, readBefore.readRecorded(said), readAfter.readRecorded(said), locale);
        }
    }

    private void decide(Who who, Reading asItWas, Reading asItBecomes, Locale locale) {
        Decided was = decided(who, before, asItWas, locale);
        if (was == null) {
            return;
        }
        Decided becomes = decided(who, after, asItBecomes, locale);
        if (becomes != null) {
            compare(who, was, becomes);
        }
    }

    private @Nullable Decided decided(Who who, CompiledRuleset ruleset, Reading reading, Locale locale) {
        return switch (reading) {
            case Reading.Faulty(List<Fault> faults) -> {
                leaveOut(who, faults.getFirst().message().in(locale));
                yield null;
            }
            case Reading.Read read -> {
                try {
                    yield Decider.decide(ruleset, read.presented());
                } catch (RulesFailed failed) {
                    leaveOut(who, String.valueOf(failed.getMessage()));
                    yield null;
                }
            }
        };
    }

    private void leaveOut(Who who, String reason) {
        leftOut++;
        if (undecided.size() < MOST_FAULTS) {
            undecided.add(new UndecidedView(who.line, who.customerId, who.decisionId, reason));
        }
    }

    private void compare(Who who, Decided was, Decided becomes) {
        customers++;
        moves.forEach((outcome, matrix) -> {
            Move move = new Move(value(before, was, outcome), value(after, becomes, outcome));
            Cell cell = matrix.computeIfAbsent(move, _ -> new Cell());
            cell.count++;
            if (move.changes() && cell.examples.size() < MOST_EXAMPLES) {
                cell.examples.add(new ExampleView(
                        who.customerId,
                        who.decisionId,
                        HitView.of(deciding(was, outcome)),
                        HitView.of(deciding(becomes, outcome))));
            }
        });
    }

    private static String value(CompiledRuleset ruleset, Decided decided, String outcome) {
        if (outcome.equals(FIRST_ACTION)) {
            return decided.nextBestActions().isEmpty()
                    ? UNKNOWN
                    : decided.nextBestActions().getFirst().action();
        }
        Term term = ruleset.ruleset().dictionary().require(outcome);
        Object value = decided.decision().value(term.slot());
        return value == null ? UNKNOWN : value.toString();
    }

    private static @Nullable Hit deciding(Decided decided, String outcome) {
        String action = decided.nextBestActions().isEmpty()
                ? ""
                : decided.nextBestActions().getFirst().action();
        Predicate<Hit> wrote = outcome.equals(FIRST_ACTION)
                ? h -> action.equals(h.wrote().get("candidate.action"))
                : h -> h.wrote().containsKey(outcome);
        return decided.hits().reversed().stream().filter(wrote).findFirst().orElse(null);
    }

    View view(int draft, int version, int against) {
        return new View(
                draft,
                version,
                against,
                customers,
                leftOut,
                List.copyOf(undecided),
                moves.entrySet().stream()
                        .map(m -> outcome(m.getKey(), m.getValue()))
                        .toList());
    }

    private OutcomeView outcome(String name, Map<Move, Cell> matrix) {
        int changed = matrix.entrySet().stream()
                .filter(m -> m.getKey().changes())
                .mapToInt(m -> m.getValue().count)
                .sum();
        return new OutcomeView(
                name,
                changed,
                percent(changed),
                matrix.entrySet().stream()
                        .map(m -> new MoveView(
                                m.getKey().from,
                                m.getKey().to,
                                m.getValue().count,
                                percent(m.getValue().count),
                                List.copyOf(m.getValue().examples)))
                        .toList());
    }

    private double percent(int count) {
        return customers == 0 ? 0 : Math.round(10_000.0 * count / customers) / 100.0;
    }

    /// The matrices as text for people at a terminal: what stays is one line, what changes has its examples.
    static String text(View view, Locale locale) {
        StringBuilder text = new StringBuilder(new Text(
                        String.format(
                                Locale.ROOT,
                                "Draft %d, version %d, against release %d: %d customers",
                                view.draft,
                                view.version,
                                view.against,
                                view.customers),
                        String.format(
                                Locale.ROOT,
                                "草稿%d修订%d，对比版本%d：%d位客户",
                                view.draft,
                                view.version,
                                view.against,
                                view.customers))
                .in(locale));
        if (view.leftOut > 0) {
            text.append(new Text(
                            String.format(Locale.ROOT, ", %d left out", view.leftOut),
                            String.format(Locale.ROOT, "，未计入%d位", view.leftOut))
                    .in(locale));
        }
        text.append('\n');
        for (OutcomeView outcome : view.outcomes) {
            text.append("\n%s: ".formatted(outcome.outcome))
                    .append(new Text(
                                    String.format(
                                            Locale.ROOT, "%d change (%s %%)", outcome.changed, outcome.changedPercent),
                                    String.format(Locale.ROOT, "%d位变化（%s%%）", outcome.changed, outcome.changedPercent))
                            .in(locale))
                    .append('\n');
            for (MoveView move : outcome.moves) {
                if (move.from.equals(move.to)) {
                    continue;
                }
                text.append(String.format(
                        Locale.ROOT, "  %s -> %s: %d (%s %%)%n", move.from, move.to, move.customers, move.percent));
                for (ExampleView example : move.examples) {
                    text.append("    %s: %s -> %s%n"
                            .formatted(
                                    Who.shown(example.customerId, example.decisionId),
                                    place(example.before),
                                    place(example.after)));
                }
            }
        }
        for (UndecidedView left : view.undecided) {
            text.append(String.format(
                    Locale.ROOT, "\n%d %s: %s", left.line, Who.shown(left.customerId, left.decisionId), left.reason));
        }
        return view.undecided.isEmpty() ? text.toString() : text.append('\n').toString();
    }

    private static String place(@Nullable HitView hit) {
        return hit == null
                ? "-"
                : String.format(Locale.ROOT, "%s %s (%s, %d)", hit.table, hit.row, hit.workbook, hit.line);
    }
}
