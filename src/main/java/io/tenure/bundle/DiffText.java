package io.tenure.bundle;

import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Formats changes for people, grouped by workbook and sheet.
final class DiffText {
    private final Locale locale;

    /// @param locale Chinese, or English for any other
    DiffText(Locale locale) {
        this.locale = locale;
    }

    String of(List<Change> changes) {
        if (changes.isEmpty()) {
            return Message.of("bundle.diff.none").in(locale) + "\n";
        }
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Change change : changes) {
            String next = group(change);
            if (!next.equals(group)) {
                text.append(group.isEmpty() ? "" : "\n").append(next).append('\n');
                group = next;
            }
            text.append("  ").append(line(change).in(locale)).append('\n');
            codeLines(change).forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String group(Change change) {
        Address at = change.address();
        String file = Bundle.shownPath(at.file());
        String group = at.sheet().isEmpty() ? file : file + " › " + at.sheet();
        return change.table().isEmpty() || change.table().equals(at.sheet()) ? group : group + " › " + change.table();
    }

    /// `row 14 ST6, volumeGrowth (D14): "1" → "2"`.
    private static Text line(Change change) {
        Text subject = subject(change);
        return isCode(change) ? codeLine(change, subject) : valueLine(change, subject);
    }

    private static boolean isCode(Change change) {
        return switch (change.element()) {
            case RULE, FREE_FORM -> true;
            case PHASES,
                    PARAMETER,
                    INDICATOR,
                    ATTRIBUTE,
                    OUTCOME,
                    CODE,
                    ACTION,
                    CONTACT_LIMIT,
                    EXPERIMENT,
                    ACTIONABLE_FACT,
                    LABEL,
                    TABLE,
                    COLUMN,
                    ROW,
                    CELL,
                    SCENARIO -> false;
        };
    }

    private static Text subject(Change change) {
        return switch (change.element()) {
            case PHASES -> Message.of("bundle.diff.phases");
            case PARAMETER,
                    INDICATOR,
                    LABEL,
                    ACTION,
                    CONTACT_LIMIT,
                    EXPERIMENT,
                    ACTIONABLE_FACT,
                    ATTRIBUTE,
                    OUTCOME,
                    CODE -> withPart(Text.same(change.subject()), change.part());
            case TABLE -> withPart(Message.of("bundle.diff.table", "name", change.subject()), change.part());
            case COLUMN -> Message.of("bundle.diff.column", "name", change.subject());
            case ROW, SCENARIO -> withPart(row(change), change.part());
            case CELL -> cell(change, withPart(row(change), change.part()));
            case RULE ->
                change.subject().isEmpty()
                        ? Message.of("bundle.diff.around-rules")
                        : Message.of("bundle.diff.rule", "name", change.subject());
            case FREE_FORM -> Message.of("bundle.diff.free-form");
        };
    }

    private static Text withPart(Text subject, String part) {
        return part.isEmpty() ? subject : Message.of("bundle.diff.part", "subject", subject, "part", part);
    }

    private static Text row(Change change) {
        int row = change.address().row();
        return Message.of("bundle.diff.row", "row", row, "name", change.subject());
    }

    private static Text cell(Change change, Text subject) {
        Address now = change.address();
        Address old = change.oldAddress();
        if (now.column() == 0) {
            return subject;
        }
        return old == null || old.column() == 0 || old.cell().equals(now.cell())
                ? Message.of("bundle.diff.cell", "subject", subject, "cell", now.cell())
                : Message.of("bundle.diff.moved-cell", "subject", subject, "cell", now.cell(), "oldCell", old.cell());
    }

    private static Text valueLine(Change change, Text subject) {
        String old = change.oldValue();
        String now = change.newValue();
        return switch (change.operation()) {
            case ADDED ->
                now.isEmpty()
                        ? Message.of("bundle.diff.added", "subject", subject)
                        : Message.of("bundle.diff.added-value", "subject", subject, "value", now);
            case REMOVED ->
                old.isEmpty()
                        ? Message.of("bundle.diff.removed", "subject", subject)
                        : Message.of("bundle.diff.removed-value", "subject", subject, "value", old);
            case CHANGED -> Message.of("bundle.diff.changed-value", "subject", subject, "old", old, "new", now);
            case MOVED ->
                Message.of(
                        "bundle.diff.moved-row",
                        "subject",
                        subject,
                        "row",
                        Objects.requireNonNull(change.oldAddress()).row());
        };
    }

    private static Text codeLine(Change change, Text subject) {
        return switch (change.operation()) {
            case ADDED -> Message.of("bundle.diff.added", "subject", subject);
            case REMOVED -> Message.of("bundle.diff.removed", "subject", subject);
            case CHANGED -> Message.of("bundle.diff.changed", "subject", subject);
            case MOVED ->
                Message.of(
                        "bundle.diff.moved-rule",
                        "subject",
                        subject,
                        "file",
                        Objects.requireNonNull(change.oldAddress()).file());
        };
    }

    private static List<String> codeLines(Change change) {
        return isCode(change) && change.operation() != Operation.MOVED
                ? difference(
                        change.oldValue().lines().toList(),
                        change.newValue().lines().toList())
                : List.of();
    }

    /// The lines that are only on one side, in order, with `-` for old and `+` for new; white space is ignored.
    private static List<String> difference(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = plain(old.get(i)).equals(plain(now.get(j)))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && plain(old.get(i)).equals(plain(now.get(j)))) {
                i++;
                j++;
            } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + old.get(i++));
            } else {
                lines.add("+ " + now.get(j++));
            }
        }
        return lines;
    }

    private static String plain(String line) {
        return line.replaceAll("\\s+", " ").strip();
    }
}
