package io.tenure.workbook;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The text of the comment on a heading.
final class HeaderNotes {
    private static final Map<String, Text> FIXED_NOTES = new HashMap<>();

    static {
        FIXED_NOTES.put("NAME", Message.of("workbook.header.row-name"));
        FIXED_NOTES.put("en", Message.of("workbook.header.reason-en"));
        FIXED_NOTES.put("zh", Message.of("workbook.header.reason-zh-row"));
        FIXED_NOTES.put("phase", Message.of("workbook.header.phase"));
        FIXED_NOTES.put("meaning", Message.of("workbook.header.meaning"));
        FIXED_NOTES.put("meaningZh", Message.of("workbook.header.meaning-zh"));
        FIXED_NOTES.put("name", Message.of("workbook.header.name"));
        FIXED_NOTES.put("value", Message.of("workbook.header.value"));
        FIXED_NOTES.put("unit", Message.of("workbook.header.unit"));
        FIXED_NOTES.put("source", Message.of("workbook.header.source"));
        FIXED_NOTES.put("code", Message.of("workbook.header.code"));
        FIXED_NOTES.put("label", Message.of("workbook.header.label"));
        FIXED_NOTES.put("labelZh", Message.of("workbook.header.label-zh"));
        FIXED_NOTES.put("level", Message.of("workbook.header.level"));
        FIXED_NOTES.put("channels", Message.of("workbook.header.channels"));
        FIXED_NOTES.put("cost", Message.of("workbook.header.cost"));
        FIXED_NOTES.put("minGapDays", Message.of("workbook.header.min-gap-days"));
        FIXED_NOTES.put("selling", Message.of("workbook.header.selling"));
        FIXED_NOTES.put("marketing", Message.of("workbook.header.marketing"));
        FIXED_NOTES.put("strategy", Message.of("workbook.header.strategy"));
        FIXED_NOTES.put("strategyZh", Message.of("workbook.header.strategy-zh"));
        FIXED_NOTES.put("channel", Message.of("workbook.header.channel"));
        FIXED_NOTES.put("action", Message.of("workbook.header.action"));
        FIXED_NOTES.put("days", Message.of("workbook.header.days"));
        FIXED_NOTES.put("most", Message.of("workbook.header.most"));
        FIXED_NOTES.put("reason", Message.of("workbook.header.reason"));
        FIXED_NOTES.put("reasonZh", Message.of("workbook.header.reason-zh"));
        FIXED_NOTES.put("type", Message.of("workbook.header.type"));
        FIXED_NOTES.put("min", Message.of("workbook.header.min"));
        FIXED_NOTES.put("max", Message.of("workbook.header.max"));
        FIXED_NOTES.put("codes", Message.of("workbook.header.codes"));
        FIXED_NOTES.put("scenario", Message.of("workbook.header.scenario"));
        FIXED_NOTES.put("expect:signals", Message.of("workbook.header.expect-signals"));
    }

    private HeaderNotes() {}

    /// The note for a column that is not a field of the dictionary.
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

    /// The note for a column that reads or writes a field of the dictionary.
    static String of(Field field) {
        var note = new StringBuilder();
        note.append(field.name()).append('\n').append(field.meaning().en()).append('\n');
        String range = range(field);
        if (!field.unit().isEmpty()) {
            note.append("Unit: ").append(field.unit()).append('\n');
        }
        if (!range.isEmpty()) {
            note.append("Range: ").append(range).append('\n');
        }
        if (!field.whenUnknown().en().isEmpty() && field.kind() != FieldKind.OUTCOME) {
            note.append("Where unknown: ").append(field.whenUnknown().en()).append('\n');
        }
        note.append('\n').append(field.meaning().zh()).append('\n');
        if (!range.isEmpty()) {
            note.append("取值：").append(range).append('\n');
        }
        if (!field.whenUnknown().zh().isEmpty() && field.kind() != FieldKind.OUTCOME) {
            note.append("未知时：").append(field.whenUnknown().zh()).append('\n');
        }
        return note.toString().strip();
    }

    private static String range(Field field) {
        if (!field.codes().isEmpty()) {
            return String.join(", ", field.codes());
        }
        String min = plain(field.min());
        String max = plain(field.max());
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
