package io.tenure.bundle;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.parser.ValueParser;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final SettingsBook book;
    private final Set<String> requiredParameters;
    private final FormerSettings former;
    private final FindingCollector findings;

    /// @param sheets the sheets of the workbook; one that is missing counts as empty
    /// @param requiredParameters parameters whose absence is an error
    /// @param former settings of the release that the bundle changes
    SettingsReader(
            List<Sheet> sheets, Set<String> requiredParameters, FormerSettings former, FindingCollector findings) {
        this.book = new SettingsBook(
                sheets, former, requiredParameters.containsAll(Settings.REQUIRED_PARAMETERS), findings);
        this.requiredParameters = requiredParameters;
        this.former = former;
        this.findings = findings;
    }

    /// @param mentioned every name that tables and rules use, with the number of cells that do
    Settings read(Map<String, Integer> mentioned) {
        var phases = phases();
        var own = new OwnFieldsReader(
                        phases.stream()
                                .filter(phase -> !phase.equals(Table.ELIGIBILITY))
                                .toList(),
                        name -> mentioned.containsKey(name) || former.names().contains(name),
                        findings)
                .read(
                        book.sheet(SettingsSheets.ATTRIBUTES, OwnFieldsReader.ATTRIBUTE_COLUMNS),
                        book.sheet(SettingsSheets.OUTCOMES, OwnFieldsReader.OUTCOME_COLUMNS),
                        book.sheet(SettingsSheets.CODES, OwnFieldsReader.CODE_COLUMNS));
        var actionSheet = book.sheet(SettingsSheets.ACTIONS, actionColumns(own.dictionary()));
        var dictionary = own.dictionary().with(actionParts(actionSheet, own.dictionary()));
        var indicatorSheet = book.sheet(Settings.INDICATORS, IndicatorReader.COLUMNS);
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
                                        book.sheet(SettingsSheets.PARAMETERS, columns), requiredParameters, findings)
                                .read(dictionary, IndicatorReader.withParameters(indicatorSheet, mentioned)),
                        book.sheet("Model", ModelReader.COLUMNS));
        var actions = actions(actionSheet, dictionary, parameters);
        var contactSheet = book.sheet("Contacts", ContactLimitReader.COLUMNS);
        var experimentSheet = book.sheet(SettingsSheets.EXPERIMENTS, ExperimentReader.columns(dictionary));
        var factSheet = book.sheet("Facts", ActionableFactReader.COLUMNS);
        var missing = DeclaredNames.missing(
                parameters, own, DeclaredNames.places(actions, actionSheet), mentioned, former, book.unreadable());
        return new Settings(
                dictionary,
                phases,
                parameters,
                own,
                IndicatorReader.read(
                        SettingsSheet.knowing(indicatorSheet, missing),
                        dictionary,
                        parameters,
                        mentioned.keySet(),
                        findings),
                actions,
                ContactLimitReader.read(
                        SettingsSheet.knowing(contactSheet, missing),
                        dictionary,
                        actions,
                        parameters.values(),
                        findings),
                ExperimentReader.read(
                        SettingsSheet.knowing(experimentSheet, missing),
                        Settings.scope(dictionary, parameters, actions, missing),
                        findings),
                ActionableFactReader.read(SettingsSheet.knowing(factSheet, missing), dictionary, parameters, findings),
                new LabelReader(book, findings).read(dictionary, actions, own.codes()),
                missing,
                book.misspelt());
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

    private List<String> phases() {
        var sheet = book.sheet("Phases", List.of("phase", "meaning", "meaningZh"));
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
        reportWithoutLabel(sheet, "label", Message.of("bundle.language.english"));
        reportWithoutLabel(sheet, "labelZh", Message.of("bundle.language.chinese"));
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

    private static void reportWithoutLabel(SettingsSheet sheet, String heading, Text language) {
        var codes = sheet.rows().stream()
                .filter(row ->
                        sheet.hasColumn(heading) && sheet.text(row, heading).isEmpty())
                .map(row -> sheet.normalizedText(row, "code"))
                .toList();
        sheet.reportWithoutLabel(codes, language, Message.of("bundle.no-label.action.fix", "column", heading));
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
        var amount =
                ParameterReader.referenceAmount(sheet, row, COST_SHARE_OF, share.reference(), parameters, findings);
        return amount == null ? 0 : share.amount(amount);
    }
}
