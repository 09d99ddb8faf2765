package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.workbook.CsvExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the scenarios of a folder would not notice, and scenarios proposed for it.
class ScenariosCommandTest {
    @TempDir
    Path folder;

    @Test
    void proposesScenariosAsRowsThatAreNotRunYet() throws IOException {
        copyBundle();
        Path out = folder.resolve("scenarios/boundaries.xlsx");
        CommandRun run = CommandRun.of("rules scenarios " + folder + " --out " + out + " --table GeographicSegment");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("proposed in " + out);
        List<String> rows = CsvExport.of("boundaries.xlsx", Files.readAllBytes(out))
                .get("boundaries.Scenarios.csv")
                .lines()
                .toList();
        assertThat(rows.getFirst()).startsWith("scenario,status,note,asOf,");
        assertThat(rows.subList(1, rows.size())).isNotEmpty().allMatch(row -> row.contains(",proposed,"));
        assertThat(CommandRun.of("rules check " + folder).out())
                .startsWith("0 errors")
                .contains("[proposed-scenarios]");
    }

    @Test
    void endsInTimeAndSaysWhatIsLeft() {
        CommandRun run = CommandRun.of("rules mutants . --max-time 0");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Mutation score ").contains("changes were not tried");
    }

    @Test
    void namesTheTablesWhereOneIsMisspelt() {
        CommandRun run = CommandRun.of("rules scenarios . --out boundaries.xlsx --table Stagee");

        assertThat(run.status()).isEqualTo(CliException.EXIT_USAGE);
        assertThat(run.err()).contains("There is no table Stagee.").contains("Stage");
    }

    @Test
    void writesWorkbooksOnly() {
        assertThat(CommandRun.of("rules scenarios . --out boundaries.csv").err())
                .contains("boundaries.csv is no workbook: its name must end in .xlsx.");
    }

    /// The bundled rules without the scenarios at their boundaries.
    private void copyBundle() throws IOException {
        for (String part : List.of("decision-tables", "rules", "scenarios")) {
            Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.sorted(Comparator.naturalOrder())
                        .filter(file -> file.toString().endsWith(".xlsx")
                                || file.toString().endsWith(".drl"))
                        .filter(file -> !file.endsWith("boundaries.xlsx"))
                        .toList()) {
                    Files.copy(file, folder.resolve(part).resolve(file.getFileName()));
                }
            }
        }
    }
}
