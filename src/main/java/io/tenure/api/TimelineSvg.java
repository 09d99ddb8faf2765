package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.record.Timeline;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A customer's path as a picture: the stages as lanes, the time from left to right.
final class TimelineSvg {
    private record Lane(String stage, String colour) {}

    /// From the deepest relationship down to none.
    private static final List<Lane> LANES = List.of(
            new Lane("STABLE", "#2b7a5b"),
            new Lane("FORMATION", "#4f9d69"),
            new Lane("EXPLORATION", "#4a8fc2"),
            new Lane("PROSPECT", "#8795a8"),
            new Lane("DECLINE", "#d9822b"),
            new Lane("TERMINATED", "#a23b3b"),
            new Lane("UNKNOWN", "#aab2bd"));

    /// Shown even where nobody has been: they make up a whole relationship.
    private static final Set<String> ALWAYS_SHOWN = Set.of("STABLE", "FORMATION", "EXPLORATION", "DECLINE");

    private static final Set<String> NEGATIVE_FEEDBACK = Set.of("DECLINED", "COMPLAINED", "LEFT", "WITHDRAWN");

    private static final int WIDTH = 1000;
    private static final int LEFT = 138;
    private static final int RIGHT = 968;
    private static final int TOP = 92;
    private static final int LANE_HEIGHT = 46;
    private static final int BAR_HEIGHT = 18;
    private static final int MAX_TICKS = 9;
    private static final int MIN_LABELLED_WIDTH = 52;
    private static final int[] TICK_DAYS = {1, 2, 7, 14};
    private static final int[] TICK_MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
    private static final int DAYS_PER_MONTH = 30;

    private final CustomerTimeline timeline;
    private final Locale locale;
    private final List<Lane> lanes;
    private final LocalDate from;
    private final long days;
    private final StringBuilder svg = new StringBuilder();

    private TimelineSvg(CustomerTimeline path, LocalDate from, Locale locale) {
        this.timeline = path;
        this.locale = locale;
        this.from = from;
        this.days = Math.max(1, ChronoUnit.DAYS.between(from, path.until()));
        Set<String> seen = path.spans().stream().map(Timeline.StageSpan::stage).collect(Collectors.toSet());
        this.lanes = LANES.stream()
                .filter(l -> ALWAYS_SHOWN.contains(l.stage()) || seen.contains(l.stage()))
                .toList();
    }

    static String of(CustomerTimeline path, Locale locale) {
        LocalDate from = path.from();
        return new TimelineSvg(path, from == null ? path.until() : from, locale).render();
    }

    private String render() {
        int bottom = TOP + LANE_HEIGHT * lanes.size();
        boolean events = !timeline.events().isEmpty();
        int axis = events ? bottom + 40 : bottom;
        int height = axis + 74;
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" \
                font-family="system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif" font-size="13" fill="#2d3748">
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                """, WIDTH, height));
        title();
        for (int i = 0; i < lanes.size(); i++) {
            lane(i);
        }
        ticks(axis);
        if (events) {
            line(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#718096\">%s</text>",
                    LEFT - 14,
                    bottom + 25,
                    localized(Message.of("api.timeline-svg.way"))));
        }
        transitions();
        spans();
        timeline.points().forEach(this::point);
        timeline.events().forEach(e -> event(e, bottom + 20));
        legend(height - 18, events);
        return svg.append("</svg>\n").toString();
    }

    private void title() {
        line("<title>%s</title>".formatted(escaped(timeline.customerId())));
        line("<text x=\"24\" y=\"38\" font-size=\"20\" font-weight=\"600\" fill=\"#1a202c\">%s</text>"
                .formatted(escaped(shortened(timeline.customerId()))));
        String summary = timeline.spans().isEmpty()
                ? localized(Message.of("api.timeline-svg.no-day-record"))
                : TimelineText.summary(timeline, locale);
        line("<text x=\"24\" y=\"62\" fill=\"#4a5568\">%s</text>".formatted(escaped(summary)));
    }

    private void lane(int i) {
        int y = TOP + LANE_HEIGHT * i;
        if (i % 2 == 0) {
            line(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f7f9fb\"/>",
                    LEFT,
                    y,
                    RIGHT - LEFT,
                    LANE_HEIGHT));
        }
        line(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\" font-weight=\"600\">%s</text>",
                LEFT - 14,
                y + LANE_HEIGHT / 2 + 5,
                lanes.get(i).colour(),
                escaped(timeline.label(lanes.get(i).stage()))));
    }

    /// Days, weeks, months or years, as many as have room.
    private void ticks(int axis) {
        line(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#a0aec0\"/>",
                LEFT,
                axis,
                RIGHT,
                axis));
        boolean byMonth = days > MAX_TICKS * (long) TICK_DAYS[TICK_DAYS.length - 1];
        LocalDate day = byMonth ? from.withDayOfMonth(1) : from;
        int step = byMonth ? step(TICK_MONTHS, days / DAYS_PER_MONTH) : step(TICK_DAYS, days);
        if (byMonth) {
            // Begins with a month that years begin with, so that quarters look like quarters.
            day = day.minusMonths((day.getMonthValue() - 1) % Math.min(step, 12));
        }
        for (; !day.isAfter(timeline.until()); day = byMonth ? day.plusMonths(step) : day.plusDays(step)) {
            if (day.isBefore(from)) {
                continue;
            }
            int x = x(day);
            line(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\" stroke=\"#e2e8f0\"/>",
                    x,
                    TOP,
                    axis));
            line(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"12\" fill=\"#718096\">%s</text>",
                    x,
                    axis + 18,
                    byMonth ? day.toString().substring(0, 7) : day));
        }
    }

    private static int step(int[] steps, long units) {
        for (int step : steps) {
            if (units / step < MAX_TICKS) {
                return step;
            }
        }
        return steps[steps.length - 1];
    }

    private void transitions() {
        for (int i = 1; i < timeline.spans().size(); i++) {
            Timeline.StageSpan span = timeline.spans().get(i);
            int x = x(span.from());
            line(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\" stroke=\"#718096\" stroke-width=\"1.5\"/>",
                    x,
                    y(timeline.spans().get(i - 1).stage()),
                    y(span.stage())));
        }
    }

    private void spans() {
        for (Timeline.StageSpan span : timeline.spans()) {
            int x = x(span.from());
            int width = Math.max(3, x(span.to() == null ? timeline.until() : span.to()) - x);
            int y = y(span.stage());
            line(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\"><title>%s</title></rect>",
                    x,
                    y - BAR_HEIGHT / 2,
                    width,
                    BAR_HEIGHT,
                    colour(span.stage()),
                    escaped("%s, %s – %s"
                            .formatted(
                                    timeline.label(span.stage()), span.from(), span.to() == null ? "…" : span.to()))));
            if (width > MIN_LABELLED_WIDTH) {
                line(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\" fill=\"#4a5568\">%s</text>",
                        x + width / 2,
                        y + BAR_HEIGHT / 2 + 12,
                        localized(Message.of("api.timeline-svg.d", "days", span.days()))));
            }
        }
    }

    private void point(CustomerTimeline.Point point) {
        int x = x(point.day());
        int y = y(point.stage());
        String why =
                point.by().stream().map(r -> TimelineText.reason(r, locale)).collect(Collectors.joining("\n"));
        String title = "<title>%s</title>"
                .formatted(escaped("%s %s\n%s".formatted(point.day(), timeline.label(point.stage()), why)));
        if (point.hasTransition(CustomerTimeline.Point.UNUSUAL)) {
            int top = y - BAR_HEIGHT / 2 - 15;
            line(String.format(Locale.ROOT, "<g>%s<path d=\"M%d %d l8 14 h-16 z\" fill=\"#c53030\"/>", title, x, top)
                    + String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"10\" font-weight=\"700\" fill=\"#fff\">!</text></g>",
                            x,
                            top + 12));
        } else if (point.hasTransition(CustomerTimeline.Point.HELD)) {
            line(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%d\" cy=\"%d\" r=\"6\" fill=\"#fff\" stroke=\"#2d3748\" stroke-width=\"2\" stroke-dasharray=\"3 2\">%s</circle>",
                    x,
                    y,
                    title));
        } else if (point.hasTransition(CustomerTimeline.Point.STAYS)) {
            line(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"#fff\" fill-opacity=\"0.8\">%s</circle>",
                    x,
                    y,
                    title));
        } else {
            line(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"2.5\">%s</circle>",
                    x,
                    y,
                    colour(point.stage()),
                    title));
        }
    }

    private void event(CustomerTimeline.Event event, int y) {
        int x = x(event.day());
        String title =
                "<title>%s</title>".formatted(escaped(event.day() + " " + TimelineText.event(event, timeline, locale)));
        line(
                event.isContact()
                        ? contact(x, y, Boolean.TRUE.equals(event.made()), title)
                        : feedback(x, y, event, title));
    }

    private static String contact(int x, int y, boolean made, String title) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" rx=\"2\" fill=\"%s\" stroke=\"#5a67d8\" stroke-width=\"1.5\">%s</rect>",
                x - 4,
                y - 4,
                made ? "#5a67d8" : "#fff",
                title);
    }

    private static String feedback(int x, int y, CustomerTimeline.Event event, String title) {
        return String.format(
                Locale.ROOT,
                "<path d=\"M%d %d l6 6 l-6 6 l-6 -6 z\" fill=\"%s\">%s</path>",
                x,
                y - 6,
                NEGATIVE_FEEDBACK.contains(event.type()) ? "#c53030" : "#2b7a5b",
                title);
    }

    private void legend(int y, boolean events) {
        int x = LEFT;
        line(String.format(
                Locale.ROOT,
                "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"#fff\" stroke=\"#4a5568\" stroke-width=\"2.5\"/>",
                x,
                y - 4));
        x = legendText(x + 12, y, localized(Message.of("api.timeline-svg.changed")));
        if (timeline.held() > 0) {
            line(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%d\" cy=\"%d\" r=\"6\" fill=\"#fff\" stroke=\"#2d3748\" stroke-width=\"2\" stroke-dasharray=\"3 2\"/>",
                    x,
                    y - 4));
            x = legendText(x + 12, y, localized(Message.of("api.timeline-svg.held-back")));
        }
        if (timeline.unusual() > 0) {
            line(String.format(Locale.ROOT, "<path d=\"M%d %d l8 14 h-16 z\" fill=\"#c53030\"/>", x, y - 12));
            x = legendText(x + 14, y, localized(Message.of("api.shared.unusual")));
        }
        if (events) {
            line(contact(x, y - 4, true, ""));
            x = legendText(x + 12, y, localized(Message.of("api.shared.contact-made")));
            line(contact(x, y - 4, false, ""));
            x = legendText(x + 12, y, localized(Message.of("api.timeline-svg.promised")));
            line(String.format(Locale.ROOT, "<path d=\"M%d %d l6 6 l-6 6 l-6 -6 z\" fill=\"#2b7a5b\"/>", x, y - 10));
            line(String.format(
                    Locale.ROOT, "<path d=\"M%d %d l6 6 l-6 6 l-6 -6 z\" fill=\"#c53030\"/>", x + 14, y - 10));
            legendText(x + 26, y, localized(Message.of("api.timeline-svg.what-came")));
        }
    }

    private int legendText(int x, int y, String words) {
        line(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"#4a5568\">%s</text>", x, y, words));
        return x + 26 + words.codePoints().map(c -> c > 0x2E80 ? 12 : 7).sum();
    }

    private int x(LocalDate day) {
        long in = Math.clamp(ChronoUnit.DAYS.between(from, day), 0, days);
        return (int) (LEFT + (RIGHT - LEFT) * in / days);
    }

    private int y(String stage) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).stage().equals(stage)) {
                return TOP + LANE_HEIGHT * i + LANE_HEIGHT / 2;
            }
        }
        return TOP + LANE_HEIGHT * lanes.size() - LANE_HEIGHT / 2;
    }

    private static String colour(String stage) {
        return LANES.stream()
                .filter(l -> l.stage().equals(stage))
                .map(Lane::colour)
                .findFirst()
                .orElse("#aab2bd");
    }

    private String localized(Text words) {
        return words.in(locale);
    }

    private static String shortened(String id) {
        int most = 80;
        return id.length() <= most ? id : id.substring(0, most) + "…";
    }

    private void line(String element) {
        svg.append(element).append('\n');
    }

    /// Safe in XML; what XML can't hold at all is left out.
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    if (c == '\n' || c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }
}
