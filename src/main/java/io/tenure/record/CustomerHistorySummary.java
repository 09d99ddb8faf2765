package io.tenure.record;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the record says of a customer on one day, from the days before it.
///
/// Made anew each time from the points of the path, so that a decision which arrives late finds its place, and none
/// can put the path into disorder. Only days before `asOf` count: deciding the same day again, with better facts,
/// is judged like the first time.
///
/// @param previousStage stage on the latest earlier day; null where there is none, as are the others
/// @param previousDecision the decision that said so
/// @param previousStageDays days from when the customer entered that stage to `asOf`
/// @param highestStageReached EXPLORATION, FORMATION or STABLE
/// @param stableDays days in the stage STABLE; a stage lasts until a decision says otherwise
/// @param lapsedOn latest earlier day in DECLINE or TERMINATED
/// @param returned whether an active stage came after a lapse
/// @param priorVolumeHalved whether volume had halved in the window before this one
/// @param contacts contacts up to and including `asOf`
public record CustomerHistorySummary(
        int decidedDays,
        @Nullable String previousStage,
        @Nullable UUID previousDecision,
        @Nullable Integer previousStageDays,
        @Nullable String highestStageReached,
        @Nullable Integer stableDays,
        @Nullable LocalDate lapsedOn,
        @Nullable Boolean returned,
        @Nullable Boolean priorVolumeHalved,
        List<CustomerHistory.PastContact> contacts) {
    /// The stages of a living relationship, in the order in which it deepens.
    static final List<String> ACTIVE_STAGES = List.of("EXPLORATION", "FORMATION", "STABLE");

    static final List<String> LAPSED_STAGES = List.of("DECLINE", "TERMINATED");
    static final String STABLE = "STABLE";

    /// A window is 90 days; the one before is looked for a month around its end.
    private static final int WINDOW_DAYS = 90;
    private static final int TOLERANCE_DAYS = 30;

    public CustomerHistorySummary {
        contacts = List.copyOf(contacts);
    }

    public static CustomerHistorySummary of(CustomerHistory past, LocalDate asOf) {
        List<CustomerHistory.StagePoint> before =
                past.points().stream().filter(p -> p.asOf().isBefore(asOf)).toList();
        List<CustomerHistory.PastContact> contacts =
                past.contacts().stream().filter(c -> !c.date().isAfter(asOf)).toList();
        if (before.isEmpty()) {
            return new CustomerHistorySummary(0, null, null, null, null, null, null, null, null, contacts);
        }
        CustomerHistory.StagePoint last = before.getLast();
        LocalDate entered = last.asOf();
        int highest = -1;
        int stableDays = 0;
        LocalDate lapsedOn = null;
        boolean returned = false;
        Boolean dropped = null;
        for (int i = 0; i < before.size(); i++) {
            CustomerHistory.StagePoint point = before.get(i);
            LocalDate until = i + 1 < before.size() ? before.get(i + 1).asOf() : asOf;
            if (i == 0 || !before.get(i - 1).stage().equals(point.stage())) {
                entered = point.asOf();
            }
            highest = Math.max(highest, ACTIVE_STAGES.indexOf(point.stage()));
            if (point.stage().equals(STABLE)) {
                stableDays += Math.toIntExact(ChronoUnit.DAYS.between(point.asOf(), until));
            }
            if (LAPSED_STAGES.contains(point.stage())) {
                lapsedOn = point.asOf();
                returned = false;
            } else if (lapsedOn != null && ACTIVE_STAGES.contains(point.stage())) {
                returned = true;
            }
            long ago = ChronoUnit.DAYS.between(point.asOf(), asOf);
            if (point.volumeHalved() != null && Math.abs(ago - WINDOW_DAYS) <= TOLERANCE_DAYS) {
                dropped = point.volumeHalved() || Boolean.TRUE.equals(dropped);
            }
        }
        return new CustomerHistorySummary(
                before.size(),
                last.stage(),
                last.decision(),
                Math.toIntExact(ChronoUnit.DAYS.between(entered, asOf)),
                highest < 0 ? null : ACTIVE_STAGES.get(highest),
                stableDays,
                lapsedOn,
                lapsedOn == null ? null : returned,
                dropped,
                contacts);
    }
}
