package io.tenure.bundle;

import io.tenure.experiment.Experiment;
import io.tenure.experiment.Experiment.Criterion;
import io.tenure.experiment.Experiment.ExperimentKind;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.parser.ConditionParser;
import io.tenure.parser.Scope;
import io.tenure.parser.ValueParser;
import io.tenure.table.Condition;
import io.tenure.table.ValueText;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Experiments`. Columns beyond the fixed ones are named by facts, measures and outcomes, and hold
/// conditions on them as those of a table do.
final class ExperimentReader {
    private static final List<String> COLUMNS = List.of("name", "kind", "share", "from", "to", "salt");
    private static final List<String> KINDS =
            Arrays.stream(ExperimentKind.values()).map(Enum::name).toList();

    /// Each costs time in every decision.
    private static final int MAX_EXPERIMENTS = 100;

    private final SettingsSheet sheet;
    private final Scope scope;
    private final FindingCollector findings;
    private final List<Field> conditions;

    private ExperimentReader(SettingsSheet sheet, Scope scope, FindingCollector findings) {
        this.sheet = sheet;
        this.scope = scope;
        this.findings = findings;
        this.conditions = fields(scope.dictionary())
                .filter(field -> sheet.hasColumn(field.name()))
                .toList();
    }

    /// The columns that the sheet may have.
    static List<String> columns(Dictionary dictionary) {
        return Stream.concat(COLUMNS.stream(), fields(dictionary).map(Field::name))
                .toList();
    }

    private static Stream<Field> fields(Dictionary dictionary) {
        return Stream.of(FieldKind.FACT, FieldKind.MEASURE, FieldKind.OUTCOME)
                .map(dictionary::fields)
                .flatMap(Collection::stream);
    }

    /// @param sheet null where there is none
    static List<Experiment> read(@Nullable SettingsSheet sheet, Scope scope, FindingCollector findings) {
        return sheet == null ? List.of() : new ExperimentReader(sheet, scope, findings).read();
    }

    private List<Experiment> read() {
        Map<String, Experiment> byName = new LinkedHashMap<>();
        Map<String, Experiment> bySalt = new LinkedHashMap<>();
        for (int row : sheet.rows()) {
            if (byName.size() == MAX_EXPERIMENTS) {
                error(
                        row,
                        "name",
                        "too-many-experiments",
                        Message.of("bundle.experiment.too-many.message", "most", MAX_EXPERIMENTS),
                        Message.of("bundle.experiment.too-many.fix"));
                break;
            }
            Experiment experiment = read(row);
            if (experiment == null) {
                continue;
            }
            if (byName.putIfAbsent(experiment.name(), experiment) != null) {
                sheet.reportDuplicate(row, "name", experiment.name());
            }
            Experiment same = bySalt.putIfAbsent(experiment.salt(), experiment);
            if (same != null && !same.name().equals(experiment.name())) {
                error(
                        row,
                        "salt",
                        "duplicate-salt",
                        Message.of("bundle.experiment.salt.message", "name", same.name()),
                        Message.of("bundle.experiment.salt.fix"));
            }
        }
        List<Experiment> experiments = List.copyOf(byName.values());
        experiments.forEach(experiment -> checkShares(experiment, experiments));
        return experiments;
    }

    /// Null where a cell is wrong.
    private @Nullable Experiment read(int row) {
        String name = sheet.requiredName(row, "name");
        boolean valid = !name.isEmpty();
        if (valid && !ValueParser.isName(name)) {
            error(
                    row,
                    "name",
                    "invalid-name",
                    Message.of("bundle.invalid-name.message", "name", name),
                    Message.of("bundle.invalid-name.fix"));
            valid = false;
        }
        String kind = sheet.normalizedText(row, "kind");
        if (!KINDS.contains(kind)) {
            sheet.reportUnknown(row, "kind", kind, KINDS);
            valid = false;
        }
        Double share = sheet.number(row, "share", true);
        if (share != null && !(share > 0 && share < 1)) {
            error(
                    row,
                    "share",
                    "out-of-range",
                    Message.of("bundle.experiment.share.message"),
                    Message.of("bundle.experiment.share.fix"));
            share = null;
        }
        LocalDate from = sheet.day(row, "from");
        LocalDate to = sheet.day(row, "to");
        if (from != null && to != null && to.isBefore(from)) {
            error(
                    row,
                    "to",
                    "out-of-range",
                    Message.of("bundle.experiment.days.message", "from", from, "to", to),
                    Message.of("bundle.experiment.days.fix"));
            valid = false;
        }
        List<Criterion> whom = whom(row);
        if (!valid || share == null || whom == null) {
            return null;
        }
        String salt = sheet.normalizedText(row, "salt");
        return new Experiment(
                name,
                ExperimentKind.valueOf(kind),
                share,
                from,
                to,
                whom,
                salt.isEmpty() ? name : salt,
                Settings.FILE.substring(Settings.FILE.lastIndexOf('/') + 1),
                sheet.sheetName(),
                row);
    }

    /// Null where a condition is wrong.
    private @Nullable List<Criterion> whom(int row) {
        List<Criterion> whom = new ArrayList<>();
        boolean valid = true;
        for (Field field : conditions) {
            if (sheet.cell(row, field.name()).isEmpty()) {
                continue;
            }
            Condition condition = ConditionParser.read(
                    sheet.cell(row, field.name()),
                    field,
                    scope,
                    fault -> findings.add(fault.at(sheet.address(row, field.name()), sheet.raw(row, field.name()))));
            if (condition == null) {
                valid = false;
            } else if (!(condition instanceof Condition.Any)) {
                whom.add(new Criterion(field, condition));
            }
        }
        return valid ? whom : null;
    }

    /// Reports an experiment with which those that run on one day and may concern the same customers would treat more
    /// than all of them otherwise.
    private void checkShares(Experiment last, List<Experiment> experiments) {
        List<Experiment> rivals = experiments.stream()
                .takeWhile(experiment -> experiment != last)
                .filter(last::mayShareCustomers)
                .toList();
        // The sum is greatest on a day on which one of them begins.
        Stream.concat(rivals.stream(), Stream.of(last))
                .map(Experiment::from)
                .map(from -> Objects.requireNonNullElse(from, LocalDate.MIN))
                .filter(last::isRunningOn)
                .map(day -> Stream.concat(rivals.stream().filter(rival -> rival.isRunningOn(day)), Stream.of(last))
                        .toList())
                .filter(running ->
                        running.stream().mapToDouble(Experiment::share).sum() > 1 + 1e-9)
                .findFirst()
                .ifPresent(running -> error(
                        last.row(),
                        "share",
                        "shares-exceed-all",
                        Message.of(
                                "bundle.experiment.shares.message",
                                "names",
                                running.stream().map(Experiment::name).toList()),
                        Message.of("bundle.experiment.shares.fix")));
    }

    private void error(int row, String heading, String code, Message message, Message fix) {
        findings.error(code, sheet.address(row, heading), sheet.raw(row, heading), message, fix);
    }

    /// The cells of an experiment by heading, as the sheet has them, and its place in the order.
    static Map<String, String> parts(Experiment experiment, int position) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("position", Integer.toString(position));
        parts.put("kind", experiment.kind().name());
        parts.put("share", ValueText.of(experiment.share()));
        parts.put("from", experiment.from() == null ? "" : experiment.from().toString());
        parts.put("to", experiment.to() == null ? "" : experiment.to().toString());
        parts.put("salt", experiment.salt());
        experiment
                .whom()
                .forEach(criterion -> parts.put(
                        criterion.field().name(), criterion.condition().text()));
        return parts;
    }
}
