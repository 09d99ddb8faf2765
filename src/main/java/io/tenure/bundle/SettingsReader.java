package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.HeadedSheet;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the sheets of `settings.xlsx`.
final class SettingsReader {
    private final List<Sheet> sheets;
    private final FindingCollector findings;
    private final Map<String, Address> faultyAttributes = new LinkedHashMap<>();

    /// @param sheets the sheets of the workbook; one that is missing counts as empty
    SettingsReader(List<Sheet> sheets, FindingCollector findings) {
        this.sheets = sheets;
        this.findings = findings;
    }

    /// @param requiredParameters parameters whose absence is an error
    /// @param formerParameters those of the release that the bundle changes
    /// @param mentioned every name that tables and rules use, with the number of cells that do
    Settings read(Set<String> requiredParameters, Set<String> formerParameters, Map<String, Integer> mentioned) {
        var dictionary = Dictionary.standard().withAttributes(attributes());
        var columns = List.of("name", "value", "min", "max", "unit", "meaning", "meaningZh", "source");
        var parameters = new ParameterReader(
                        sheet("Parameters", "name", columns), requiredParameters, formerParameters, findings)
                .read(dictionary, mentioned);
        var actions = actions(dictionary);
        return new Settings(
                dictionary,
                phases(),
                parameters,
                faultyAttributes,
                actions,
                contactLimits(dictionary, actions),
                labels(dictionary, actions));
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

    private Map<String, Action> actions(Dictionary dictionary) {
        var actions = new LinkedHashMap<String, Action>();
        var sheet = sheet(
                "Actions",
                "code",
                List.of(
                        "code",
                        "label",
                        "labelZh",
                        "level",
                        "channels",
                        "cost",
                        "minGapDays",
                        "selling",
                        "marketing",
                        "duty",
                        "strategy",
                        "strategyZh"));
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
            var gap = sheet.number(row, "minGapDays", false);
            if (cost != null && cost < 0) {
                sheet.reportNegative(row, "cost");
            }
            if (gap != null && (gap < 0 || !ValueParser.isWhole(gap) || gap > SettingsSheet.MAX_WHOLE_NUMBER)) {
                sheet.reportNegative(row, "minGapDays");
            }
            var action = new Action(
                    code,
                    sheet.text(row, "label", code),
                    level,
                    actionChannels,
                    cost == null ? 0 : cost,
                    gap == null ? 0 : gap.intValue(),
                    sheet.bool(row, "selling"),
                    sheet.bool(row, "marketing"),
                    sheet.bool(row, "duty"),
                    sheet.text(row, "strategy", ""),
                    row);
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

    private List<ContactLimit> contactLimits(Dictionary dictionary, Map<String, Action> actions) {
        var limits = new LinkedHashMap<String, ContactLimit>();
        var sheet =
                sheet("Contacts", "name", List.of("name", "channel", "action", "days", "most", "reason", "reasonZh"));
        if (sheet == null) {
            return List.of();
        }
        var channels = dictionary.require("channelPreference").codes();
        for (var row : sheet.rows()) {
            var name = sheet.requiredName(row, "name");
            var channel = sheet.normalizedText(row, "channel");
            var action = sheet.normalizedText(row, "action");
            if (!channel.isEmpty() && !channels.contains(channel)) {
                sheet.reportUnknown(row, "channel", channel, channels);
            }
            if (!action.isEmpty() && !actions.containsKey(action)) {
                sheet.reportUnknown(row, "action", action, List.copyOf(actions.keySet()));
            } else if (!action.isEmpty()) {
                checkContactLimit(sheet, row, channel, Objects.requireNonNull(actions.get(action)));
            }
            var limit = new ContactLimit(
                    name,
                    channel.isEmpty() ? null : channel,
                    action.isEmpty() ? null : action,
                    sheet.wholeNumber(row, "days", 1),
                    sheet.wholeNumber(row, "most", 0),
                    sheet.text(row, "reason", ""),
                    Settings.FILE.substring(Settings.FILE.lastIndexOf('/') + 1),
                    sheet.sheetName(),
                    row);
            if (!name.isEmpty() && limits.putIfAbsent(name, limit) != null) {
                sheet.reportDuplicate(row, "name", name);
            }
        }
        return List.copyOf(limits.values());
    }

    /// A limit on an action that is never limited, or that never uses the channel, does nothing.
    private void checkContactLimit(SettingsSheet sheet, int row, String channel, Action action) {
        var unlimited = !action.selling() && !action.marketing();
        if (unlimited || (!channel.isEmpty() && !action.channels().contains(channel))) {
            findings.warning(
                    "unused-contact-limit",
                    sheet.address(row, unlimited ? "action" : "channel"),
                    unlimited ? action.code() : channel,
                    unlimited
                            ? Message.of("bundle.unused-contact-limit.action.message", "action", action.code())
                            : Message.of(
                                    "bundle.unused-contact-limit.channel.message",
                                    "action",
                                    action.code(),
                                    "channel",
                                    channel),
                    Message.of("bundle.unused-contact-limit.fix"));
        }
    }

    private List<Field> attributes() {
        var attributes = new ArrayList<Field>();
        var sheet = sheet(
                "Attributes", "name", List.of("name", "type", "unit", "min", "max", "codes", "meaning", "meaningZh"));
        if (sheet == null) {
            return attributes;
        }
        var names = new LinkedHashSet<String>();
        for (var row : sheet.rows()) {
            var name = sheet.requiredName(row, "name");
            if (name.isEmpty()) {
                continue;
            }
            if (!sheet.isFreeName(row, name, Dictionary.standard(), false)) {
                faultyAttributes.putIfAbsent(name, sheet.address(row, "name"));
                continue;
            }
            if (!names.add(name)) {
                sheet.reportDuplicate(row, "name", name);
                continue;
            }
            var types = Arrays.stream(FieldType.values()).map(FieldType::name).toList();
            var type = sheet.normalizedText(row, "type").toUpperCase(Locale.ROOT);
            if (!types.contains(type)) {
                sheet.reportUnknown(row, "type", type, types);
                faultyAttributes.putIfAbsent(name, sheet.address(row, "type"));
                continue;
            }
            var codes =
                    SettingsSheet.splitCodes(sheet.normalizedText(row, "codes").replace('|', ','));
            if (type.equals("CODE") == codes.isEmpty()) {
                findings.error(
                        "invalid-codes",
                        sheet.address(row, "codes"),
                        String.join(", ", codes),
                        Message.of("bundle.invalid-codes.message"),
                        Message.of("bundle.invalid-codes.fix"));
                faultyAttributes.putIfAbsent(name, sheet.address(row, "codes"));
                continue;
            }
            var min = sheet.number(row, "min", false);
            var max = sheet.number(row, "max", false);
            if (min != null && max != null && min > max) {
                findings.error(
                        "empty-range",
                        sheet.address(row, "max"),
                        NumberText.exact(max),
                        Message.of("bundle.empty-range.message"),
                        Message.of("bundle.empty-range.fix"));
            }
            attributes.add(new Field(
                    name,
                    FieldKind.FACT,
                    FieldType.valueOf(type),
                    sheet.text(row, "unit"),
                    min,
                    max,
                    codes,
                    Field.OverrideRule.NOT_ALLOWED,
                    Field.Presence.OPTIONAL,
                    sheet.text(row, "meaning", name),
                    sheet.text(row, "meaning", name),
                    Text.of("", ""),
                    0));
        }
        return attributes;
    }

    private Map<String, Text> labels(Dictionary dictionary, Map<String, Action> actions) {
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
        if (sheet != null) {
            var codes = dictionary.all().stream()
                    .flatMap(field -> field.codes().stream())
                    .distinct()
                    .toList();
            reportMissingLabels(sheet, codes, labels, Text::en, "en", Message.of("bundle.language.english"));
            reportMissingLabels(sheet, codes, labels, Text::zh, "zh", Message.of("bundle.language.chinese"));
        }
        return labels;
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
