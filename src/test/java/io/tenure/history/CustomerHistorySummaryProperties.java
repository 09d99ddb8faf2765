package io.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CustomerHistorySummaryProperties {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 400;

    /// A decision as it is put on record.
    ///
    /// @param order when it was made: of two on one day, the later counts
    record Made(LocalDate asOf, int order, String stage, Boolean dropped) {
        CustomerHistory.StagePoint point() {
            return new CustomerHistory.StagePoint(asOf, stage, null, dropped, new UUID(0, order));
        }
    }

    @Provide
    Arbitrary<List<Made>> decisions() {
        Arbitrary<Made> one = Combinators.combine(
                        Arbitraries.integers().between(0, DAYS),
                        Arbitraries.of(
                                "UNKNOWN", "PROSPECT", "EXPLORATION", "FORMATION", "STABLE", "DECLINE", "TERMINATED"),
                        Arbitraries.of(true, false).injectNull(0.3))
                .as((day, stage, dropped) -> new Made(FIRST.plusDays(day), 0, stage, dropped));
        return one.list().ofMaxSize(30).map(list -> {
            List<Made> numbered = new ArrayList<>();
            for (Made made : list) {
                numbered.add(new Made(made.asOf(), numbered.size(), made.stage(), made.dropped()));
            }
            return numbered;
        });
    }

    @Property
    void inWhateverOrderDecisionsArriveTheSameIsRememberedOnEveryDay(
            @ForAll("decisions") List<Made> decisions, @ForAll Random chance) {
        List<Made> shuffled = new ArrayList<>(decisions);
        Collections.shuffle(shuffled, chance);
        CustomerHistory inOrder = history(decisions);
        CustomerHistory late = history(shuffled);
        for (int day = 0; day <= DAYS + 130; day += 7) {
            LocalDate asOf = FIRST.plusDays(day);
            assertThat(CustomerHistorySummary.of(late, asOf)).isEqualTo(CustomerHistorySummary.of(inOrder, asOf));
        }
        assertThat(Timeline.of(late.points(), FIRST.plusDays(DAYS)))
                .isEqualTo(Timeline.of(inOrder.points(), FIRST.plusDays(DAYS)));
    }

    @Property
    void whatComesLaterIsNeverRememberedEarlier(@ForAll("decisions") List<Made> decisions) {
        for (Made made : decisions) {
            LocalDate asOf = made.asOf();
            List<Made> before =
                    decisions.stream().filter(d -> d.asOf().isBefore(asOf)).toList();
            assertThat(CustomerHistorySummary.of(history(decisions), asOf))
                    .isEqualTo(CustomerHistorySummary.of(history(before), asOf));
        }
    }

    @Property
    void theSpansFillTheTimeFromTheFirstDayOnWithoutGapOrOverlap(@ForAll("decisions") List<Made> decisions) {
        CustomerHistory past = history(decisions);
        LocalDate today = FIRST.plusDays(DAYS);
        Timeline life = Timeline.of(past.points(), today);
        int days = life.spans().stream().mapToInt(Timeline.StageSpan::days).sum();
        assertThat(days)
                .isEqualTo(
                        past.points().isEmpty()
                                ? 0
                                : (int) (today.toEpochDay()
                                        - past.points().getFirst().asOf().toEpochDay()));
        for (int i = 1; i < life.spans().size(); i++) {
            assertThat(life.spans().get(i).from())
                    .isEqualTo(life.spans().get(i - 1).to());
            assertThat(life.spans().get(i).stage())
                    .isNotEqualTo(life.spans().get(i - 1).stage());
        }
    }

    @Property
    void theSummaryOfADayAgreesWithTheTimelineUpToIt(@ForAll("decisions") List<Made> decisions) {
        CustomerHistory history = history(decisions);
        for (int day = 1; day <= DAYS + 130; day += 7) {
            LocalDate asOf = FIRST.plusDays(day);
            List<CustomerHistory.StagePoint> earlier = history.points().stream()
                    .filter(p -> p.asOf().isBefore(asOf))
                    .toList();
            CustomerHistorySummary summary = CustomerHistorySummary.of(history, asOf);
            Timeline timeline = Timeline.of(earlier, asOf);
            assertThat(summary.decidedDays()).isEqualTo(earlier.size());
            if (earlier.isEmpty()) {
                continue;
            }
            Timeline.StageSpan current = timeline.spans().getLast();
            assertThat(summary.previousStage()).isEqualTo(current.stage());
            assertThat(summary.previousStageDays()).isEqualTo(current.days());
            assertThat(summary.highestStageReached()).isEqualTo(timeline.highestStage());
            assertThat(summary.stableDays()).isEqualTo(timeline.stableDays());
            assertThat(summary.lapsedOn()).isEqualTo(timeline.lastLapsedOn());
            assertThat(summary.returned())
                    .isEqualTo(timeline.lapses() == 0 ? null : timeline.returns() == timeline.lapses());
            // Both against a walk over the days one by one.
            DayByDay walked = DayByDay.of(earlier, asOf);
            assertThat(timeline.stableDays()).isEqualTo(walked.stableDays);
            assertThat(timeline.lapses()).isEqualTo(walked.lapses);
            assertThat(timeline.returns()).isEqualTo(walked.returns);
            assertThat(timeline.highestStage()).isEqualTo(walked.highestStage);
        }
    }

    /// Stable days, lapses and returns counted one day after the other, without spans.
    private static final class DayByDay {
        private int stableDays;
        private int lapses;
        private int returns;
        private String highestStage;

        static DayByDay of(List<CustomerHistory.StagePoint> points, LocalDate until) {
            DayByDay walked = new DayByDay();
            Map<LocalDate, String> stages = new TreeMap<>();
            points.forEach(p -> stages.put(p.asOf(), p.stage()));
            List<String> active = List.of("EXPLORATION", "FORMATION", "STABLE");
            String stage = null;
            boolean lapsed = false;
            for (LocalDate day = points.getFirst().asOf(); day.isBefore(until); day = day.plusDays(1)) {
                stage = stages.getOrDefault(day, stage);
                if (stage.equals("STABLE")) {
                    walked.stableDays++;
                }
                if (active.indexOf(stage) > (walked.highestStage == null ? -1 : active.indexOf(walked.highestStage))) {
                    walked.highestStage = stage;
                }
                if (!lapsed && (stage.equals("DECLINE") || stage.equals("TERMINATED"))) {
                    walked.lapses++;
                    lapsed = true;
                } else if (lapsed && active.contains(stage)) {
                    walked.returns++;
                    lapsed = false;
                }
            }
            return walked;
        }
    }

    /// One point a day, the latest decision's, as the table keeps them.
    private static CustomerHistory history(List<Made> arrived) {
        Map<LocalDate, Made> days = new TreeMap<>();
        for (Made made : arrived) {
            days.merge(made.asOf(), made, (there, late) -> late.order() >= there.order() ? late : there);
        }
        return new CustomerHistory(
                new byte[16], null, 0, days.values().stream().map(Made::point).toList(), List.of(), null);
    }
}
