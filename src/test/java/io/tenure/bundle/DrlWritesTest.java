package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrlWritesTest {
    private static final Dictionary DICTIONARY = Dictionary.standard();

    @Test
    void findsOutcomesByTheirSettersAndByTheirNames() {
        String drl = """
                rule "a" agenda-group "stage" when then $d.setStage("STABLE"); modify($d) { setOutcome( "riskBand", x) } end
                rule "b" agenda-group "risk" when then $d.setRiskBand(y); end
                rule "c" when then $d.setStage(z); end
                """;

        assertThat(DrlWrites.of(List.of(new RuleSource("rules/a.drl", "", drl)), DICTIONARY))
                .containsOnly(Map.entry("stage", Set.of("stage", "")), Map.entry("riskBand", Set.of("stage", "risk")));
    }

    /// Nothing may be proven of an outcome that a rule may write under a name that it holds elsewhere.
    @Test
    void takesARuleForAWriterOfEveryOutcomeWhereTheNameDoesNotStandInTheCall() {
        String drl = """
                rule "a" agenda-group "risk" when then String name = "stage"; $d.setOutcome(name, "STABLE"); end
                """;

        assertThat(DrlWrites.of(List.of(new RuleSource("rules/a.drl", "", drl)), DICTIONARY))
                .containsOnlyKeys(DICTIONARY.fields(FieldKind.OUTCOME).stream()
                        .map(Field::name)
                        .toList())
                .containsValue(Set.of("risk"));
    }
}
