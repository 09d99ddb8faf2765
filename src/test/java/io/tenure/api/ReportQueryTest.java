package io.tenure.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.feedback.FeedbackQuery;
import io.tenure.feedback.FeedbackQuery.Dimension;
import io.tenure.input.InputFault;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the report reads its groups and filters.
class ReportQueryTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    private static final List<String> OWN = List.of("ageGroup", "level");

    private final List<InputFault> faults = new ArrayList<>();

    @Test
    void anOutcomeNamedAsAFixedGroupingHasANameOfItsOwn() {
        FeedbackQuery query = query("groupBy", "level,outcome:level,ageGroup", "outcome", "level:GOLD,level:SILVER");

        assertThat(faults).isEmpty();
        assertThat(query.groupBy()).extracting(Dimension::name).containsExactly("level", "outcome:level", "ageGroup");
        assertThat(query.groupBy())
                .extracting(Dimension::source)
                .containsExactly(
                        "d.level",
                        "d.outcomes[array_position(r.outcomes, 'level')]",
                        "d.outcomes[array_position(r.outcomes, 'ageGroup')]");
        assertThat(query.filters())
                .containsExactlyEntriesOf(Map.of(query.groupBy().get(1), List.of("GOLD", "SILVER")));
    }

    @Test
    void anOutcomeHasOneName() {
        assertThat(query("groupBy", "outcome:ageGroup", "outcome", "stage:STABLE"))
                .isNull();
        assertThat(faults).extracting(InputFault::pointer).containsExactly("/groupBy", "/outcome");
        assertThat(faults.getFirst().expected().en()).contains("outcome:level", "ageGroup");
    }

    private FeedbackQuery query(String... parameters) {
        MultivaluedHashMap<String, String> map = new MultivaluedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.add(parameters[i], parameters[i + 1]);
        }
        return ReportResource.parseQuery(map, OWN, TODAY, faults);
    }
}
