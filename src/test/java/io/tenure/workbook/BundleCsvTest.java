package io.tenure.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The bundled workbooks agree with the CSV exports next to them.
class BundleCsvTest {
    private static final List<Path> FOLDERS = List.of(Path.of("decision-tables"), Path.of("scenarios"));

    /// `./tenure tables to-csv DIR` after editing a workbook, `./tenure tables from-csv DIR` after editing a CSV
    /// file.
    @TestFactory
    Stream<DynamicTest> workbookAndCsvAgree() throws IOException {
        Map<Path, Map<String, String>> all = new TreeMap<>();
        for (Path folder : FOLDERS) {
            for (Path file : TablesCommand.listFiles(folder, ".csv")) {
                all.computeIfAbsent(workbook(file), _ -> new TreeMap<>())
                        .put(file.getFileName().toString(), Files.readString(file));
            }
            for (Path file : TablesCommand.listFiles(folder, ".xlsx")) {
                all.putIfAbsent(file, Map.of());
            }
        }
        assertThat(all).isNotEmpty();
        return all.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey().toString(), () -> {
                    Map<String, String> sheets = new TreeMap<>();
                    String name = e.getKey().getFileName().toString().replaceFirst("\\.xlsx$", "");
                    for (CsvSheet twin : GeneratedWorkbookReader.read(name, Files.readAllBytes(e.getKey()))) {
                        sheets.put(twin.fileName(), twin.csv());
                    }
                    assertThat(sheets).isEqualTo(e.getValue());
                }));
    }

    @Test
    void firstSheetsSayWhatTheTablesSayNow() throws IOException {
        for (Path folder : FOLDERS) {
            var twins = TablesCommand.readCsvSheets(folder);
            var all = twins.values().stream().flatMap(List::stream).toList();
            var dresser = new WorkbookGenerator(OwnDictionary.of(all), CodeLabels.of(all));
            for (var workbook : twins.entrySet()) {
                var about =
                        dresser.generate(workbook.getKey(), workbook.getValue()).about();
                assertThat(Files.readString(folder.resolve(about.fileName()))).isEqualTo(about.csv());
            }
        }
    }

    @Test
    void everyCodeHasALabelInBothLanguages() throws IOException {
        var settings = TablesCommand.readCsvSheets(Path.of("decision-tables")).get("settings");
        var catalogue = CodeLabels.of(settings);

        assertThat(Dictionary.standard().all().stream()
                        .flatMap(t -> t.codes().stream())
                        .distinct())
                .isNotEmpty()
                .allSatisfy(code -> {
                    assertThat(catalogue.labels()).containsKey(code);
                    assertThat(catalogue.labels().get(code).en()).isNotBlank();
                    assertThat(catalogue.labels().get(code).zh()).isNotBlank();
                });
        assertThat(catalogue.actions()).isNotEmpty().allSatisfy((code, label) -> {
            assertThat(catalogue.labels()).doesNotContainKey(code);
            assertThat(label.en()).isNotBlank();
            assertThat(label.zh()).isNotBlank();
        });
    }

    private static Path workbook(Path twin) {
        String name = twin.getFileName().toString();
        return twin.resolveSibling(name.substring(0, name.indexOf('.')) + ".xlsx");
    }
}
