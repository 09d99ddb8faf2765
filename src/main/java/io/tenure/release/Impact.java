package io.tenure.release;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.Hit;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.text.Message;
import io.tenure.text.Text;
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
public final class Impact {
    public static final String RETENTION_LEVEL = "retentionLevel";

    private static final String BEST_ACTION = "firstAction";
    private static final List<String> COMPARED_OUTCOMES = List.of("stage", "riskBand", RETENTION_LEVEL, BEST_ACTION);
    private static final String UNKNOWN = "unknown";
    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_SKIPPED_SHOWN = 20;

    private final CompiledRuleset before;
    private final CompiledRuleset after;
    private final CustomerReader readerBefore;
    private final CustomerReader readerAfter;
    private final Map<String, Map<Move, MoveCount>> moves = new LinkedHashMap<>();
    private final List<UndecidedView> undecided = new ArrayList<>();
    private int customers;
    private int skipped;

    public Impact(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        this(before, after, new CustomerReader(before.ruleset(), clock), new CustomerReader(after.ruleset(), clock));
    }

    private Impact(CompiledRuleset before, CompiledRuleset after, CustomerReader readBefore, CustomerReader readAfter) {
        this.before = before;
        this.after = after;
        this.readerBefore = readBefore;
        this.readerAfter = readAfter;
        COMPARED_OUTCOMES.forEach(name -> moves.put(name, new TreeMap<>()));
    }

    /// One of the same rulesets, without a customer yet: a part that another thread can work on.
    Impact emptyCopy() {
        return new Impact(before, after, readerBefore, readerAfter);
    }

    /// Adds what a part came to.
    void add(Impact part) {
        customers += part.customers;
        skipped += part.skipped;
        part.undecided.stream()
                .limit(MAX_SKIPPED_SHOWN - (long) undecided.size())
                .forEach(undecided::add);
        part.moves.forEach(
                (outcome, matrix) -> matrix.forEach((move, cell) -> Objects.requireNonNull(moves.get(outcome))
                        .computeIfAbsent(move, _ -> new MoveCount())
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

    private static final class MoveCount {
        private int count;
        private final List<ExampleView> examples = new ArrayList<>();

        void add(MoveCount other) {
            count += other.count;
            other.examples.stream().limit(MAX_EXAMPLES - (long) examples.size()).forEach(examples::add);
        }
    }

    /// Whom a result is about: a row of a file, or a decision on record, whose customer is not named.
    private record Subject(
            long line,
            @Nullable String customerId,
            @Nullable UUID decisionId) {
        static String label(@Nullable String customerId, @Nullable UUID decisionId) {
            return decisionId == null ? String.valueOf(customerId) : decisionId.toString();
        }
    }

    @Schema(name = "ImpactExample", description = "A customer for whom it changes, and what decided it")
    record ExampleView(
            @Schema(nullable = true, description = "Of a row of the file") @Nullable
            String customerId,

            @Schema(nullable = true, description = "Of a customer on record, who is not named") @Nullable
            UUID decisionId,

            @Schema(nullable = true) @Nullable DecidingRowView before,
            @Schema(nullable = true) @Nullable DecidingRowView after) {}

    @Schema(name = "DecidingRow")
    record DecidingRowView(String table, String row, String workbook, String sheet, int line) {
        static @Nullable DecidingRowView of(@Nullable Hit hit) {
            return hit == null
                    ? null
                    : new DecidingRowView(
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
    public record ImpactView(
            int draft,
            int version,
            int against,
            int customers,

            @Schema(description = "Customers who could not be decided by both, and so are not counted")
            int leftOut,

            List<UndecidedView> undecided,
            List<OutcomeView> outcomes) {
        public int changed(String outcome) {
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
    public Text read(Reader csv, char delimiter, Locale locale) throws IOException {
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
                        return Message.of("release.impact.first-line-must-name");
                    }
                } else {
                    decideRow(parser.getCurrentLineNumber(), header, record, locale);
                }
            }
            return header == null ? Message.of("release.impact.file-empty-first-line") : null;
        } catch (IllegalStateException | java.io.UncheckedIOException malformed) {
            return Text.of("The file is no CSV: " + malformed.getMessage() + ".", "文件不是CSV。");
        }
    }

    private void decideRow(long line, List<String> header, CSVRecord record, Locale locale) {
        if (record.size() != header.size()) {
            skip(
                    new Subject(line, "", null),
                    Message.of("release.impact.cells-under-columns", "record", record.size(), "header", header.size())
                            .in(locale));
            return;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), record.get(i));
        }
        Subject who = new Subject(line, row.getOrDefault("customerId", ""), null);
        decide(who, readerBefore.readRow(row), readerAfter.readRow(row), locale);
    }

    /// Decides a decision on record again, by both.
    void decide(StoredDecision recorded, Locale locale) {
        Subject who = new Subject(0, null, recorded.id());
        DecisionPayload said = recorded.payload();
        if (said == null) {
            skip(who, Message.of("release.impact.what-kept-cant-opened").in(locale));
        } else {
            decide(who, said.readCustomer(readerBefore), said.readCustomer(readerAfter), locale);
        }
    }

    private void decide(
            Subject who,
            Checked<DecisionInput, InputFault> asItWas,
            Checked<DecisionInput, InputFault> asItBecomes,
            Locale locale) {
        DecisionResult was = decideBy(who, before, asItWas, locale);
        if (was == null) {
            return;
        }
        DecisionResult becomes = decideBy(who, after, asItBecomes, locale);
        if (becomes != null) {
            compare(who, was, becomes);
        }
    }

    private @Nullable DecisionResult decideBy(
            Subject who, CompiledRuleset ruleset, Checked<DecisionInput, InputFault> reading, Locale locale) {
        return switch (reading) {
            case Checked.Invalid(List<InputFault> faults) -> {
                skip(who, faults.getFirst().message().in(locale));
                yield null;
            }
            case Checked.Valid(DecisionInput input, var _) -> {
                try {
                    yield DecisionPipeline.decide(ruleset, input);
                } catch (RuleFailure failed) {
                    skip(who, String.valueOf(failed.getMessage()));
                    yield null;
                }
            }
        };
    }

    private void skip(Subject who, String reason) {
        skipped++;
        if (undecided.size() < MAX_SKIPPED_SHOWN) {
            undecided.add(new UndecidedView(who.line, who.customerId, who.decisionId, reason));
        }
    }

    private void compare(Subject who, DecisionResult was, DecisionResult becomes) {
        customers++;
        moves.forEach((outcome, matrix) -> {
            Move move = new Move(value(before, was, outcome), value(after, becomes, outcome));
            MoveCount cell = matrix.computeIfAbsent(move, _ -> new MoveCount());
            cell.count++;
            if (move.changes() && cell.examples.size() < MAX_EXAMPLES) {
                cell.examples.add(new ExampleView(
                        who.customerId,
                        who.decisionId,
                        DecidingRowView.of(decidingHit(was, outcome)),
                        DecidingRowView.of(decidingHit(becomes, outcome))));
            }
        });
    }

    private static String value(CompiledRuleset ruleset, DecisionResult decided, String outcome) {
        if (outcome.equals(BEST_ACTION)) {
            return decided.nextBestActions().isEmpty()
                    ? UNKNOWN
                    : decided.nextBestActions().getFirst().action();
        }
        Field term = ruleset.ruleset().dictionary().require(outcome);
        Object value = decided.decision().value(term.index());
        return value == null ? UNKNOWN : value.toString();
    }

    private static @Nullable Hit decidingHit(DecisionResult decided, String outcome) {
        String action = decided.nextBestActions().isEmpty()
                ? ""
                : decided.nextBestActions().getFirst().action();
        Predicate<Hit> wrote = outcome.equals(BEST_ACTION)
                ? h -> action.equals(h.wrote().get("candidate.action"))
                : h -> h.wrote().containsKey(outcome);
        return decided.hits().reversed().stream().filter(wrote).findFirst().orElse(null);
    }

    public ImpactView view(int draft, int version, int against) {
        return new ImpactView(
                draft,
                version,
                against,
                customers,
                skipped,
                List.copyOf(undecided),
                moves.entrySet().stream()
                        .map(m -> outcome(m.getKey(), m.getValue()))
                        .toList());
    }

    private OutcomeView outcome(String name, Map<Move, MoveCount> matrix) {
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
    public static String text(ImpactView view, Locale locale) {
        StringBuilder text = new StringBuilder(Message.of(
                        "release.impact.draft-version-against-release",
                        "draft",
                        view.draft,
                        "version",
                        view.version,
                        "against",
                        view.against,
                        "customers",
                        view.customers)
                .in(locale));
        if (view.leftOut > 0) {
            text.append(Message.of("release.impact.left-out", "leftOut", view.leftOut)
                    .in(locale));
        }
        text.append('\n');
        for (OutcomeView outcome : view.outcomes) {
            text.append("\n%s: ".formatted(outcome.outcome))
                    .append(Message.of(
                                    "release.impact.change",
                                    "changed",
                                    outcome.changed,
                                    "changedPercent",
                                    outcome.changedPercent)
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
                                    Subject.label(example.customerId, example.decisionId),
                                    rowAddress(example.before),
                                    rowAddress(example.after)));
                }
            }
        }
        for (UndecidedView left : view.undecided) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n%d %s: %s",
                    left.line,
                    Subject.label(left.customerId, left.decisionId),
                    left.reason));
        }
        return view.undecided.isEmpty() ? text.toString() : text.append('\n').toString();
    }

    private static String rowAddress(@Nullable DecidingRowView hit) {
        return hit == null
                ? "-"
                : String.format(Locale.ROOT, "%s %s (%s, %d)", hit.table, hit.row, hit.workbook, hit.line);
    }
}
