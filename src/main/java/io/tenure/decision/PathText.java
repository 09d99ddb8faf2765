package io.tenure.decision;

import io.tenure.history.Lifecycle;
import io.tenure.lifecycle.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A customer's path in plain text: its stages as bars over time, and below them day by day what was decided and why.
final class PathText {
    private static final int BAR = 44;
    private static final int STAGE = 12;

    private static final Map<String, Text> OUTCOMES = Map.of(
            "PRESENTED", new Text("presented", "已展示"),
            "ACCEPTED", new Text("accepted", "已接受"),
            "DECLINED", new Text("declined", "已拒绝"),
            "PURCHASED", new Text("purchased", "已购买"),
            "COMPLAINED", new Text("complained", "已投诉"),
            "LEFT", new Text("left", "已离开"),
            "WITHDRAWN", new Text("withdrawn", "已撤回"));

    private final CustomerPath path;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    private PathText(CustomerPath path, Locale locale) {
        this.path = path;
        this.locale = locale;
    }

    static String of(CustomerPath path, Locale locale) {
        return new PathText(path, locale).written();
    }

    private String written() {
        LocalDate from = path.from();
        if (from == null) {
            return words("No day is on record.\n", "尚无记录。\n");
        }
        text.append(words(
                "%s, %s to %s%n".formatted(path.customerId(), from, path.until()),
                "%s，%s至%s%n".formatted(path.customerId(), from, path.until())));
        text.append(summary(path, locale)).append("\n\n");
        for (Lifecycle.Span span : path.spans()) {
            text.append(padded(path.label(span.stage()), STAGE))
                    .append(' ')
                    .append(span.from())
                    .append(' ')
                    .append(bar(span, from))
                    .append(words(
                            String.format(Locale.ROOT, " %d days%n", span.days()),
                            String.format(Locale.ROOT, " %d天%n", span.days())));
        }
        text.append('\n');
        int next = 0;
        for (CustomerPath.Point point : path.points()) {
            while (next < path.events().size() && path.events().get(next).day().isBefore(point.day())) {
                event(path.events().get(next++));
            }
            point(point);
        }
        path.events().subList(next, path.events().size()).forEach(this::event);
        return text.toString();
    }

    /// The path in one sentence.
    static String summary(CustomerPath path, Locale locale) {
        Lifecycle.Span now = path.spans().getLast();
        String highest = path.highestStageReached();
        return new Text(
                        "%s since %s; highest stage %s; stable for %s; %s, %s, %s stable again"
                                .formatted(
                                        path.label(now.stage()),
                                        now.from(),
                                        highest == null ? "none yet" : path.label(highest),
                                        counted(path.stableDays(), "day"),
                                        counted(path.lapses(), "lapse"),
                                        counted(path.returns(), "return"),
                                        counted(path.reentries(), "time")),
                        String.format(
                                Locale.ROOT,
                                "自%s起为%s；最高阶段%s；稳定期共%d天；流失%d次，回归%d次，再次进入稳定期%d次",
                                now.from(),
                                path.label(now.stage()),
                                highest == null ? "尚无" : path.label(highest),
                                path.stableDays(),
                                path.lapses(),
                                path.returns(),
                                path.reentries()))
                .in(locale);
    }

    private void point(CustomerPath.Point point) {
        text.append(point.day()).append("  ").append(path.label(point.stage()));
        if (point.is(CustomerPath.Point.UNUSUAL)) {
            text.append("  ! ").append(words("unusual", "非常规"));
        } else if (point.is(CustomerPath.Point.HELD)) {
            text.append("  = ").append(words("held", "暂缓"));
        }
        text.append('\n');
        for (Comparison.Row row : point.by()) {
            text.append("            ").append(reason(row, locale)).append('\n');
        }
        if (point.by().isEmpty()) {
            text.append("            ")
                    .append(words("the decision is no longer kept", "该决策已不再保留"))
                    .append('\n');
        }
    }

    private void event(CustomerPath.Event event) {
        text.append(event.day())
                .append("  ")
                .append("· ")
                .append(event(event, path, locale))
                .append('\n');
    }

    /// Why, and where it stands.
    static String reason(Comparison.Row row, Locale locale) {
        String place = row.sheet().isEmpty() ? row.workbook() : row.workbook() + ", " + row.sheet();
        return new Text(
                        String.format(Locale.ROOT, "%s (%s, row %d)", row.reason(), place, row.row()),
                        String.format(Locale.ROOT, "%s（%s，第%d行）", row.reason(), place, row.row()))
                .in(locale);
    }

    /// `contact promised: Save offer, PHONE`
    static String event(CustomerPath.Event event, CustomerPath path, Locale locale) {
        StringBuilder words = new StringBuilder();
        if (event.isContact()) {
            words.append(
                    Boolean.TRUE.equals(event.made())
                            ? new Text("contact made", "已接触").in(locale)
                            : new Text("contact promised", "已安排接触").in(locale));
        } else {
            words.append(OUTCOMES.getOrDefault(event.type(), new Text(event.type(), event.type()))
                    .in(locale));
        }
        append(words, event.action(), path);
        append(words, event.channel(), path);
        if (event.amount() != null) {
            words.append(", ").append(event.amount().toPlainString());
        }
        return words.toString();
    }

    private static void append(StringBuilder words, @Nullable String code, CustomerPath path) {
        if (code != null) {
            words.append(words.indexOf(": ") < 0 ? ": " : ", ").append(path.label(code));
        }
    }

    private String bar(Lifecycle.Span span, LocalDate from) {
        long all = Math.max(1, ChronoUnit.DAYS.between(from, path.until()));
        long before = ChronoUnit.DAYS.between(from, span.from());
        int start = (int) Math.min(BAR - 1, before * BAR / all);
        int end = (int) Math.max(start + 1, Math.min(BAR, (before + span.days()) * BAR / all));
        return "·".repeat(start) + "█".repeat(end - start) + "·".repeat(BAR - end);
    }

    /// Chinese characters are as wide as two others.
    private static String padded(String words, int width) {
        int wide = words.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum();
        return words + " ".repeat(Math.max(0, width - wide));
    }

    private String words(String en, String zh) {
        return new Text(en, zh).in(locale);
    }

    private static String counted(int count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }
}
