package io.tenure.record;

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
public record Timeline(
        LocalDate until,
        List<StageSpan> spans,
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
    public record StageSpan(
            String stage, LocalDate from, @Nullable LocalDate to, int days) {}

    public Timeline {
        spans = List.copyOf(spans);
    }

    /// @param path by day, ascending, one point a day
    /// @param today the last span is counted up to here, or up to its own last point where that is later
    public static Timeline of(List<CustomerHistory.StagePoint> path, LocalDate today) {
        LocalDate until = path.isEmpty() || path.getLast().asOf().isBefore(today)
                ? today
                : path.getLast().asOf();
        List<StageSpan> spans = spans(path, until);
        int highest = -1;
        int stableDays = 0;
        int stable = 0;
        int lapses = 0;
        int returns = 0;
        boolean lapsedSince = false;
        for (StageSpan span : spans) {
            highest = Math.max(highest, CustomerHistorySummary.ACTIVE_STAGES.indexOf(span.stage()));
            if (span.stage().equals(CustomerHistorySummary.STABLE)) {
                stableDays += span.days();
                stable++;
            }
            boolean lapsed = CustomerHistorySummary.LAPSED_STAGES.contains(span.stage());
            if (lapsed && !lapsedSince) {
                lapses++;
            }
            if (CustomerHistorySummary.ACTIVE_STAGES.contains(span.stage()) && lapsedSince) {
                returns++;
                lapsedSince = false;
            }
            lapsedSince |= lapsed;
        }
        return new Timeline(
                until,
                spans,
                highest < 0 ? null : CustomerHistorySummary.ACTIVE_STAGES.get(highest),
                stableDays,
                lapses,
                returns,
                Math.max(0, stable - 1),
                count(path, "UNUSUAL"),
                count(path, "HELD"));
    }

    private static List<StageSpan> spans(List<CustomerHistory.StagePoint> path, LocalDate until) {
        List<StageSpan> spans = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= path.size(); i++) {
            boolean last = i == path.size();
            if (last || !path.get(i).stage().equals(path.get(first).stage())) {
                LocalDate from = path.get(first).asOf();
                LocalDate to = last ? null : path.get(i).asOf();
                spans.add(new StageSpan(
                        path.get(first).stage(),
                        from,
                        to,
                        Math.toIntExact(ChronoUnit.DAYS.between(from, to == null ? until : to))));
                first = i;
            }
        }
        return spans;
    }

    private static int count(List<CustomerHistory.StagePoint> path, String transition) {
        return Math.toIntExact(
                path.stream().filter(p -> transition.equals(p.transition())).count());
    }
}
