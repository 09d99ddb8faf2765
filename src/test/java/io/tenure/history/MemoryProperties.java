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

class MemoryProperties {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 400;

    /// A decision as it is put on record.
    ///
    /// @param order when it was made: of two on one day, the later counts
    record Made(LocalDate asOf, int order, String stage, Boolean dropped) {
        Past.Point point() {
            return new Past.Point(asOf, stage, null, dropped, new UUID(0, order));
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
        Past inOrder = recorded(decisions);
        Past late = recorded(shuffled);
        for (int day = 0; day <= DAYS + 130; day += 7) {
            LocalDate asOf = FIRST.plusDays(day);
            assertThat(Memory.of(late, asOf)).isEqualTo(Memory.of(inOrder, asOf));
        }
        assertThat(Lifecycle.of(late.path(), FIRST.plusDays(DAYS)))
                .isEqualTo(Lifecycle.of(inOrder.path(), FIRST.plusDays(DAYS)));
    }

    @Property
    void whatComesLaterIsNeverRememberedEarlier(@ForAll("decisions") List<Made> decisions) {
        for (Made made : decisions) {
            LocalDate asOf = made.asOf();
            List<Made> before =
                    decisions.stream().filter(d -> d.asOf().isBefore(asOf)).toList();
            assertThat(Memory.of(recorded(decisions), asOf)).isEqualTo(Memory.of(recorded(before), asOf));
        }
    }

    @Property
    void theSpansFillTheTimeFromTheFirstDayOnWithoutGapOrOverlap(@ForAll("decisions") List<Made> decisions) {
        Past past = recorded(decisions);
        LocalDate today = FIRST.plusDays(DAYS);
        Lifecycle life = Lifecycle.of(past.path(), today);
        int days = life.spans().stream().mapToInt(Lifecycle.Span::days).sum();
        assertThat(days)
                .isEqualTo(
                        past.path().isEmpty()
                                ? 0
                                : (int) (today.toEpochDay()
                                        - past.path().getFirst().asOf().toEpochDay()));
        for (int i = 1; i < life.spans().size(); i++) {
            assertThat(life.spans().get(i).from())
                    .isEqualTo(life.spans().get(i - 1).to());
            assertThat(life.spans().get(i).stage())
                    .isNotEqualTo(life.spans().get(i - 1).stage());
        }
    }

    /// One point a day, the latest decision's, as the table keeps them.
    private static Past recorded(List<Made> arrived) {
        Map<LocalDate, Made> days = new TreeMap<>();
        for (Made made : arrived) {
            days.merge(made.asOf(), made, (there, late) -> late.order() >= there.order() ? late : there);
        }
        return new Past(new byte[16], 0, days.values().stream().map(Made::point).toList(), List.of(), null);
    }
}
