package io.tenure.workbook;

import io.tenure.workbook.Markup.Kind;
import io.tenure.workbook.Markup.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The styles of a workbook, to which some with another number format are added.
final class StyleMarkup {
    private static final int PERCENT = 10;
    private static final int DATE = 14;
    private static final int DATE_AND_TIME = 22;

    private final String text;
    private final CellFormats formats;
    private final List<String> styles = new ArrayList<>();
    private final Map<String, Integer> added = new HashMap<>();
    private final @Nullable Tag list;
    private int count;

    StyleMarkup(String text, CellFormats formats) {
        this.text = text;
        this.formats = formats;
        Tag found = null;
        for (var tag = Markup.next(text, 0); tag != null && found == null; tag = Markup.next(text, tag.end())) {
            found = tag.kind() == Kind.START && tag.name().equals("cellXfs") ? tag : null;
        }
        list = found;
        if (list == null) {
            return;
        }
        var stop = Markup.end(text, list).start();
        for (var tag = Markup.next(text, list.end()); tag != null && tag.start() < stop; ) {
            var end = Markup.end(text, tag).end();
            styles.add(text.substring(tag.start(), end));
            tag = Markup.next(text, end);
        }
        count = styles.size();
    }

    /// The style in which a cell shows a number as what it is; null if the workbook can't have one.
    ///
    /// @param style of the cell so far
    @Nullable
    Integer styleFor(Cell.Number number, int style) {
        var wanted = number.date() ? NumberFormat.DATE : number.percent() ? NumberFormat.PERCENT : NumberFormat.NUMBER;
        if (formats.of(style) == wanted) {
            return style;
        }
        if (style >= count) {
            return null;
        }
        var format = number.date() ? number.hasTimeOfDay() ? DATE_AND_TIME : DATE : number.percent() ? PERCENT : 0;
        return added.computeIfAbsent(style + ":" + format, _ -> {
            var original = styles.get(style);
            var tag = Objects.requireNonNull(Markup.next(original, 0));
            var first = Markup.withAttribute(
                    Markup.withAttribute(original.substring(0, tag.end()), "numFmtId", Integer.toString(format)),
                    "applyNumberFormat",
                    "1");
            styles.add(first + original.substring(tag.end()));
            return styles.size() - 1;
        });
    }

    boolean isChanged() {
        return !added.isEmpty();
    }

    String edited() {
        var tag = Objects.requireNonNull(list);
        var first =
                Markup.withAttribute(text.substring(tag.start(), tag.end()), "count", Integer.toString(styles.size()));
        var end = Markup.end(text, tag).start();
        return text.substring(0, tag.start())
                + first
                + text.substring(tag.end(), end)
                + String.join("", styles.subList(count, styles.size()))
                + text.substring(end);
    }
}
