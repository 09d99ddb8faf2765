package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.parser.HeadedSheet;
import io.tenure.parser.ValueParser;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Sheet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the sheets of `settings.xlsx`.
final class SettingsReader {
    /// Heading of the column that names what the cost of an action is a share of.
    private static final String COST_SHARE_OF = "costShareOf";
    private static final List<String> ACTION_COLUMNS = List.of(
            "code",
            "label",
            "labelZh",
            "level",
            "channels",
            "cost",
            COST_SHARE_OF,
            "minGapDays",
            "selling",
            "marketing",
            "duty",
            "strategy",
            "strategyZh",
            "guidance",
            "guidanceZh");

    private final List<Sheet> sheets;
    private final FindingCollector findings;

    /// @param sheets the sheets of the workbook; one that is missing counts as empty
    SettingsReader(List<Sheet> sheets, FindingCollector findings) {
        this.sheets = sheets;
        this.findings = findings;
    }

    /// @param requiredParameters parameters whose absence is an error
    /// @param formerParameters those of the release that the bundle changes
    /// @param mentioned every name that tables and rules use, with the number of cells that do
    Settings read(Set<String> requiredParameters, Set<String> formerParameters, Map<String, Integer> mentioned) {
        var phases = phases();
        var own = new OwnFieldsReader(
                        phases.stream()
                                .filter(phase -> !phase.equals(Table.ELIGIBILITY))
                                .toList(),
                        findings)
                .read(
                        sheet("Attributes", "name", OwnFieldsReader.ATTRIBUTE_COLUMNS),
                        sheet("Outcomes", "name", OwnFieldsReader.OUTCOME_COLUMNS),
                        sheet("Codes", "outcome", OwnFieldsReader.CODE_COLUMNS));
        var actionSheet = sheet("Actions", "code", actionColumns(own.dictionary()));
        var dictionary = own.dictionary().with(actionParts(actionSheet, own.dictionary()));
        var indicatorSheet = sheet(Settings.INDICATORS, "score", IndicatorReader.COLUMNS);
        var columns = List.of(
                "name",
                "value",
                ParameterReader.SHARE_OF,
                "min",
                "max",
                "unit",
                "meaning",
                "meaningZh",
                "source",
                "measuredOn");
        var parameters = new ModelReader(findings)
                .addTo(
                        new ParameterReader(
                                        sheet("Parameters", "name", columns),
                                        requiredParameters,
                                        formerParameters,
                                        findings)
                                .read(dictionary, IndicatorReader.withParameters(indicatorSheet, mentioned)),
                        sheet("Model", "name", ModelReader.COLUMNS));
        var actions = actions(actionSheet, dictionary, parameters);
        return new Settings(
                dictionary,
                phases,
                parameters,
                own,
                IndicatorReader.read(indicatorSheet, dictionary, parameters, mentioned.keySet(), findings),
                actions,
                ContactLimitReader.read(
                        sheet("Contacts", "name", ContactLimitReader.COLUMNS),
                        dictionary,
                        actions,
                        parameters.values(),
                        findings),
                ActionableFactReader.read(
                        sheet("Facts", "fact", ActionableFactReader.COLUMNS), dictionary, parameters, findings),
                labels(dictionary, actions, own.codes()));
    }

    // --- Actions ----------------------------------------------------------------------------------------

    private static List<String> actionColumns(Dictionary dictionary) {
        var columns = new ArrayList<>(ACTION_COLUMNS);
        codeOutcomes(dictionary).forEach(outcome -> columns.add(outcome.name()));
        return columns;
    }

    /// The outcomes by which a column of the sheet `Actions` can sort the actions.
    private static List<Field> codeOutcomes(Dictionary dictionary) {
        return dictionary.fields(FieldKind.OUTCOME).stream()
                .filter(field -> field.type() == FieldType.CODE)
                .filter(field -> !ACTION_COLUMNS.contains(field.name()))
                .filter(field -> dictionary.find(field.candidatePart()).isEmpty())
                .toList();
    }

    /// What tables of phase `eligibility` can read of a candidate besides the standard parts: for each column of the
    /// sheet that is named by an outcome with codes, a part with those codes.
    private static List<Field> actionParts(@Nullable SettingsSheet sheet, Dictionary dictionary) {
        return codeOutcomes(dictionary).stream()
                .filter(outcome -> sheet != null && sheet.hasColumn(outcome.name()))
                .map(outcome ->
                        outcome.asCandidatePart(Message.of("bundle.action-part.meaning", "label", outcome.label())))
                .toList();
    }

    private @Nullable SettingsSheet sheet(String name, String key, List<String> columns) {
        for (var sheet : sheets) {
            if (Settings.isSettings(sheet) && sheet.name().equalsIgnoreCase(name)) {
                var table = HeadedSheet.find(sheet, key, findings).orElse(null);
                if (table == null) {
                    return null;
                }
                table.warnUnknownColumns(columns);
                return new SettingsSheet(table, findings);
            }
        }
        return null;
    }

    private List<String> phases() {
        var sheet = sheet("Phases", "phase", List.of("phase", "meaning", "meaningZh"));
        if (sheet == null) {
            return Settings.PHASES;
        }
        var phases = new LinkedHashSet<String>();
        for (var row : sheet.rows()) {
            var phase = sheet.requiredName(row, "phase");
            if (!phase.isEmpty() && !phases.add(phase)) {
                sheet.reportDuplicate(row, "phase", phase);
            }
        }
        if (!phases.stream().filter(Settings.PHASES::contains).toList().equals(Settings.PHASES)) {
            findings.error(
                    "missing-phase",
                    sheet.address(),
                    String.join(", ", phases),
                    Message.of("bundle.missing-phase.message"),
                    Message.of("bundle.missing-phase.fix", "phases", Settings.PHASES));
            return Settings.PHASES;
        }
        return List.copyOf(phases);
    }

    private Map<String, Action> actions(
            @Nullable SettingsSheet sheet, Dictionary dictionary, ParameterReader.Content parameters) {
        var actions = new LinkedHashMap<String, Action>();
        if (sheet == null) {
            return actions;
        }
        var levels = dictionary.require("retentionLevel").codes();
        var channels = dictionary.require("channelPreference").codes();
        for (var row : sheet.rows()) {
            var code = sheet.requiredName(row, "code");
            if (code.isEmpty()) {
                continue;
            }
            var level = sheet.normalizedText(row, "level");
            if (level.isEmpty()) {
                level = "NONE";
            } else if (!levels.contains(level)) {
                sheet.reportUnknown(row, "level", level, levels);
            }
            var actionChannels = sheet.codes(row, "channels");
            for (var channelCode : actionChannels) {
                if (!channels.contains(channelCode)) {
                    sheet.reportUnknown(row, "channels", channelCode, channels);
                }
            }
            var cost = sheet.number(row, "cost", false);
            var share = sheet.share(row, "cost", COST_SHARE_OF);
            var gap = sheet.number(row, "minGapDays", false);
            if (cost != null && cost < 0) {
                sheet.reportNegative(row, "cost");
            }
            if (gap != null && (gap < 0 || !ValueParser.isWhole(gap) || gap > ContactLimit.MAX_DAYS)) {
                sheet.reportNegative(row, "minGapDays");
            }
            var action = new Action(
                    code,
                    sheet.text(row, "label", code),
                    level,
                    actionChannels,
                    share == null ? (cost == null ? 0 : cost) : amount(sheet, row, share, parameters),
                    gap == null ? 0 : gap.intValue(),
                    sheet.bool(row, "selling"),
                    sheet.bool(row, "marketing"),
                    sheet.bool(row, "duty"),
                    sheet.text(row, "strategy", ""),
                    sheet.text(row, "guidance", ""),
                    parts(sheet, row, dictionary),
                    row,
                    share);
            if (actions.putIfAbsent(code, action) != null) {
                sheet.reportDuplicate(row, "code", code);
            }
        }
        if (!actions.containsKey(Action.NONE)) {
            findings.error(
                    "missing-action",
                    sheet.address(),
                    "",
                    Message.of("bundle.missing-action.message", "none", Action.NONE),
                    Message.of("bundle.missing-action.fix", "none", Action.NONE));
        }
        return actions;
    }

    /// The codes in the columns that are named by outcomes, in the order of the parts; empty for none.
    private static List<String> parts(SettingsSheet sheet, int row, Dictionary dictionary) {
        var parts = new ArrayList<String>();
        for (var part : dictionary.ownParts()) {
            var column = part.actionColumn();
            var code = sheet.normalizedText(row, column);
            if (!code.isEmpty() && !part.codes().contains(code)) {
                sheet.reportUnknown(row, column, code, part.codes());
            }
            parts.add(code);
        }
        return parts;
    }

    private double amount(SettingsSheet sheet, int row, Share share, ParameterReader.Content parameters) {
        var amount = ParameterReader.referenceAmount(
                sheet,
                row,
                COST_SHARE_OF,
                share.reference(),
                parameters.possibleReferences(),
                parameters.missing().faulty().keySet(),
                findings);
        return amount == null ? 0 : share.amount(amount);
    }

    // --- Labels -----------------------------------------------------------------------------------------

    private Map<String, Text> labels(
            Dictionary dictionary, Map<String, Action> actions, List<OwnFields.CodeRow> ownCodes) {
        var labels = new LinkedHashMap<String, Text>();
        var sheet = sheet("Labels", "code", List.of("code", "en", "zh"));
        if (sheet != null) {
            for (var row : sheet.rows()) {
                var code = sheet.requiredName(row, "code");
                if (code.isEmpty()) {
                    continue;
                }
                if (actions.containsKey(code)) {
                    reportLabelOfAction(sheet, row, code);
                    continue;
                }
                var label = Text.of(sheet.text(row, "en"), sheet.text(row, "zh"));
                if (labels.putIfAbsent(code, label) != null) {
                    sheet.reportDuplicate(row, "code", code);
                }
            }
        }
        actions.forEach((code, action) -> labels.put(code, action.label()));
        addLabels(ownCodes, labels);
        if (sheet != null) {
            var own = ownCodes.stream().map(OwnFields.CodeRow::code).toList();
            var codes = dictionary.all().stream()
                    .flatMap(field -> field.codes().stream())
                    .filter(code -> !own.contains(code))
                    .distinct()
                    .toList();
            reportMissingLabels(sheet, codes, labels, Text::en, "en", Message.of("bundle.language.english"));
            reportMissingLabels(sheet, codes, labels, Text::zh, "zh", Message.of("bundle.language.chinese"));
        }
        return labels;
    }

    /// Adds the labels of the sheet `Codes`. A code of several outcomes has one label, and needs it once.
    private void addLabels(List<OwnFields.CodeRow> rows, Map<String, Text> labels) {
        for (var row : rows) {
            var words = row.words();
            if (words.en().isEmpty() && words.zh().isEmpty()) {
                continue;
            }
            var known = labels.putIfAbsent(row.code(), words);
            if (known != null && !known.equals(words)) {
                var address = known.en().equals(words.en()) ? row.zh() : row.en();
                findings.error(
                        "conflicting-label",
                        address,
                        known.en().equals(words.en()) ? words.zh() : words.en(),
                        Message.of("bundle.conflicting-label.message", "code", row.code(), "label", known),
                        Message.of("bundle.conflicting-label.fix"));
            }
        }
        var reported = new HashSet<String>();
        for (var row : rows) {
            var label = labels.getOrDefault(row.code(), Text.same(""));
            if (reported.add(row.code())) {
                reportMissingLabel(row.code(), label.en(), row.en(), Message.of("bundle.language.english"));
                reportMissingLabel(row.code(), label.zh(), row.zh(), Message.of("bundle.language.chinese"));
            }
        }
    }

    private void reportMissingLabel(String code, String label, Address address, Text language) {
        if (label.isEmpty()) {
            findings.error(
                    "missing-label",
                    address,
                    code,
                    Message.of("bundle.missing-label.message", "code", code, "language", language),
                    Message.of("bundle.missing-label.fix"));
        }
    }

    /// The words of an action stand in the sheet `Actions` alone, so that an edit cannot be without effect.
    private void reportLabelOfAction(SettingsSheet sheet, int row, String code) {
        findings.error(
                "label-of-action",
                sheet.address(row, "code"),
                code,
                Message.of("bundle.label-of-action.message", "code", code),
                Message.of("bundle.label-of-action.fix"));
    }

    /// Reports the codes that are shown as they are because they have no label.
    private void reportMissingLabels(
            SettingsSheet sheet,
            List<String> codes,
            Map<String, Text> labels,
            Function<Text, String> words,
            String column,
            Text language) {
        var unlabelled = codes.stream()
                .filter(code -> !labels.containsKey(code)
                        || words.apply(labels.get(code)).isEmpty())
                .toList();
        if (unlabelled.isEmpty()) {
            return;
        }
        var all = String.join(", ", unlabelled);
        findings.note(
                "no-label",
                sheet.address(),
                all,
                Message.of("bundle.no-label.message", "language", language, "codes", unlabelled),
                Message.of("bundle.no-label.fix", "column", column));
    }
}
