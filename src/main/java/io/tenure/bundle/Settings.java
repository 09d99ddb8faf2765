package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.ContactLimit;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.ActionParser;
import io.tenure.parser.HeadedSheet;
import io.tenure.parser.Scope;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
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

/// What `settings.xlsx` says: phases, parameters, the catalogue of actions, how often customers may be
/// contacted, a site's own facts, labels.
///
/// @param parameters in the sheet's order; likewise actions, limits and labels
public record Settings(
        Dictionary dictionary,
        List<String> phases,
        Map<String, Double> parameters,
        Map<String, Action> actions,
        List<ContactLimit> contactLimits,
        Map<String, Text> labels) {

    public static final String FILE = "decision-tables/settings.xlsx";

    /// The steps that Tenure itself relies on, in their order.
    static final List<String> PHASES =
            List.of("value", "stage", "pattern", "signals", "risk", "retention", "action", "eligibility");

    private static final List<String> SHEETS =
            List.of("Phases", "Parameters", "Actions", "Contacts", "Attributes", "Labels");

    Scope scope() {
        return new Scope(dictionary, parameters, actions.keySet());
    }

    static boolean isSettings(Sheet sheet) {
        return sheet.file().equals(FILE) && SHEETS.stream().anyMatch(sheet.name()::equalsIgnoreCase);
    }

    static Settings read(List<Sheet> sheets, Set<String> requiredParameters, FindingCollector findings) {
        return new Reader(sheets, findings).read(requiredParameters);
    }

    private static final class Reader {
        private final List<Sheet> sheets;
        private final FindingCollector findings;

        Reader(List<Sheet> sheets, FindingCollector findings) {
            this.sheets = sheets;
            this.findings = findings;
        }

        Settings read(Set<String> requiredParameters) {
            var dictionary = Dictionary.standard().withAttributes(attributes());
            var parameters = parameters(dictionary, requiredParameters);
            var actions = actions(dictionary);
            return new Settings(
                    dictionary,
                    phases(),
                    parameters,
                    actions,
                    contactLimits(dictionary, actions),
                    labels(dictionary, actions));
        }

        private @Nullable HeadedSheet table(String name, String key, List<String> columns) {
            for (var sheet : sheets) {
                if (isSettings(sheet) && sheet.name().equalsIgnoreCase(name)) {
                    var table = HeadedSheet.find(sheet, key, findings).orElse(null);
                    if (table != null) {
                        table.warnUnknownColumns(columns);
                    }
                    return table;
                }
            }
            return null;
        }

        private List<String> phases() {
            var table = table("Phases", "phase", List.of("phase", "meaning", "meaningZh"));
            if (table == null) {
                return PHASES;
            }
            var phases = new LinkedHashSet<String>();
            for (var row : table.rows()) {
                var phase = requiredName(table, row, "phase");
                if (!phase.isEmpty() && !phases.add(phase)) {
                    reportDuplicate(table, row, "phase", phase);
                }
            }
            if (!phases.stream().filter(PHASES::contains).toList().equals(PHASES)) {
                findings.error(
                        "missing-phase",
                        table.sheet().address(),
                        String.join(", ", phases),
                        Message.of("bundle.missing-phase.message"),
                        Message.of("bundle.missing-phase.fix", "phases", PHASES));
                return PHASES;
            }
            return List.copyOf(phases);
        }

        private Map<String, Double> parameters(Dictionary dictionary, Set<String> required) {
            var parameters = new LinkedHashMap<String, Double>();
            var table = table("Parameters", "name", List.of("name", "value", "unit", "meaning", "meaningZh", "source"));
            var tried = new LinkedHashSet<String>();
            if (table != null) {
                for (var row : table.rows()) {
                    var name = requiredName(table, row, "name");
                    if (name.isEmpty() || !isFreeName(table, row, name, dictionary, true)) {
                        continue;
                    }
                    if (!tried.add(name)) {
                        reportDuplicate(table, row, "name", name);
                        continue;
                    }
                    var value = number(table, row, "value", true);
                    if (value != null) {
                        parameters.put(name, value);
                    }
                }
            }
            required.stream().sorted().filter(name -> !tried.contains(name)).forEach(name -> {
                var nearest = Dictionary.nearest(name, parameters.keySet());
                findings.error(
                        "missing-parameter",
                        Address.sheet(FILE, "Parameters"),
                        name,
                        Message.of("bundle.missing-parameter.message", "name", name),
                        nearest.<Text>map(n ->
                                        Message.of("bundle.missing-parameter.fix.nearest", "name", name, "nearest", n))
                                .orElse(Message.of("bundle.missing-parameter.fix.other", "name", name)));
            });
            return parameters;
        }

        /// Names are used once; only a parameter may be called like the fact that it stands in for, as
        /// `discountRate`.
        private boolean isFreeName(HeadedSheet table, int row, String name, Dictionary dictionary, boolean besideFact) {
            var keyword = List.of("known", "unknown", "not").contains(name.toLowerCase(Locale.ROOT));
            if (!ValueParser.isName(name) || keyword) {
                findings.error(
                        "bad-name",
                        table.address(row, "name"),
                        name,
                        Message.of("bundle.bad-name.message", "name", name),
                        Message.of("bundle.bad-name.fix"));
                return false;
            }
            var taken = dictionary.find(name);
            if (taken.isPresent() && !(besideFact && taken.get().kind() == FieldKind.FACT)) {
                findings.error(
                        "duplicate-name",
                        table.address(row, "name"),
                        name,
                        Message.of("bundle.duplicate-name.dictionary-already-name.message", "name", name),
                        Message.of("bundle.duplicate-name.dictionary-already-name.fix"));
                return false;
            }
            return true;
        }

        private Map<String, Action> actions(Dictionary dictionary) {
            var actions = new LinkedHashMap<String, Action>();
            var table = table(
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
                            "strategy",
                            "strategyZh"));
            if (table == null) {
                return actions;
            }
            var levels = dictionary.require("retentionLevel").codes();
            var channels = dictionary.require("channelPreference").codes();
            for (var row : table.rows()) {
                var code = requiredName(table, row, "code");
                if (code.isEmpty()) {
                    continue;
                }
                var level = table.normalizedText(row, "level");
                if (level.isEmpty()) {
                    level = "NONE";
                } else if (!levels.contains(level)) {
                    reportUnknown(table, row, "level", level, levels);
                }
                var ways = splitCodes(table.normalizedText(row, "channels"));
                for (var way : ways) {
                    if (!channels.contains(way)) {
                        reportUnknown(table, row, "channels", way, channels);
                    }
                }
                var cost = number(table, row, "cost", false);
                var gap = number(table, row, "minGapDays", false);
                if (cost != null && cost < 0) {
                    reportNegative(table, row, "cost");
                }
                if (gap != null && (gap < 0 || !ValueParser.isWhole(gap) || gap > 36_500)) {
                    reportNegative(table, row, "minGapDays");
                }
                var action = new Action(
                        code,
                        text(table, row, "label", code),
                        level,
                        ways,
                        cost == null ? 0 : cost,
                        gap == null ? 0 : gap.intValue(),
                        readBoolean(table, row, "selling"),
                        readBoolean(table, row, "marketing"),
                        text(table, row, "strategy", ""));
                if (actions.putIfAbsent(code, action) != null) {
                    reportDuplicate(table, row, "code", code);
                }
            }
            if (!actions.containsKey(Action.NONE)) {
                findings.error(
                        "missing-action",
                        table.sheet().address(),
                        "",
                        Message.of("bundle.missing-action.message", "none", Action.NONE),
                        Message.of("bundle.missing-action.fix", "none", Action.NONE));
            }
            return actions;
        }

        private List<ContactLimit> contactLimits(Dictionary dictionary, Map<String, Action> actions) {
            var limits = new LinkedHashMap<String, ContactLimit>();
            var table = table(
                    "Contacts", "name", List.of("name", "channel", "action", "days", "most", "reason", "reasonZh"));
            if (table == null) {
                return List.of();
            }
            var channels = dictionary.require("channelPreference").codes();
            for (var row : table.rows()) {
                var name = requiredName(table, row, "name");
                var channel = table.normalizedText(row, "channel");
                var action = table.normalizedText(row, "action");
                if (!channel.isEmpty() && !channels.contains(channel)) {
                    reportUnknown(table, row, "channel", channel, channels);
                }
                if (!action.isEmpty() && !actions.containsKey(action)) {
                    reportUnknown(table, row, "action", action, List.copyOf(actions.keySet()));
                } else if (!action.isEmpty()) {
                    checkContactLimit(table, row, channel, Objects.requireNonNull(actions.get(action)));
                }
                var limit = new ContactLimit(
                        name,
                        channel.isEmpty() ? null : channel,
                        action.isEmpty() ? null : action,
                        readWholeNumber(table, row, "days", 1),
                        readWholeNumber(table, row, "most", 0),
                        text(table, row, "reason", ""),
                        FILE.substring(FILE.lastIndexOf('/') + 1),
                        table.sheet().name(),
                        row);
                if (!name.isEmpty() && limits.putIfAbsent(name, limit) != null) {
                    reportDuplicate(table, row, "name", name);
                }
            }
            return List.copyOf(limits.values());
        }

        /// A limit on an action that is never limited, or that never takes the channel, does nothing.
        private void checkContactLimit(HeadedSheet table, int row, String channel, Action action) {
            var never = !action.selling() && !action.marketing();
            if (never || (!channel.isEmpty() && !action.channels().contains(channel))) {
                findings.warning(
                        "limits-nothing",
                        table.address(row, never ? "action" : "channel"),
                        never ? action.code() : channel,
                        never
                                ? Message.of("bundle.limits-nothing.message", "action", action.code())
                                : Message.of(
                                        "bundle.limits-nothing.message-2", "action", action.code(), "channel", channel),
                        Message.of("bundle.limits-nothing.fix"));
            }
        }

        private int readWholeNumber(HeadedSheet table, int row, String heading, int least) {
            var number = number(table, row, heading, true);
            if (number != null && (number < least || number > 36_500 || !ValueParser.isWhole(number))) {
                findings.error(
                        "out-of-range",
                        table.address(row, heading),
                        table.cell(row, heading).raw(),
                        Message.of(
                                "bundle.out-of-range.whole-number-36500.message", "heading", heading, "least", least),
                        Message.of("bundle.out-of-range.whole-number-36500.fix"));
                return least;
            }
            return number == null ? least : number.intValue();
        }

        private List<Field> attributes() {
            var attributes = new ArrayList<Field>();
            var table = table(
                    "Attributes",
                    "name",
                    List.of("name", "type", "unit", "min", "max", "codes", "meaning", "meaningZh"));
            if (table == null) {
                return attributes;
            }
            var names = new LinkedHashSet<String>();
            for (var row : table.rows()) {
                var name = requiredName(table, row, "name");
                if (name.isEmpty() || !isFreeName(table, row, name, Dictionary.standard(), false)) {
                    continue;
                }
                if (!names.add(name)) {
                    reportDuplicate(table, row, "name", name);
                    continue;
                }
                var types =
                        Arrays.stream(FieldType.values()).map(FieldType::name).toList();
                var type = table.normalizedText(row, "type").toUpperCase(Locale.ROOT);
                if (!types.contains(type)) {
                    reportUnknown(table, row, "type", type, types);
                    continue;
                }
                var codes = splitCodes(table.normalizedText(row, "codes").replace('|', ','));
                if (type.equals("CODE") == codes.isEmpty()) {
                    findings.error(
                            "bad-codes",
                            table.address(row, "codes"),
                            String.join(", ", codes),
                            Message.of("bundle.bad-codes.message"),
                            Message.of("bundle.bad-codes.fix"));
                    continue;
                }
                var min = number(table, row, "min", false);
                var max = number(table, row, "max", false);
                if (min != null && max != null && min > max) {
                    findings.error(
                            "empty-range",
                            table.address(row, "max"),
                            NumberText.exact(max),
                            Message.of("bundle.empty-range.message"),
                            Message.of("bundle.empty-range.fix"));
                }
                attributes.add(new Field(
                        name,
                        FieldKind.FACT,
                        FieldType.valueOf(type),
                        table.text(row, "unit"),
                        min,
                        max,
                        codes,
                        Field.OverrideRule.NOT_ALLOWED,
                        Field.Presence.OPTIONAL,
                        text(table, row, "meaning", name),
                        Text.of("", ""),
                        0));
            }
            return attributes;
        }

        private Map<String, Text> labels(Dictionary dictionary, Map<String, Action> actions) {
            var labels = new LinkedHashMap<String, Text>();
            var table = table("Labels", "code", List.of("code", "en", "zh"));
            if (table != null) {
                for (var row : table.rows()) {
                    var code = requiredName(table, row, "code");
                    if (code.isEmpty()) {
                        continue;
                    }
                    var label = Text.of(table.text(row, "en"), table.text(row, "zh"));
                    if (labels.putIfAbsent(code, label) != null) {
                        reportDuplicate(table, row, "code", code);
                    }
                }
            }
            actions.forEach((code, action) -> labels.putIfAbsent(code, action.label()));
            if (table != null) {
                var codes = dictionary.all().stream()
                        .flatMap(term -> term.codes().stream())
                        .distinct()
                        .toList();
                reportMissingLabels(table, codes, labels, Text::en, "en", Message.of("bundle.reader.english"));
                reportMissingLabels(table, codes, labels, Text::zh, "zh", Message.of("bundle.reader.chinese"));
            }
            return labels;
        }

        /// Says which codes are shown as they are, for want of words.
        private void reportMissingLabels(
                HeadedSheet table,
                List<String> codes,
                Map<String, Text> labels,
                Function<Text, String> words,
                String column,
                Text language) {
            var bare = codes.stream()
                    .filter(code -> !labels.containsKey(code)
                            || words.apply(labels.get(code)).isEmpty())
                    .toList();
            if (bare.isEmpty()) {
                return;
            }
            var all = String.join(", ", bare);
            findings.note(
                    "no-label",
                    table.sheet().address(),
                    all,
                    Message.of("bundle.no-label.message", "language", language, "all", all),
                    Message.of("bundle.no-label.fix", "column", column));
        }

        // Cells

        private String requiredName(HeadedSheet table, int row, String heading) {
            var name = table.normalizedText(row, heading);
            if (name.isEmpty()) {
                findings.error(
                        "no-name",
                        table.address(row, heading),
                        "",
                        Message.of("bundle.no-name.row-no.message", "heading", heading),
                        Message.of("bundle.no-name.row-no.fix"));
            }
            return name;
        }

        private @Nullable Double number(HeadedSheet table, int row, String heading, boolean required) {
            var cell = table.cell(row, heading);
            if (cell.isEmpty() && !required) {
                return null;
            }
            // Parameters and limits are numbers without a range.
            var term = new Field(
                    heading,
                    FieldKind.FACT,
                    FieldType.NUMBER,
                    "",
                    null,
                    null,
                    List.of(),
                    Field.OverrideRule.NOT_ALLOWED,
                    Field.Presence.OPTIONAL,
                    Text.same(""),
                    Text.same(""),
                    0);
            var scope = new Scope(Dictionary.standard(), Map.of(), Set.of());
            return (Double) ActionParser.value(
                    cell, term, scope, fault -> findings.add(fault.at(table.address(row, heading), cell.raw())));
        }

        private boolean readBoolean(HeadedSheet table, int row, String heading) {
            var cell = table.cell(row, heading);
            if (cell.isEmpty()) {
                return false;
            }
            var yes = cell instanceof Cell.Bool(var value)
                    ? java.util.Optional.of(value)
                    : ValueParser.bool(table.normalizedText(row, heading));
            if (yes.isEmpty()) {
                findings.error(
                        "wrong-type",
                        table.address(row, heading),
                        cell.raw(),
                        Message.of("bundle.wrong-type.message", "cell", cell.raw()),
                        Message.of("bundle.wrong-type.fix"));
            }
            return yes.orElse(false);
        }

        private Text text(HeadedSheet table, int row, String heading, String otherwise) {
            var en = table.text(row, heading);
            var zh = table.text(row, heading + "Zh");
            return Text.of(en.isEmpty() ? otherwise : en, zh.isEmpty() ? (en.isEmpty() ? otherwise : en) : zh);
        }

        private static List<String> splitCodes(String plain) {
            return TextNormalizer.splitList(plain).stream()
                    .map(TextNormalizer::unquote)
                    .filter(p -> !p.isEmpty())
                    .toList();
        }

        private void reportDuplicate(HeadedSheet table, int row, String heading, String name) {
            findings.error(
                    "duplicate-name",
                    table.address(row, heading),
                    name,
                    Message.of("bundle.duplicate-name.stands-second-time.message", "name", name),
                    Message.of("bundle.duplicate-name.stands-second-time.fix"));
        }

        private void reportNegative(HeadedSheet table, int row, String heading) {
            findings.error(
                    "out-of-range",
                    table.address(row, heading),
                    table.cell(row, heading).raw(),
                    heading.equals("cost")
                            ? Message.of("bundle.out-of-range.cost-not-below.message.cost")
                            : Message.of("bundle.out-of-range.cost-not-below.message.days-whole-number"),
                    Message.of("bundle.out-of-range.cost-not-below.fix"));
        }

        private void reportUnknown(HeadedSheet table, int row, String heading, String code, List<String> known) {
            var nearest = Dictionary.nearest(code, known);
            var all = String.join(", ", known);
            findings.error(
                    "unknown-code",
                    table.address(row, heading),
                    code,
                    Message.of("bundle.unknown-code.message", "code", code, "heading", heading),
                    nearest.<Text>map(n -> Message.of("bundle.unknown-code.fix.nearest", "nearest", n))
                            .orElse(Message.of("bundle.unknown-code.fix.other", "all", all)));
        }
    }
}
