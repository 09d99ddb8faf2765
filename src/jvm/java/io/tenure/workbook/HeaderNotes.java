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

/// The words of the note on a heading.
final class HeaderNotes {
    private static final Map<String, Text> FIXED_NOTES = new HashMap<>();

    static {
        FIXED_NOTES.put("NAME", Message.of("workbook.header-notes.name"));
        FIXED_NOTES.put("en", Message.of("workbook.header-notes.en"));
        FIXED_NOTES.put("zh", Message.of("workbook.header-notes.zh"));
        FIXED_NOTES.put("phase", Message.of("workbook.header-notes.phase"));
        FIXED_NOTES.put("meaning", Message.of("workbook.header-notes.meaning"));
        FIXED_NOTES.put("meaningZh", Message.of("workbook.header-notes.meaning-zh"));
        FIXED_NOTES.put("name", Message.of("workbook.header-notes.name-2"));
        FIXED_NOTES.put("value", Message.of("workbook.header-notes.value"));
        FIXED_NOTES.put("unit", Message.of("workbook.header-notes.unit"));
        FIXED_NOTES.put("source", Message.of("workbook.header-notes.source"));
        FIXED_NOTES.put("code", Message.of("workbook.header-notes.code"));
        FIXED_NOTES.put("label", Message.of("workbook.header-notes.label"));
        FIXED_NOTES.put("labelZh", Message.of("workbook.header-notes.label-zh"));
        FIXED_NOTES.put("level", Message.of("workbook.header-notes.level"));
        FIXED_NOTES.put("channels", Message.of("workbook.header-notes.channels"));
        FIXED_NOTES.put("cost", Message.of("workbook.header-notes.cost"));
        FIXED_NOTES.put("minGapDays", Message.of("workbook.header-notes.min-gap-days"));
        FIXED_NOTES.put("selling", Message.of("workbook.header-notes.selling"));
        FIXED_NOTES.put("marketing", Message.of("workbook.header-notes.marketing"));
        FIXED_NOTES.put("strategy", Message.of("workbook.header-notes.strategy"));
        FIXED_NOTES.put("strategyZh", Message.of("workbook.header-notes.strategy-zh"));
        FIXED_NOTES.put("channel", Message.of("workbook.header-notes.channel"));
        FIXED_NOTES.put("action", Message.of("workbook.header-notes.action"));
        FIXED_NOTES.put("days", Message.of("workbook.header-notes.days"));
        FIXED_NOTES.put("most", Message.of("workbook.header-notes.most"));
        FIXED_NOTES.put("reason", Message.of("workbook.header-notes.reason"));
        FIXED_NOTES.put("reasonZh", Message.of("workbook.header-notes.reason-zh"));
        FIXED_NOTES.put("type", Message.of("workbook.header-notes.type"));
        FIXED_NOTES.put("min", Message.of("workbook.header-notes.min"));
        FIXED_NOTES.put("max", Message.of("workbook.header-notes.max"));
        FIXED_NOTES.put("codes", Message.of("workbook.header-notes.codes"));
        FIXED_NOTES.put("scenario", Message.of("workbook.header-notes.scenario"));
        FIXED_NOTES.put("expect:signals", Message.of("workbook.header-notes.expect-signals"));
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
