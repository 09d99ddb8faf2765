package io.tenure.workbook;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The words of the note on a heading.
final class HeaderNotes {
    private static final Map<String, Text> FIXED_NOTES = new HashMap<>();

    static {
        FIXED_NOTES.put(
                "NAME", new Text("The row's name, unique in its table. Decisions cite it.", "行的名称，在表内唯一，决策会引用它。"));
        FIXED_NOTES.put(
                "en",
                new Text(
                        "Why the row says what it says, in English. {name} becomes the value of a name that the row reads or writes.",
                        "英文原因。{名称}替换为该行读取或写入的值。"));
        FIXED_NOTES.put("zh", new Text("The same in Chinese.", "中文原因。{名称}替换为该行读取或写入的值。"));
        FIXED_NOTES.put("phase", new Text("Name of the step, as tables give it under Phase.", "步骤名称，与各表的Phase一致。"));
        FIXED_NOTES.put("meaning", new Text("What it stands for, in English.", "含义（英文）。"));
        FIXED_NOTES.put("meaningZh", new Text("What it stands for, in Chinese.", "含义（中文）。"));
        FIXED_NOTES.put("name", new Text("The name that tables, rules and answers use.", "各表、规则与答复使用的名称。"));
        FIXED_NOTES.put("value", new Text("The number. 25% and 0.25 are the same.", "数值。25%与0.25相同。"));
        FIXED_NOTES.put("unit", new Text("What the value is counted in.", "计量单位。"));
        FIXED_NOTES.put("source", new Text("Where the number comes from.", "数值来源。"));
        FIXED_NOTES.put(
                "code",
                new Text(
                        "The code, as tables and answers use it. Don't change it once it is in use.",
                        "代码，用于各表与答复。启用后请勿更改。"));
        FIXED_NOTES.put("label", new Text("What people are shown, in English.", "显示文字（英文）。"));
        FIXED_NOTES.put("labelZh", new Text("What people are shown, in Chinese.", "显示文字（中文）。"));
        FIXED_NOTES.put(
                "level",
                new Text(
                        "Retention level that the customer must have reached; NONE if any will do. Levels are cumulative.",
                        "客户须达到的维系层次；NONE表示不限。层次累积。"));
        FIXED_NOTES.put(
                "channels",
                new Text(
                        "Channels the action may use, the usual one first, between commas: EMAIL, SMS, PHONE, APP, REP. Empty: it doesn't contact the customer.",
                        "可用渠道，首选在前，以逗号分隔：EMAIL, SMS, PHONE, APP, REP。空表示不接触客户。"));
        FIXED_NOTES.put("cost", new Text("Cost of doing it once, money.", "执行一次的成本。"));
        FIXED_NOTES.put(
                "minGapDays",
                new Text(
                        "Least days until the same action may be taken again; 0 for no limit.",
                        "再次执行同一行动的最少间隔天数；0为不限。"));
        FIXED_NOTES.put(
                "selling", new Text("Does it sell? Selling waits while a complaint is open.", "是否推销？投诉未解决时不得推销。"));
        FIXED_NOTES.put(
                "marketing",
                new Text(
                        "Does it need consent to marketing? It also counts against the contact cap.",
                        "是否需要营销同意？同时受接触上限约束。"));
        FIXED_NOTES.put("strategy", new Text("The strategy it carries out, in English.", "所执行的策略（英文）。"));
        FIXED_NOTES.put("strategyZh", new Text("The strategy it carries out, in Chinese.", "所执行的策略（中文）。"));
        FIXED_NOTES.put(
                "channel",
                new Text(
                        "The channel whose contacts are counted and limited: EMAIL, SMS, PHONE, APP or REP. Empty: any, also one not known.",
                        "所计数并限制的渠道：EMAIL、SMS、PHONE、APP或REP。空表示任意渠道，包括未知渠道。"));
        FIXED_NOTES.put(
                "action",
                new Text(
                        "The action whose contacts are counted and limited. Empty: any action that sells or is marketing.",
                        "所计数并限制的行动。空表示任何推销或营销行动。"));
        FIXED_NOTES.put(
                "days",
                new Text(
                        "Days that are looked back on, today included, 1 or more. With most 1: the days from one contact to the next.",
                        "回溯的天数，含当天，至少为1。most为1时即两次接触的间隔天数。"));
        FIXED_NOTES.put("most", new Text("Contacts allowed in those days; 0 allows none.", "这些天内允许的接触次数；0表示不允许。"));
        FIXED_NOTES.put("reason", new Text("Why, in English; the numbers are added to it.", "英文原因，数字会自动附上。"));
        FIXED_NOTES.put("reasonZh", new Text("Why, in Chinese.", "中文原因。"));
        FIXED_NOTES.put(
                "type",
                new Text("INTEGER, NUMBER, BOOLEAN, CODE, TEXT or DATE.", "类型：INTEGER、NUMBER、BOOLEAN、CODE、TEXT或DATE。"));
        FIXED_NOTES.put("min", new Text("Least legal value; empty for none.", "最小值；空为不限。"));
        FIXED_NOTES.put("max", new Text("Greatest legal value; empty for none.", "最大值；空为不限。"));
        FIXED_NOTES.put("codes", new Text("The legal codes of a CODE, between commas.", "CODE类型的合法代码，以逗号分隔。"));
        FIXED_NOTES.put("scenario", new Text("The scenario's name, unique in its sheet.", "场景名称，在表内唯一。"));
        FIXED_NOTES.put(
                "expect:signals",
                new Text("Codes of all risk signals that must be raised, joined by commas.", "应触发的所有风险信号代码，以逗号分隔。"));
    }

    private HeaderNotes() {}

    /// The note for a column that means something of its own, not a term's.
    static Optional<String> plain(String name) {
        if (name.startsWith("expect:rule:")) {
            String table = name.substring("expect:rule:".length());
            return Optional.of("Name of the row that must decide in table " + table + ".\n\n" + table + "表中应当生效的行的名称。");
        }
        if (name.matches("expect:action\\d+")) {
            return Optional.of("Code of the action that must stand in this place of the list.\n\n列表中该位次应为的行动代码。");
        }
        if (name.matches("expect:score\\d+")) {
            return Optional.of("Score, money, of the action in this place of the list.\n\n该位次行动的得分。");
        }
        return Optional.ofNullable(FIXED_NOTES.get(name)).map(words -> words.en() + "\n\n" + words.zh());
    }

    /// The note for a column that reads or writes a term.
    static String of(Field term) {
        var note = new StringBuilder();
        note.append(term.name()).append('\n').append(term.meaning().en()).append('\n');
        String range = range(term);
        if (!term.unit().isEmpty()) {
            note.append("Unit: ").append(term.unit()).append('\n');
        }
        if (!range.isEmpty()) {
            note.append("Range: ").append(range).append('\n');
        }
        if (!term.whenUnknown().en().isEmpty() && term.kind() != FieldKind.OUTCOME) {
            note.append("Where unknown: ").append(term.whenUnknown().en()).append('\n');
        }
        note.append('\n').append(term.meaning().zh()).append('\n');
        if (!range.isEmpty()) {
            note.append("取值：").append(range).append('\n');
        }
        if (!term.whenUnknown().zh().isEmpty() && term.kind() != FieldKind.OUTCOME) {
            note.append("未知时：").append(term.whenUnknown().zh()).append('\n');
        }
        return note.toString().strip();
    }

    private static String range(Field term) {
        if (!term.codes().isEmpty()) {
            return String.join(", ", term.codes());
        }
        String min = plain(term.min());
        String max = plain(term.max());
        if (!min.isEmpty() && !max.isEmpty()) {
            return min + " to " + max;
        }
        return min.isEmpty() ? max.isEmpty() ? "" : "at most " + max : "at least " + min;
    }

    private static String plain(@Nullable Double bound) {
        return bound == null
                ? ""
                : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
