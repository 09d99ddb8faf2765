package io.tenure.bundle;

import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Changes in words.
final class DiffText {
    private final boolean chinese;

    DiffText(boolean chinese) {
        this.chinese = chinese;
    }

    String of(List<Change> changes) {
        if (changes.isEmpty()) {
            return chinese ? "没有变化。\n" : "Nothing changed.\n";
        }
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Change change : changes) {
            String next = group(change);
            if (!next.equals(group)) {
                text.append(group.isEmpty() ? "" : "\n").append(next).append('\n');
                group = next;
            }
            text.append("  ").append(line(change)).append('\n');
        }
        return text.toString();
    }

    private static String group(Change change) {
        Address at = change.address();
        String file = at.file().replaceFirst("^decision-tables/", "");
        String group = at.sheet().isEmpty() ? file : file + " › " + at.sheet();
        return change.table().isEmpty() || change.table().equals(at.sheet()) ? group : group + " › " + change.table();
    }

    private String line(Change change) {
        return switch (change.element()) {
            case RULE, FREE_FORM -> subject(change) + lines(change);
            case PHASES, PARAMETER, ATTRIBUTE, ACTION, CONTACT_LIMIT, LABEL, TABLE, COLUMN, ROW, CELL, SCENARIO ->
                subject(change) + values(change);
        };
    }

    /// `row 14 ST6, volumeGrowth (D14)`.
    private String subject(Change change) {
        String part = change.part().isEmpty() ? "" : (chinese ? "，" : ", ") + change.part();
        return switch (change.element()) {
            case PHASES -> chinese ? "阶段" : "phases";
            case PARAMETER, LABEL, ACTION, CONTACT_LIMIT, ATTRIBUTE -> change.subject() + part;
            case TABLE -> (chinese ? "表" : "table ") + change.subject() + part;
            case COLUMN -> (chinese ? "列" : "column ") + change.subject();
            case ROW, SCENARIO -> row(change) + part;
            case CELL -> row(change) + part + cell(change);
            case RULE ->
                change.subject().isEmpty()
                        ? chinese ? "规则之外" : "around the rules"
                        : (chinese ? "规则" : "rule ") + "\"" + change.subject() + "\"";
            case FREE_FORM -> chinese ? "自由格式工作表" : "free-form sheet";
        };
    }

    private String row(Change change) {
        int number = change.address().row();
        String name = change.subject();
        return chinese ? "第" + number + "行" + name : ("row " + number + " " + name).strip();
    }

    private String cell(Change change) {
        Address now = change.address();
        Address was = change.oldAddress();
        if (now.column() == 0) {
            return "";
        }
        String shifted = was == null || was.column() == 0 || was.cell().equals(now.cell())
                ? ""
                : (chinese ? "，原为" : ", was ") + was.cell();
        return " (" + now.cell() + shifted + ")";
    }

    private String values(Change change) {
        return switch (change.operation()) {
            case ADDED ->
                (chinese ? "，新增" : " added") + (change.newValue().isEmpty() ? "" : colon() + change.newValue());
            case REMOVED ->
                (chinese ? "，删除" : " removed") + (change.oldValue().isEmpty() ? "" : colon() + change.oldValue());
            case CHANGED -> (chinese ? "：" : ": ") + "\"" + change.oldValue() + "\" → \"" + change.newValue() + "\"";
            case MOVED -> {
                int from = Objects.requireNonNull(change.oldAddress()).row();
                yield chinese ? "，自第" + from + "行移来" : " moved from row " + from;
            }
        };
    }

    private String colon() {
        return chinese ? "：" : ": ";
    }

    private String lines(Change change) {
        StringBuilder text = new StringBuilder(
                switch (change.operation()) {
                    case ADDED -> chinese ? "，新增" : " added";
                    case REMOVED -> chinese ? "，删除" : " removed";
                    case CHANGED -> chinese ? "，修改" : " changed";
                    case MOVED ->
                        (chinese ? "，移自" : " moved from ")
                                + Objects.requireNonNull(change.oldAddress()).file();
                });
        if (change.operation() != Operation.MOVED) {
            for (String line : difference(
                    change.oldValue().lines().toList(),
                    change.newValue().lines().toList())) {
                text.append("\n    ").append(line);
            }
        }
        return text.toString();
    }

    /// The lines that only one side has, in order, `-` for the old and `+` for the new; lines that differ only in
    /// their white space are the same.
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
