package io.tenure.api.authoring;

import io.tenure.lifecycle.Dictionary;
import io.tenure.mutation.KeptScenario;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.workbook.SheetReplacement;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the workbook anew from its cells, with one scenario more.
@Singleton
final class PoiScenarioWorkbook implements ScenarioWorkbook {
    private static final String SHEET = "Scenarios";

    @Override
    public byte[] with(
            String name, byte @Nullable [] workbook, Dictionary dictionary, String scenario, KeptScenario kept) {
        SheetReplacement sheets =
                new SheetReplacement(workbook == null ? Map.of() : Map.of(name + ".xlsx", workbook), dictionary);
        return sheets.replace(
                name, SHEET, new ScenarioSheet(dictionary).with(sheets.rows(name, SHEET), scenario, kept));
    }
}
