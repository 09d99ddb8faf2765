package io.tenure.history;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A customer's way through the stages, counted from the points of the path.
///
/// @param until the day up to which the last span is counted
/// @param highest EXPLORATION, FORMATION or STABLE; null where none of them was reached
/// @param lapses how often the customer went into decline, or ended; once until they return
/// @param returns how often an active stage came after a lapse
/// @param reentries how often the stable stage was entered again
/// @param unusual points at which the transition was reported as unusual
/// @param held points at which a change was held back
@RegisterForReflection
public record Lifecycle(
        LocalDate until,
        List<Span> spans,
        @Nullable String highest,
        int stableDays,
        int lapses,
        int returns,
        int reentries,
        int unusual,
        int held) {
    /// A time in one stage.
    ///
    /// @param to first day of the next one; null for the last, which goes on
    @Schema(name = "PathSpan", description = "A time in one stage")
    public record Span(
            String stage, LocalDate from, @Nullable LocalDate to, int days) {}

    public Lifecycle {
        spans = List.copyOf(spans);
    }

    /// @param path by day, ascending, one point a day
    /// @param today the last span is counted up to here, or up to its own last point where that is later
    public static Lifecycle of(List<Past.Point> path, LocalDate today) {
        LocalDate until = path.isEmpty() || path.getLast().asOf().isBefore(today)
                ? today
                : path.getLast().asOf();
        List<Span> spans = spans(path, until);
        int highest = -1;
        int stableDays = 0;
        int stable = 0;
        int lapses = 0;
        int returns = 0;
        boolean lapsedSince = false;
        for (Span span : spans) {
            highest = Math.max(highest, Memory.ACTIVE.indexOf(span.stage()));
            if (span.stage().equals(Memory.STABLE)) {
                stableDays += span.days();
                stable++;
            }
            boolean lapsed = Memory.LAPSED.contains(span.stage());
            if (lapsed && !lapsedSince) {
                lapses++;
            }
            if (Memory.ACTIVE.contains(span.stage()) && lapsedSince) {
                returns++;
                lapsedSince = false;
            }
            lapsedSince |= lapsed;
        }
        return new Lifecycle(
                until,
                spans,
                highest < 0 ? null : Memory.ACTIVE.get(highest),
                stableDays,
                lapses,
                returns,
                Math.max(0, stable - 1),
                count(path, "UNUSUAL"),
                count(path, "HELD"));
    }

    private static List<Span> spans(List<Past.Point> path, LocalDate until) {
        List<Span> spans = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= path.size(); i++) {
            boolean last = i == path.size();
            if (last || !path.get(i).stage().equals(path.get(first).stage())) {
                LocalDate from = path.get(first).asOf();
                LocalDate to = last ? null : path.get(i).asOf();
                spans.add(new Span(
                        path.get(first).stage(),
                        from,
                        to,
                        Math.toIntExact(ChronoUnit.DAYS.between(from, to == null ? until : to))));
                first = i;
            }
        }
        return spans;
    }

    private static int count(List<Past.Point> path, String transition) {
        return Math.toIntExact(
                path.stream().filter(p -> transition.equals(p.transition())).count());
    }
}
