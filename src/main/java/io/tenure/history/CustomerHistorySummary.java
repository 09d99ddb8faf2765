package io.tenure.history;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A summary of the stored history of a customer on one day, from earlier days.
///
/// Computed anew each time from the timeline up to that day, so that a decision which arrives late finds its
/// place. Only days before `asOf` count: deciding the same day again, with better facts, gives what the first
/// time gave.
///
/// @param decidedDays earlier days with a decision
/// @param previousStage stage on the latest earlier day; null where there is none, as are the others
/// @param previousDecision the decision that gave it
/// @param previousStageDays days from when the customer entered that stage to `asOf`
/// @param highestStageReached EXPLORATION, FORMATION or STABLE
/// @param stableDays days in the stage STABLE
/// @param lapsedOn latest earlier day decided as DECLINE or TERMINATED
/// @param returned whether an active stage came after a lapse; null where there was none
/// @param priorVolumeHalved whether volume had halved in the 90 days before the latest 90; null where unknown
/// @param contacts contacts up to and including `asOf`
/// @param laterContacts contacts after `asOf`, reserved when a later day was decided
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
        List<CustomerHistory.PastContact> contacts,
        List<CustomerHistory.PastContact> laterContacts) {
    /// Volume is compared over windows of 90 days; the decision of the window before may be 30 days off its
    /// end.
    private static final int WINDOW_DAYS = 90;

    private static final int TOLERANCE_DAYS = 30;

    public CustomerHistorySummary {
        contacts = List.copyOf(contacts);
        laterContacts = List.copyOf(laterContacts);
    }

    public static CustomerHistorySummary of(CustomerHistory history, LocalDate asOf) {
        List<CustomerHistory.StagePoint> earlier =
                history.points().stream().filter(p -> p.asOf().isBefore(asOf)).toList();
        List<CustomerHistory.PastContact> contacts =
                history.contacts().stream().filter(c -> !c.date().isAfter(asOf)).toList();
        List<CustomerHistory.PastContact> later =
                history.contacts().stream().filter(c -> c.date().isAfter(asOf)).toList();
        if (earlier.isEmpty()) {
            return new CustomerHistorySummary(0, null, null, null, null, null, null, null, null, contacts, later);
        }
        Timeline timeline = Timeline.of(earlier, asOf);
        Timeline.StageSpan current = timeline.spans().getLast();
        return new CustomerHistorySummary(
                earlier.size(),
                current.stage(),
                earlier.getLast().decision(),
                current.days(),
                timeline.highestStage(),
                timeline.stableDays(),
                timeline.lastLapsedOn(),
                timeline.hasReturned(),
                wasVolumeHalved(earlier, asOf),
                contacts,
                later);
    }

    /// The days, since 1970, on which the summary may change although nothing happens: a decided day becomes an
    /// earlier one, and whether volume had halved on it begins or ceases to count. Contacts are left out, and what
    /// moves day by day.
    public static LongStream changeDays(CustomerHistory history) {
        return history.points().stream()
                .mapToLong(point -> point.asOf().toEpochDay())
                .flatMap(day -> LongStream.of(
                        day + 1, day + WINDOW_DAYS - TOLERANCE_DAYS, day + WINDOW_DAYS + TOLERANCE_DAYS + 1));
    }

    private static @Nullable Boolean wasVolumeHalved(List<CustomerHistory.StagePoint> earlier, LocalDate asOf) {
        Boolean halved = null;
        for (CustomerHistory.StagePoint point : earlier) {
            long daysAgo = ChronoUnit.DAYS.between(point.asOf(), asOf);
            if (point.volumeHalved() != null && Math.abs(daysAgo - WINDOW_DAYS) <= TOLERANCE_DAYS) {
                halved = point.volumeHalved() || Boolean.TRUE.equals(halved);
            }
        }
        return halved;
    }
}
