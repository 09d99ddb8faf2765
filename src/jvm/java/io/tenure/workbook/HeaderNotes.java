package io.tenure.workbook;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        FIXED_NOTES.put("shareOf", Message.of("workbook.header.share-of"));
        FIXED_NOTES.put("measuredOn", Message.of("workbook.header.measured-on"));
        FIXED_NOTES.put("costShareOf", Message.of("workbook.header.cost-share-of"));
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
        FIXED_NOTES.put("duty", Message.of("workbook.header.duty"));
        FIXED_NOTES.put("strategy", Message.of("workbook.header.strategy"));
        FIXED_NOTES.put("strategyZh", Message.of("workbook.header.strategy-zh"));
        FIXED_NOTES.put("guidance", Message.of("workbook.header.guidance"));
        FIXED_NOTES.put("guidanceZh", Message.of("workbook.header.guidance-zh"));
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
        FIXED_NOTES.put("raisedBy", Message.of("workbook.header.raised-by"));
        FIXED_NOTES.put("loweredBy", Message.of("workbook.header.lowered-by"));
        FIXED_NOTES.put("from", Message.of("workbook.header.from"));
        FIXED_NOTES.put("to", Message.of("workbook.header.to"));
        FIXED_NOTES.put("step", Message.of("workbook.header.step"));
        FIXED_NOTES.put("kind", Message.of("workbook.header.kind"));
        FIXED_NOTES.put("share", Message.of("workbook.header.share"));
        FIXED_NOTES.put("salt", Message.of("workbook.header.salt"));
        FIXED_NOTES.put("outcome", Message.of("workbook.header.outcome"));
        FIXED_NOTES.put("scenario", Message.of("workbook.header.scenario"));
        FIXED_NOTES.put("expect:signals", Message.of("workbook.header.expect-signals"));
    }

    private HeaderNotes() {}

    /// The note for a column that is not a field of the dictionary.
    static Optional<String> plain(String name) {
        if (name.startsWith("expect:rule:")) {
            String table = name.substring("expect:rule:".length());
            return Optional.of(both(Message.of("workbook.header.expect-rule", "table", table)));
        }
        if (name.matches("expect:action\\d+")) {
            return Optional.of(both(Message.of("workbook.header.expect-action")));
        }
        if (name.matches("expect:score\\d+")) {
            return Optional.of(both(Message.of("workbook.header.expect-score")));
        }
        return Optional.ofNullable(FIXED_NOTES.get(name)).map(HeaderNotes::both);
    }

    private static String both(Text text) {
        return text.en() + "\n\n" + text.zh();
    }

    /// The note for a column that reads or writes a field of the dictionary.
    static String of(Field field) {
        List<Text> lines = new ArrayList<>();
        lines.add(field.meaning());
        if (!field.unit().isEmpty()) {
            lines.add(Text.of(
                    Message.of("workbook.header.field-unit", "unit", field.unit())
                            .en(),
                    ""));
        }
        range(field).ifPresent(range -> lines.add(Message.of("workbook.header.field-range", "range", range)));
        if (!field.whenUnknown().en().isEmpty() && field.kind() != FieldKind.OUTCOME) {
            lines.add(Message.of("workbook.header.field-unknown", "consequence", field.whenUnknown()));
        }
        return field.name() + "\n" + joined(lines, Text::en) + "\n\n" + joined(lines, Text::zh);
    }

    private static String joined(List<Text> lines, Function<Text, String> language) {
        return lines.stream().map(language).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static Optional<Text> range(Field field) {
        if (!field.codes().isEmpty()) {
            return Optional.of(Text.same(String.join(", ", field.codes())));
        }
        String min = plain(field.min());
        String max = plain(field.max());
        if (!min.isEmpty() && !max.isEmpty()) {
            return Optional.of(Message.of("workbook.header.range", "min", min, "max", max));
        }
        if (!max.isEmpty()) {
            return Optional.of(Message.of("workbook.header.range-max", "max", max));
        }
        return min.isEmpty() ? Optional.empty() : Optional.of(Message.of("workbook.header.range-min", "min", min));
    }

    private static String plain(@Nullable Double bound) {
        return bound == null
                ? ""
                : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
