package io.tenure.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FreeRowNamesTest {
    @Test
    void takesTheNextFreeNumberBehindTheRowAboveAnotherForEachRow() {
        var names = new FreeRowNames(Map.of(9, "R1", 10, "R2", 12, "B", 13, "R4", 20, "B.1"));

        assertThat(names.forRow(8)).isEqualTo("R3");
        assertThat(names.forRow(11)).isEqualTo("R5");
        assertThat(names.forRow(11)).isEqualTo("R5");
        assertThat(names.forRow(14)).isEqualTo("R6");
        assertThat(names.forRow(21)).isEqualTo("B.2");
        assertThat(new FreeRowNames(Map.of()).forRow(9)).isEqualTo("R1");
        assertThat(new FreeRowNames(Map.of(9, "R9999999")).forRow(10)).isEqualTo("R10000000");
    }

    /// Each number from the row above on is taken: looked at anew for every row they would take minutes.
    @Test
    @Timeout(60)
    void looksAtEachTakenNumberOnce() {
        var byRow = new HashMap<Integer, String>();
        for (var i = 0; i < 50_000; i++) {
            byRow.put(2 * i, "R" + i);
        }
        var names = new FreeRowNames(byRow);

        for (var i = 0; i < 50_000; i++) {
            assertThat(names.forRow(2 * i + 1)).isEqualTo("R" + (50_000 + i));
        }
    }
}
