package io.tenure.cli;

import io.tenure.bundle.Bundle;
import io.tenure.calibration.Measured;
import io.tenure.calibration.Propensities;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.workbook.SheetReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of a bundle, with what was measured in its sheets.
final class CalibratedBundle {
    private static final String TABLES = "decision-tables/";
    private static final String WORKBOOK_ENDING = ".xlsx";

    private final Dictionary dictionary;
    private final CalibratedSheets sheets;
    private final SortedMap<String, byte[]> files;
    private final SheetReplacement replacement;

    CalibratedBundle(RulesetLoader.LoadedRuleset base, CalibratedSheets sheets) {
        this.dictionary = base.ruleset().ruleset().dictionary();
        this.sheets = sheets;
        this.files = new TreeMap<>(base.bundle().files());
        this.replacement = SheetReplacement.ofFolder(files, TABLES, dictionary);
    }

    /// @param customers on whom it was measured
    /// @param modelReason why the probability of the model counts where it is known; null where the table's does
    /// @throws CliException if the sheet is not laid out as the bundled one
    void putRisk(CalibratedRisk risk, int customers, @Nullable Message modelReason) throws CliException {
        List<List<String>> sheet = replacement.rows(CalibratedRisk.WORKBOOK, CalibratedRisk.SHEET);
        put(CalibratedRisk.WORKBOOK, CalibratedRisk.SHEET, risk.rows(sheet, customers, modelReason));
    }

    /// @param models by name; all others are cleared but those of contracts, which a base may not tell
    void putModels(Map<String, Measured> models) throws IOException {
        List<List<String>> rows = replacement.rows(CalibratedSheets.SETTINGS, CalibratedSheets.MODEL);
        if (rows.isEmpty()) {
            rows = SheetReplacement.ofFolder(Bundle.ofClasspath("seed/").files(), TABLES, dictionary)
                    .rows(CalibratedSheets.SETTINGS, CalibratedSheets.MODEL);
        }
        put(
                CalibratedSheets.SETTINGS,
                CalibratedSheets.MODEL,
                sheets.parameters(CalibratedSheets.withoutValues(rows), models));
    }

    void putParameters(Map<String, Measured> parameters) {
        List<List<String>> rows = replacement.rows(CalibratedSheets.SETTINGS, CalibratedSheets.PARAMETERS);
        put(CalibratedSheets.SETTINGS, CalibratedSheets.PARAMETERS, sheets.parameters(rows, parameters));
    }

    List<CalibratedPropensities.Change> putPropensities(Propensities propensities) {
        CalibratedPropensities sheet = CalibratedPropensities.of(
                replacement.rows(CalibratedPropensities.WORKBOOK, CalibratedPropensities.SHEET), propensities);
        if (!sheet.changed().isEmpty()) {
            put(CalibratedPropensities.WORKBOOK, CalibratedPropensities.SHEET, sheet.rows());
        }
        return sheet.changed();
    }

    private void put(String workbook, String sheet, List<List<String>> rows) {
        files.put(TABLES + workbook + WORKBOOK_ENDING, replacement.replace(workbook, sheet, rows));
    }

    /// Writes the bundle with the new expectations of its scenarios.
    ///
    /// @return the expectations that changed
    /// @throws CliException if the new bundle has errors
    List<CalibratedScenarios.Change> write(Path target) throws CliException, IOException {
        CalibratedScenarios bundled = CalibratedScenarios.of(files);
        if (!bundled.findings().isEmpty()) {
            throw RulesetLoader.invalid(target, bundled.findings());
        }
        for (Map.Entry<String, byte[]> file : bundled.files().entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
        return bundled.changed();
    }
}
