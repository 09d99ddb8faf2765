package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.history.Timeline;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A customer's timeline as a picture: the stages as lanes, time from left to right.
public final class TimelineSvg {
    private record Lane(String stage, String colour) {}

    /// From the closest relationship to none.
    private static final List<Lane> LANES = List.of(
            new Lane("STABLE", "#2b7a5b"),
            new Lane("FORMATION", "#4f9d69"),
            new Lane("EXPLORATION", "#4a8fc2"),
            new Lane("PROSPECT", "#8795a8"),
            new Lane("DECLINE", "#d9822b"),
            new Lane("TERMINATED", "#a23b3b"),
            new Lane("UNKNOWN", "#aab2bd"));

    /// Shown even if the customer never had them, so that pictures look alike.
    private static final Set<String> ALWAYS_SHOWN = Set.of("STABLE", "FORMATION", "EXPLORATION", "DECLINE");

    private static final Set<String> NEGATIVE_FEEDBACK = Set.of("DECLINED", "COMPLAINED", "LEFT", "WITHDRAWN");

    private static final String BACKGROUND = "#fff";
    private static final String INK = "#2d3748";
    private static final String TEXT = "#4a5568";
    private static final String LABEL = "#718096";
    private static final String CONTACT = "#5a67d8";
    private static final String GOOD = "#2b7a5b";
    private static final String BAD = "#c53030";

    private static final Object[] PICTURE = {
        "role",
        "img",
        "font-size",
        13,
        "fill",
        INK,
        "font-family",
        "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif"
    };
    private static final Object[] CUSTOMER_ID = {"font-size", 20, "font-weight", 600, "fill", "#1a202c"};
    private static final Object[] EVENT_LABEL = {"text-anchor", "end", "fill", LABEL};
    private static final Object[] TICK_LABEL = {"text-anchor", "middle", "font-size", 12, "fill", LABEL};
    private static final Object[] DAYS_LABEL = {"text-anchor", "middle", "font-size", 11, "fill", TEXT};
    private static final Object[] WARNING_SIGN = {
        "text-anchor", "middle", "font-size", 10, "font-weight", 700, "fill", BACKGROUND
    };
    private static final Object[] HELD_POINT = {
        "fill", BACKGROUND, "stroke", INK, "stroke-width", 2, "stroke-dasharray", "3 2"
    };

    private static final int WIDTH = 1000;
    private static final int LEFT = 138;
    private static final int RIGHT = 968;
    private static final int TOP = 92;
    private static final int LANE_HEIGHT = 46;
    private static final int BAR_HEIGHT = 18;
    private static final int EVENT_HEIGHT = 40;
    private static final int MAX_TICKS = 9;
    private static final int MIN_LABELLED_WIDTH = 52;
    private static final int MAX_ID_LENGTH = 80;
    private static final int[] TICK_DAYS = {1, 2, 7, 14};
    private static final int[] TICK_MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
    private static final int DAYS_PER_MONTH = 30;

    private final CustomerTimeline timeline;
    private final Locale locale;
    private final List<Lane> lanes;
    private final LocalDate from;
    private final long days;
    private final int height;
    private final SvgWriter svg;

    private TimelineSvg(CustomerTimeline timeline, LocalDate from, Locale locale) {
        this.timeline = timeline;
        this.locale = locale;
        this.from = from;
        this.days = Math.max(1, ChronoUnit.DAYS.between(from, timeline.until()));
        Set<String> seen =
                timeline.spans().stream().map(Timeline.StageSpan::stage).collect(Collectors.toSet());
        this.lanes = LANES.stream()
                .filter(l -> ALWAYS_SHOWN.contains(l.stage()) || seen.contains(l.stage()))
                .toList();
        this.height = axis() + 74;
        this.svg = new SvgWriter(WIDTH, height, PICTURE);
    }

    public static String of(CustomerTimeline timeline, Locale locale) {
        LocalDate from = timeline.from();
        return new TimelineSvg(timeline, from == null ? timeline.until() : from, locale).render();
    }

    private String render() {
        svg.rect(0, 0, WIDTH, height, "fill", BACKGROUND);
        title();
        for (int i = 0; i < lanes.size(); i++) {
            lane(i);
        }
        ticks();
        if (hasEvents()) {
            svg.text(Message.of("api.timeline-svg.events").in(locale), LEFT - 14, bottom() + 25, EVENT_LABEL);
        }
        transitions();
        timeline.spans().forEach(this::span);
        timeline.points().forEach(this::point);
        timeline.events().forEach(this::event);
        legend();
        return svg.finish();
    }

    private boolean hasEvents() {
        return !timeline.events().isEmpty();
    }

    /// The lower end of the lanes.
    private int bottom() {
        return TOP + LANE_HEIGHT * lanes.size();
    }

    private int axis() {
        return hasEvents() ? bottom() + EVENT_HEIGHT : bottom();
    }

    private void title() {
        String id = timeline.customerId();
        svg.title(id);
        svg.text(id.length() <= MAX_ID_LENGTH ? id : id.substring(0, MAX_ID_LENGTH) + "…", 24, 38, CUSTOMER_ID);
        svg.text(TimelineText.summary(timeline, locale), 24, 62, "fill", TEXT);
    }

    private void lane(int i) {
        int y = TOP + LANE_HEIGHT * i;
        if (i % 2 == 0) {
            svg.rect(LEFT, y, RIGHT - LEFT, LANE_HEIGHT, "fill", "#f7f9fb");
        }
        Lane lane = lanes.get(i);
        Object[] style = {"text-anchor", "end", "font-weight", 600, "fill", lane.colour()};
        svg.text(timeline.label(lane.stage()), LEFT - 14, y + LANE_HEIGHT / 2 + 5, style);
    }

    /// Days, weeks, months or years, as many as fit.
    private void ticks() {
        svg.line(LEFT, axis(), RIGHT, axis(), "stroke", "#a0aec0");
        boolean byMonth = days > MAX_TICKS * (long) TICK_DAYS[TICK_DAYS.length - 1];
        LocalDate day = byMonth ? from.withDayOfMonth(1) : from;
        int step = byMonth ? step(TICK_MONTHS, days / DAYS_PER_MONTH) : step(TICK_DAYS, days);
        if (byMonth) {
            // Counted from January, so that quarters begin where people expect them.
            day = day.minusMonths((day.getMonthValue() - 1) % Math.min(step, 12));
        }
        for (; !day.isAfter(timeline.until()); day = byMonth ? day.plusMonths(step) : day.plusDays(step)) {
            if (!day.isBefore(from)) {
                int x = x(day);
                svg.line(x, TOP, x, axis(), "stroke", "#e2e8f0");
                svg.text(byMonth ? day.toString().substring(0, 7) : day.toString(), x, axis() + 18, TICK_LABEL);
            }
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
            Timeline.StageSpan before = timeline.spans().get(i - 1);
            Timeline.StageSpan after = timeline.spans().get(i);
            int x = x(after.from());
            svg.line(x, y(before.stage()), x, y(after.stage()), "stroke", LABEL, "stroke-width", 1.5);
        }
    }

    private void span(Timeline.StageSpan span) {
        int x = x(span.from());
        int width = Math.max(3, x(span.to() == null ? timeline.until() : span.to()) - x);
        int y = y(span.stage());
        String end = span.to() == null ? "…" : span.to().toString();
        svg.group(
                timeline.label(span.stage()) + ", " + span.from() + " – " + end,
                () -> svg.rect(x, y - BAR_HEIGHT / 2, width, BAR_HEIGHT, "rx", 4, "fill", colour(span.stage())));
        if (width > MIN_LABELLED_WIDTH) {
            String days =
                    Message.of("api.timeline-svg.days", "days", span.days()).in(locale);
            svg.text(days, x + width / 2, y + BAR_HEIGHT / 2 + 12, DAYS_LABEL);
        }
    }

    private void point(CustomerTimeline.Point point) {
        String reasons = point.decidedBy().stream()
                .map(r -> TimelineText.reason(r, locale))
                .collect(Collectors.joining("\n"));
        svg.group(point.day() + " " + timeline.label(point.stage()) + "\n" + reasons, () -> pointSign(point));
    }

    private void pointSign(CustomerTimeline.Point point) {
        int x = x(point.day());
        int y = y(point.stage());
        if (point.hasTransition(CustomerTimeline.Point.UNUSUAL)) {
            int top = y - BAR_HEIGHT / 2 - 15;
            triangle(x, top);
            svg.text("!", x, top + 12, WARNING_SIGN);
        } else if (point.hasTransition(CustomerTimeline.Point.HELD)) {
            svg.circle(x, y, 6, HELD_POINT);
        } else if (point.hasTransition(CustomerTimeline.Point.STAYS)) {
            svg.circle(x, y, 3, "fill", BACKGROUND, "fill-opacity", 0.8);
        } else {
            change(x, y, colour(point.stage()));
        }
    }

    private void event(CustomerTimeline.Event event) {
        int x = x(event.day());
        int y = bottom() + 20;
        svg.group(event.day() + " " + TimelineText.event(event, timeline, locale), () -> {
            if (event.isContact()) {
                contact(x, y, Boolean.TRUE.equals(event.made()));
            } else {
                feedback(x, y, !NEGATIVE_FEEDBACK.contains(event.type()));
            }
        });
    }

    private void change(int x, int y, String colour) {
        svg.circle(x, y, 5, "fill", BACKGROUND, "stroke", colour, "stroke-width", 2.5);
    }

    private void triangle(int x, int top) {
        svg.path(x, top, "l8 14 h-16 z", "fill", BAD);
    }

    private void contact(int x, int y, boolean made) {
        String fill = made ? CONTACT : BACKGROUND;
        svg.rect(x - 4, y - 4, 9, 9, "rx", 2, "fill", fill, "stroke", CONTACT, "stroke-width", 1.5);
    }

    private void feedback(int x, int y, boolean good) {
        svg.path(x, y - 6, "l6 6 l-6 6 l-6 -6 z", "fill", good ? GOOD : BAD);
    }

    private void legend() {
        int x = LEFT;
        int y = height - 22;
        change(x, y, TEXT);
        x = legendText(x + 12, Message.of("api.timeline-svg.changed"));
        if (timeline.heldTransitions() > 0) {
            svg.circle(x, y, 6, HELD_POINT);
            x = legendText(x + 12, Message.of("api.timeline.held"));
        }
        if (timeline.unusualTransitions() > 0) {
            triangle(x, y - 8);
            x = legendText(x + 14, Message.of("api.timeline.unusual"));
        }
        if (hasEvents()) {
            contact(x, y, true);
            x = legendText(x + 12, Message.of("api.timeline.contact-made"));
            contact(x, y, false);
            x = legendText(x + 12, Message.of("api.timeline.contact-reserved"));
            feedback(x, y, true);
            feedback(x + 14, y, false);
            legendText(x + 26, Message.of("api.timeline-svg.feedback"));
        }
    }

    /// @return the position of the next symbol of the legend
    private int legendText(int x, Text label) {
        String words = label.in(locale);
        svg.text(words, x, height - 18, "font-size", 12, "fill", TEXT);
        return x + 26 + words.codePoints().map(c -> c > 0x2E80 ? 12 : 7).sum();
    }

    private int x(LocalDate day) {
        long in = Math.clamp(ChronoUnit.DAYS.between(from, day), 0, days);
        return (int) (LEFT + (RIGHT - LEFT) * in / days);
    }

    /// The middle of the stage's lane.
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
}
