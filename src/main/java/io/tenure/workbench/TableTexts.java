package io.tenure.workbench;

import io.tenure.lifecycle.Field;
import io.tenure.table.HitPolicy;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What pages say about tables.
final class TableTexts {
    private TableTexts() {}

    /// Which of the rows that fit apply.
    static Text policy(HitPolicy policy) {
        return switch (policy) {
            case UNIQUE -> Message.of("workbench.rules.unique");
            case FIRST -> Message.of("workbench.rules.first");
            case COLLECT -> Message.of("workbench.rules.collect");
        };
    }

    /// Workbook and sheet.
    static Text place(Sheet sheet) {
        return Message.of("workbench.rules.place", "file", RuleAddresses.fileName(sheet.file()), "sheet", sheet.name());
    }

    /// What a field means, what it is counted in, and which numbers it can be.
    static String hint(Field field, Locale locale) {
        List<String> parts = new ArrayList<>();
        parts.add(field.meaning().in(locale));
        parts.add(field.unitText().in(locale));
        parts.add(range(bound(field.min()), bound(field.max())).in(locale));
        return String.join(" · ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String bound(@Nullable Double bound) {
        return bound == null ? "" : NumberText.plain(bound);
    }

    /// Which numbers a value can be.
    ///
    /// @param min empty for no bound; `max` likewise
    static Text range(String min, String max) {
        if (min.isEmpty()) {
            return max.isEmpty() ? Text.same("") : Message.of("workbench.row.at-most", "max", max);
        }
        return max.isEmpty()
                ? Message.of("workbench.row.at-least", "min", min)
                : Message.of("workbench.row.range", "min", min, "max", max);
    }
}
