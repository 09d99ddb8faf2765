package io.tenure.api.authoring;

import io.tenure.lifecycle.Dictionary;
import io.tenure.mutation.KeptScenario;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.workbook.SheetReplacement;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Makes the workbook anew from its cells, with the scenarios.
@Singleton
final class PoiScenarioWorkbook implements ScenarioWorkbook {
    private static final String SHEET = "Scenarios";

    @Override
    public byte[] with(
            String name,
            byte @Nullable [] workbook,
            Dictionary dictionary,
            SequencedMap<String, KeptScenario> scenarios) {
        SheetReplacement sheets =
                new SheetReplacement(workbook == null ? Map.of() : Map.of(name + ".xlsx", workbook), dictionary);
        ScenarioSheet sheet = new ScenarioSheet(dictionary);
        List<List<String>> rows = sheets.rows(name, SHEET);
        for (Map.Entry<String, KeptScenario> scenario : scenarios.sequencedEntrySet()) {
            rows = sheet.with(rows, scenario.getKey(), scenario.getValue());
        }
        return sheets.replace(name, SHEET, rows);
    }

    @Override
    public byte[] of(String name, List<List<String>> rows, Dictionary dictionary) {
        return new SheetReplacement(Map.of(), dictionary).replace(name, SHEET, rows);
    }
}
