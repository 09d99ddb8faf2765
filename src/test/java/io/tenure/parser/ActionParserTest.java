package io.tenure.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import io.tenure.table.Assignment;
import io.tenure.workbook.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionParserTest {
    private static final Scope SCOPE = new Scope(
            Dictionary.standard(),
            Map.of("riskHigh", 0.7, "stableCount", 5.0, "clvCut", 500.0, "discountRate", 0.12),
            Set.of("NO_ACTION", "SAVE_OFFER"));

    private final List<CellFault> faults = new ArrayList<>();

    private Assignment read(Cell cell, String name) {
        return ActionParser.read(cell, SCOPE.dictionary().require(name), SCOPE, faults::add);
    }

    private Assignment read(String text, String name) {
        return read(new Cell.Text(text), name);
    }

    @Test
    void aBlankCellWritesNothing() {
        assertThat(read(Cell.Empty.INSTANCE, "stage")).isEqualTo(Assignment.None.INSTANCE);
        assertThat(read("\u00A0 ", "stage")).isEqualTo(Assignment.None.INSTANCE);
    }

    @Test
    void readsLiteralsAsTheTypeOfTheName() {
        assertThat(read("DECLINE", "stage")).isEqualTo(new Assignment.Literal("DECLINE"));
        assertThat(read("“DECLINE”", "stage")).isEqualTo(new Assignment.Literal("DECLINE"));
        assertThat(read("SAVE_OFFER", "candidate.action")).isEqualTo(new Assignment.Literal("SAVE_OFFER"));
        assertThat(read(Cell.Number.of(2), "signal.points")).isEqualTo(new Assignment.Literal(2));
        assertThat(read("２", "signal.points")).isEqualTo(new Assignment.Literal(2));
        assertThat(read("66.3%", "riskProbability")).isEqualTo(new Assignment.Literal(0.663));
        assertThat(read(new Cell.Number(0.663, true, false, false), "riskProbability"))
                .isEqualTo(new Assignment.Literal(0.663));
        assertThat(read("yes", "exitIntent")).isEqualTo(new Assignment.Literal(true));
        assertThat(read(new Cell.Bool(false), "exitIntent")).isEqualTo(new Assignment.Literal(false));
        assertThat(read("2026-06-30", "asOf")).isEqualTo(new Assignment.Literal(LocalDate.of(2026, 6, 30)));
    }

    @Test
    void keepsTextForPeopleUnchanged() {
        assertThat(read("考察期（早期），待定", "stageInChen")).isEqualTo(new Assignment.Literal("考察期（早期），待定"));
        assertThat(read(" new→loyal\u00A0", "stageInLadder")).isEqualTo(new Assignment.Literal("new→loyal"));
    }

    @Test
    void copiesAValueByName() {
        assertThat(read("= clv", "candidate.value"))
                .isEqualTo(new Assignment.Copy(SCOPE.dictionary().require("clv")));
        assertThat(read("＝ riskBase", "riskBand"))
                .isEqualTo(new Assignment.Copy(SCOPE.dictionary().require("riskBase")));
        assertThat(read("=purchaseCount", "candidate.value"))
                .isEqualTo(new Assignment.Copy(SCOPE.dictionary().require("purchaseCount")));
    }

    @Test
    void replacesAParameterByItsValue() {
        assertThat(read("= riskHigh", "riskProbability")).isEqualTo(new Assignment.Literal(0.7, "= riskHigh"));
        assertThat(read("= stableCount", "signal.points")).isEqualTo(new Assignment.Literal(5, "= stableCount"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DECLIN         | stage              | unknown-code
            SAVE_OFFERS    | candidate.action   | unknown-code
            = clvv         | candidate.value    | unknown-name
            = stage        | riskBand           | wrong-type
            = clv          | signal.points      | wrong-type
            = clvCut       | stage              | wrong-type
            = riskHigh     | signal.points      | not-a-whole-number
            = clvCut       | riskProbability    | out-of-range
            = discountRate | candidate.cost     | ambiguous-name
            = signal.code  | stageInChen        | wrong-kind
            =              | candidate.value    | unknown-name
            clv            | candidate.value    | wrong-type
            2.5            | signal.points      | not-a-whole-number
            1.000          | signal.points      | ambiguous-thousands
            12.500.000     | candidate.cost     | ambiguous-thousands
            -1             | signal.points      | out-of-range
            1.5            | riskProbability    | out-of-range
            -              | riskProbability    | wrong-type
            unknown        | riskProbability    | wrong-type
            > 5            | riskProbability    | wrong-type
            maybe          | exitIntent         | wrong-type
            30.06.2026     | asOf               | wrong-type
            """)
    void rejectsInvalidValues(String text, String name, String code) {
        assertThat(read(text, name)).isNull();
        assertThat(faults).extracting(CellFault::code).containsExactly(code);
    }

    @Test
    void rejectsCellsOfAnotherType() {
        assertThat(read(Cell.Number.of(1), "stage")).isNull();
        assertThat(read(new Cell.Bool(true), "riskProbability")).isNull();
        assertThat(read(new Cell.Number(46203, false, true, false), "riskProbability"))
                .isNull();
        assertThat(read(new Cell.FormulaWithoutValue("A1"), "riskProbability")).isNull();
        assertThat(faults)
                .extracting(CellFault::code)
                .containsExactly("wrong-type", "wrong-type", "wrong-type", "formula-without-value");
    }
}
