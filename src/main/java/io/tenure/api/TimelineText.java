package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.history.Timeline;
import io.tenure.response.DecisionResponseReader;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A customer's timeline as text: the stages as bars over time, then day by day the decisions with their reasons.
final class TimelineText {
    private static final int BAR_WIDTH = 44;
    private static final int STAGE_WIDTH = 12;
    private static final String INDENT = " ".repeat(12);

    private static final Map<String, Text> FEEDBACK_LABELS = Map.of(
            "PRESENTED", Message.of("api.timeline.feedback.presented"),
            "ACCEPTED", Message.of("api.timeline.feedback.accepted"),
            "DECLINED", Message.of("api.timeline.feedback.declined"),
            "PURCHASED", Message.of("api.timeline.feedback.purchased"),
            "COMPLAINED", Message.of("api.timeline.feedback.complained"),
            "LEFT", Message.of("api.timeline.feedback.left"),
            "WITHDRAWN", Message.of("api.timeline.feedback.withdrawn"));

    private final CustomerTimeline timeline;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    private TimelineText(CustomerTimeline timeline, Locale locale) {
        this.timeline = timeline;
        this.locale = locale;
    }

    static String of(CustomerTimeline timeline, Locale locale) {
        return new TimelineText(timeline, locale).render();
    }

    private String render() {
        LocalDate from = timeline.from();
        if (from == null) {
            return summary(timeline, locale) + "\n";
        }
        line(Message.of(
                "api.timeline-text.heading",
                "customerId",
                timeline.customerId(),
                "from",
                from,
                "until",
                timeline.until()));
        text.append(summary(timeline, locale)).append("\n\n");
        for (Timeline.StageSpan span : timeline.spans()) {
            text.append(padded(timeline.label(span.stage()), STAGE_WIDTH))
                    .append(' ')
                    .append(span.from())
                    .append(' ')
                    .append(bar(span, from))
                    .append(' ');
            line(Message.of("api.timeline-text.days", "days", span.days()));
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

    /// The timeline in one sentence.
    static String summary(CustomerTimeline timeline, Locale locale) {
        if (timeline.spans().isEmpty()) {
            return Message.of("api.timeline.empty").in(locale);
        }
        Timeline.StageSpan current = timeline.spans().getLast();
        String highest = timeline.highestStageReached();
        return Message.of(
                        "api.timeline.summary",
                        "stage",
                        timeline.label(current.stage()),
                        "from",
                        current.from(),
                        "highest",
                        highest == null ? Message.of("api.timeline.no-highest-stage") : timeline.label(highest),
                        "stableDays",
                        timeline.stableDays(),
                        "lapses",
                        timeline.lapses(),
                        "returns",
                        timeline.returns(),
                        "reentries",
                        timeline.stableReentries())
                .in(locale);
    }

    private void point(CustomerTimeline.Point point) {
        text.append(point.day()).append("  ").append(timeline.label(point.stage()));
        if (point.hasTransition(CustomerTimeline.Point.UNUSUAL)) {
            text.append("  ! ").append(Message.of("api.timeline.unusual").in(locale));
        } else if (point.hasTransition(CustomerTimeline.Point.HELD)) {
            text.append("  = ").append(Message.of("api.timeline.held").in(locale));
        }
        text.append('\n');
        for (DecisionResponseReader.Row row : point.decidedBy()) {
            text.append(INDENT).append(reason(row, locale)).append('\n');
        }
        if (point.decidedBy().isEmpty()) {
            text.append(INDENT);
            line(Message.of("api.timeline-text.decision-deleted"));
        }
    }

    private void event(CustomerTimeline.Event event) {
        text.append(event.day())
                .append("  · ")
                .append(event(event, timeline, locale))
                .append('\n');
    }

    /// The row's reason with its workbook, sheet and number.
    static String reason(DecisionResponseReader.Row row, Locale locale) {
        String place = row.sheet().isEmpty() ? row.workbook() : row.workbook() + ", " + row.sheet();
        return Message.of("api.timeline.reason", "reason", row.reason(), "place", place, "row", row.row())
                .in(locale);
    }

    /// `contact reserved: Save offer, PHONE`
    static String event(CustomerTimeline.Event event, CustomerTimeline timeline, Locale locale) {
        List<String> details = new ArrayList<>();
        addLabel(details, event.action(), timeline);
        addLabel(details, event.channel(), timeline);
        if (event.amount() != null) {
            details.add(event.amount().toPlainString());
        }
        Text kind = kind(event);
        return details.isEmpty()
                ? kind.in(locale)
                : Message.of("api.timeline.event", "kind", kind, "details", details)
                        .in(locale);
    }

    private static Text kind(CustomerTimeline.Event event) {
        if (!event.isContact()) {
            return FEEDBACK_LABELS.getOrDefault(event.type(), Text.same(event.type()));
        }
        return Boolean.TRUE.equals(event.made())
                ? Message.of("api.timeline.contact-made")
                : Message.of("api.timeline.contact-reserved");
    }

    private static void addLabel(List<String> details, @Nullable String code, CustomerTimeline timeline) {
        if (code != null) {
            details.add(timeline.label(code));
        }
    }

    private String bar(Timeline.StageSpan span, LocalDate from) {
        long all = Math.max(1, ChronoUnit.DAYS.between(from, timeline.until()));
        long before = ChronoUnit.DAYS.between(from, span.from());
        int start = (int) Math.min(BAR_WIDTH - 1, before * BAR_WIDTH / all);
        int end = (int) Math.max(start + 1, Math.min(BAR_WIDTH, (before + span.days()) * BAR_WIDTH / all));
        return "·".repeat(start) + "█".repeat(end - start) + "·".repeat(BAR_WIDTH - end);
    }

    /// Terminals show a Chinese character two columns wide.
    private static String padded(String words, int width) {
        int columns = words.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum();
        return words + " ".repeat(Math.max(0, width - columns));
    }

    private void line(Text words) {
        text.append(words.in(locale)).append('\n');
    }
}
