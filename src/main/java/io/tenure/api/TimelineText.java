package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.record.DecisionResponseReader;
import io.tenure.record.Timeline;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A customer's path in plain text: its stages as bars over time, and below them day by day what was decided and why.
final class TimelineText {
    private static final int BAR_WIDTH = 44;
    private static final int STAGE_WIDTH = 12;

    private static final Map<String, Text> FEEDBACK_LABELS = Map.of(
            "PRESENTED", Message.of("api.timeline-text.presented"),
            "ACCEPTED", Message.of("api.timeline-text.accepted"),
            "DECLINED", Message.of("api.timeline-text.declined"),
            "PURCHASED", Message.of("api.timeline-text.purchased"),
            "COMPLAINED", Message.of("api.timeline-text.complained"),
            "LEFT", Message.of("api.timeline-text.left"),
            "WITHDRAWN", Message.of("api.timeline-text.withdrawn"));

    private final CustomerTimeline timeline;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    private TimelineText(CustomerTimeline path, Locale locale) {
        this.timeline = path;
        this.locale = locale;
    }

    static String of(CustomerTimeline path, Locale locale) {
        return new TimelineText(path, locale).render();
    }

    private String render() {
        LocalDate from = timeline.from();
        if (from == null) {
            return localized(Message.of("api.timeline-text.no-day-record"));
        }
        text.append(localized(Message.of(
                "api.timeline-text.to", "customerId", timeline.customerId(), "from", from, "until", timeline.until())));
        text.append(summary(timeline, locale)).append("\n\n");
        for (Timeline.StageSpan span : timeline.spans()) {
            text.append(padded(timeline.label(span.stage()), STAGE_WIDTH))
                    .append(' ')
                    .append(span.from())
                    .append(' ')
                    .append(bar(span, from))
                    .append(localized(Message.of("api.timeline-text.days", "days", span.days())));
        }
        text.append('\n');
        int next = 0;
        for (CustomerTimeline.Point point : timeline.points()) {
            while (next < timeline.events().size()
                    && timeline.events().get(next).day().isBefore(point.day())) {
                event(timeline.events().get(next++));
            }
            point(point);
        }
        timeline.events().subList(next, timeline.events().size()).forEach(this::event);
        return text.toString();
    }

    /// The path in one sentence.
    static String summary(CustomerTimeline path, Locale locale) {
        Timeline.StageSpan now = path.spans().getLast();
        String highest = path.highestStageReached();
        return Text.of(
                        "%s since %s; highest stage %s; stable for %s; %s, %s, %s stable again"
                                .formatted(
                                        path.label(now.stage()),
                                        now.from(),
                                        highest == null ? "none yet" : path.label(highest),
                                        plural(path.stableDays(), "day"),
                                        plural(path.lapses(), "lapse"),
                                        plural(path.returns(), "return"),
                                        plural(path.reentries(), "time")),
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

    private void point(CustomerTimeline.Point point) {
        text.append(point.day()).append("  ").append(timeline.label(point.stage()));
        if (point.hasTransition(CustomerTimeline.Point.UNUSUAL)) {
            text.append("  ! ").append(localized(Message.of("api.shared.unusual")));
        } else if (point.hasTransition(CustomerTimeline.Point.HELD)) {
            text.append("  = ").append(localized(Message.of("api.timeline-text.held")));
        }
        text.append('\n');
        for (DecisionResponseReader.Row row : point.by()) {
            text.append("            ").append(reason(row, locale)).append('\n');
        }
        if (point.by().isEmpty()) {
            text.append("            ")
                    .append(localized(Message.of("api.timeline-text.decision-no-longer-kept")))
                    .append('\n');
        }
    }

    private void event(CustomerTimeline.Event event) {
        text.append(event.day())
                .append("  ")
                .append("· ")
                .append(event(event, timeline, locale))
                .append('\n');
    }

    /// Why, and where it stands.
    static String reason(DecisionResponseReader.Row row, Locale locale) {
        String place = row.sheet().isEmpty() ? row.workbook() : row.workbook() + ", " + row.sheet();
        return Message.of("api.timeline-text.row", "reason", row.reason(), "place", place, "row", row.row())
                .in(locale);
    }

    /// `contact promised: Save offer, PHONE`
    static String event(CustomerTimeline.Event event, CustomerTimeline path, Locale locale) {
        StringBuilder words = new StringBuilder();
        if (event.isContact()) {
            words.append(
                    Boolean.TRUE.equals(event.made())
                            ? Message.of("api.shared.contact-made").in(locale)
                            : Message.of("api.timeline-text.contact-promised").in(locale));
        } else {
            words.append(FEEDBACK_LABELS
                    .getOrDefault(event.type(), Text.of(event.type(), event.type()))
                    .in(locale));
        }
        append(words, event.action(), path);
        append(words, event.channel(), path);
        if (event.amount() != null) {
            words.append(", ").append(event.amount().toPlainString());
        }
        return words.toString();
    }

    private static void append(StringBuilder words, @Nullable String code, CustomerTimeline path) {
        if (code != null) {
            words.append(words.indexOf(": ") < 0 ? ": " : ", ").append(path.label(code));
        }
    }

    private String bar(Timeline.StageSpan span, LocalDate from) {
        long all = Math.max(1, ChronoUnit.DAYS.between(from, timeline.until()));
        long before = ChronoUnit.DAYS.between(from, span.from());
        int start = (int) Math.min(BAR_WIDTH - 1, before * BAR_WIDTH / all);
        int end = (int) Math.max(start + 1, Math.min(BAR_WIDTH, (before + span.days()) * BAR_WIDTH / all));
        return "·".repeat(start) + "█".repeat(end - start) + "·".repeat(BAR_WIDTH - end);
    }

    /// Chinese characters are as wide as two others.
    private static String padded(String words, int width) {
        int wide = words.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum();
        return words + " ".repeat(Math.max(0, width - wide));
    }

    private String localized(Text words) {
        return words.in(locale);
    }

    private static String plural(int count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }
}
