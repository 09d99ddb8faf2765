package io.tenure.history;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The stages a customer has been in, as spans of days, and what can be counted over them.
///
/// A stage lasts until a decision says otherwise.
///
/// @param until the day up to which the last span is counted
/// @param spans one for each time in one stage, the earliest first; each begins where the one before ends
/// @param highestStage EXPLORATION, FORMATION or STABLE; null where none of them was reached
/// @param stableDays days in the stage STABLE
/// @param lapses how often the customer went into DECLINE or TERMINATED; counted once until they return
/// @param lastLapsedOn the latest day decided as DECLINE or TERMINATED; null for none
/// @param returns how often an active stage came after a lapse
/// @param stableReentries how often the stage STABLE was entered again
/// @param unusualTransitions points whose transition was reported as UNUSUAL
/// @param heldTransitions points at which a change of stage was held back
@RegisterForReflection
public record Timeline(
        LocalDate until,
        List<StageSpan> spans,
        @Nullable String highestStage,
        int stableDays,
        int lapses,
        @Nullable LocalDate lastLapsedOn,
        int returns,
        int stableReentries,
        int unusualTransitions,
        int heldTransitions) {
    /// The stages of an active relationship, in the order in which it deepens.
    private static final List<String> ACTIVE_STAGES = List.of("EXPLORATION", "FORMATION", "STABLE");

    private static final List<String> LAPSED_STAGES = List.of("DECLINE", "TERMINATED");
    private static final String STABLE = "STABLE";

    /// A time in one stage.
    ///
    /// @param to first day of the next span; null for the last one, which goes on
    /// @param days from `from` to `to`, or to the timeline's `until`
    @Schema(name = "StageSpan", description = "A time in one stage")
    public record StageSpan(
            String stage, LocalDate from, @Nullable LocalDate to, int days) {}

    public Timeline {
        spans = List.copyOf(spans);
    }

    /// @param points by day, ascending, one a day
    /// @param today the last span is counted up to here, or up to the last point where that is later
    public static Timeline of(List<CustomerHistory.StagePoint> points, LocalDate today) {
        LocalDate until = points.isEmpty() || points.getLast().asOf().isBefore(today)
                ? today
                : points.getLast().asOf();
        List<StageSpan> spans = spans(points, until);
        int highest = -1;
        int stableDays = 0;
        int stableSpans = 0;
        int lapses = 0;
        int returns = 0;
        boolean isLapsed = false;
        for (StageSpan span : spans) {
            highest = Math.max(highest, ACTIVE_STAGES.indexOf(span.stage()));
            if (span.stage().equals(STABLE)) {
                stableDays += span.days();
                stableSpans++;
            }
            if (LAPSED_STAGES.contains(span.stage())) {
                lapses += isLapsed ? 0 : 1;
                isLapsed = true;
            } else if (ACTIVE_STAGES.contains(span.stage()) && isLapsed) {
                returns++;
                isLapsed = false;
            }
        }
        return new Timeline(
                until,
                spans,
                highest < 0 ? null : ACTIVE_STAGES.get(highest),
                stableDays,
                lapses,
                lastLapsedOn(points),
                returns,
                Math.max(0, stableSpans - 1),
                count(points, "UNUSUAL"),
                count(points, "HELD"));
    }

    /// Whether an active stage came after the latest lapse; null where there was no lapse.
    @Nullable
    Boolean hasReturned() {
        return lapses == 0 ? null : returns == lapses;
    }

    private static List<StageSpan> spans(List<CustomerHistory.StagePoint> points, LocalDate until) {
        List<StageSpan> spans = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= points.size(); i++) {
            boolean last = i == points.size();
            if (last || !points.get(i).stage().equals(points.get(first).stage())) {
                LocalDate from = points.get(first).asOf();
                LocalDate to = last ? null : points.get(i).asOf();
                spans.add(new StageSpan(
                        points.get(first).stage(),
                        from,
                        to,
                        Math.toIntExact(ChronoUnit.DAYS.between(from, to == null ? until : to))));
                first = i;
            }
        }
        return spans;
    }

    private static @Nullable LocalDate lastLapsedOn(List<CustomerHistory.StagePoint> points) {
        for (CustomerHistory.StagePoint point : points.reversed()) {
            if (LAPSED_STAGES.contains(point.stage())) {
                return point.asOf();
            }
        }
        return null;
    }

    private static int count(List<CustomerHistory.StagePoint> points, String transition) {
        return Math.toIntExact(points.stream()
                .filter(point -> transition.equals(point.transition()))
                .count());
    }
}
