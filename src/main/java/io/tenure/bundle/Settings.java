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
                        new Text(
                                "The steps that every decision takes are missing or in another order.",
                                "缺少决策必经的步骤，或顺序不对。"),
                        new Text(
                                "List them in this order: " + String.join(", ", PHASES) + ".",
                                "请按此顺序列出：" + String.join(", ", PHASES) + "。"));
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
                        new Text(
                                "The parameter " + name + " is missing; measures are computed with it.",
                                "缺少参数" + name + "；指标计算需要它。"),
                        new Text(
                                "Add a row with the name " + name + " and its value"
                                        + nearest.map(n -> "; or is " + n + " meant?")
                                                .orElse("."),
                                "请添加名称为" + name + "的一行及其值"
                                        + nearest.map(n -> "；或者" + n + "就是它？").orElse("。")));
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
                        new Text("\"" + name + "\" cannot be a name.", "“" + name + "”不能作为名称。"),
                        new Text(
                                "Write a letter and then letters and digits, without spaces: stableCount.",
                                "请以字母开头，仅用字母和数字，不含空格：stableCount。"));
                return false;
            }
            var taken = dictionary.find(name);
            if (taken.isPresent() && !(besideFact && taken.get().kind() == FieldKind.FACT)) {
                findings.error(
                        "duplicate-name",
                        table.address(row, "name"),
                        name,
                        new Text("The dictionary already has the name \"" + name + "\".", "词典中已有名称“" + name + "”。"),
                        new Text("Choose another name.", "请换一个名称。"));
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
                        new Text(
                                "The catalogue lacks " + Action.NONE + ", which ends every list.",
                                "目录中缺少" + Action.NONE + "，而每个列表都以它结尾。"),
                        new Text("Add a row with the code " + Action.NONE + ".", "请添加代码为" + Action.NONE + "的一行。"));
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
                                ? new Text(
                                        action.code()
                                                + " neither sells nor is marketing, and only what does is limited.",
                                        action.code() + "既非推销也非营销，而只有推销或营销才受限制。")
                                : new Text(
                                        action.code() + " never takes the channel " + channel + ".",
                                        action.code() + "从不使用渠道" + channel + "。"),
                        new Text("Delete the row, or name another action.", "请删除该行，或填写其他行动。"));
            }
        }

        private int readWholeNumber(HeadedSheet table, int row, String heading, int least) {
            var number = number(table, row, heading, true);
            if (number != null && (number < least || number > 36_500 || !ValueParser.isWhole(number))) {
                findings.error(
                        "out-of-range",
                        table.address(row, heading),
                        table.cell(row, heading).raw(),
                        new Text(
                                "\"" + heading + "\" is a whole number from " + least + " to 36500.",
                                "“" + heading + "”是" + least + "到36500的整数。"),
                        new Text("Write such a number.", "请填写这样的数。"));
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
                            new Text("Codes are listed for the type CODE, and for it only.", "仅当类型为CODE时才列出代码。"),
                            new Text("Write the codes as A, B, C, or change the type.", "请将代码写作A, B, C，或更改类型。"));
                    continue;
                }
                var min = number(table, row, "min", false);
                var max = number(table, row, "max", false);
                if (min != null && max != null && min > max) {
                    findings.error(
                            "empty-range",
                            table.address(row, "max"),
                            Cell.canonical(max),
                            new Text("The maximum is below the minimum.", "最大值小于最小值。"),
                            new Text("Write the larger number under max.", "请在max下填写较大的数。"));
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
                        text(table, row, "meaning", name),
                        new Text("", ""),
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
                    var label = new Text(table.text(row, "en"), table.text(row, "zh"));
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
                reportMissingLabels(table, codes, labels, Text::en, "en", new Text("English", "英文"));
                reportMissingLabels(table, codes, labels, Text::zh, "zh", new Text("Chinese", "中文"));
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
                    new Text(
                            "These codes have no words in " + language.en() + ", and are shown as codes: " + all + ".",
                            "这些代码没有" + language.zh() + "名称，将按代码显示：" + all + "。"),
                    new Text(
                            "Write a row for each, with the words under " + column + ".",
                            "请为每个代码添加一行，并在" + column + "下填写名称。"));
        }

        // Cells

        private String requiredName(HeadedSheet table, int row, String heading) {
            var name = table.normalizedText(row, heading);
            if (name.isEmpty()) {
                findings.error(
                        "no-name",
                        table.address(row, heading),
                        "",
                        new Text("The row has no " + heading + ".", "该行没有" + heading + "。"),
                        new Text("Write one, or delete the row.", "请填写，或删除该行。"));
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
                        new Text(
                                "\"" + cell.raw() + "\" is neither TRUE nor FALSE.",
                                "“" + cell.raw() + "”既不是TRUE也不是FALSE。"),
                        new Text("Write TRUE or FALSE.", "请填写TRUE或FALSE。"));
            }
            return yes.orElse(false);
        }

        private Text text(HeadedSheet table, int row, String heading, String otherwise) {
            var en = table.text(row, heading);
            var zh = table.text(row, heading + "Zh");
            return new Text(en.isEmpty() ? otherwise : en, zh.isEmpty() ? (en.isEmpty() ? otherwise : en) : zh);
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
                    new Text("\"" + name + "\" stands here a second time.", "“" + name + "”在此重复出现。"),
                    new Text("Delete or rename one of the two rows.", "请删除或重命名其中一行。"));
        }

        private void reportNegative(HeadedSheet table, int row, String heading) {
            findings.error(
                    "out-of-range",
                    table.address(row, heading),
                    table.cell(row, heading).raw(),
                    new Text(
                            heading.equals("cost") ? "A cost is not below 0." : "Days are a whole number, not below 0.",
                            heading.equals("cost") ? "成本不能小于0。" : "天数是不小于0的整数。"),
                    new Text("Write 0 or more.", "请填写0或更大的值。"));
        }

        private void reportUnknown(HeadedSheet table, int row, String heading, String code, List<String> known) {
            var nearest = Dictionary.nearest(code, known);
            var all = String.join(", ", known);
            findings.error(
                    "unknown-code",
                    table.address(row, heading),
                    code,
                    new Text("\"" + code + "\" is no " + heading + ".", "“" + code + "”不是有效的" + heading + "。"),
                    new Text(
                            nearest.map(n -> "Write " + n + "?").orElse("Write one of: " + all + "."),
                            nearest.map(n -> "是否应为" + n + "？").orElse("请填写其中之一：" + all + "。")));
        }
    }
}
