package io.tenure.cli;

import io.tenure.bundle.ParameterVariants;
import io.tenure.engine.CompiledRuleset;
import io.tenure.mutation.ScenarioProposals;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.text.Message;
import io.tenure.workbook.SheetReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `rules scenarios`: proposes scenarios for the changes that no scenario notices, as a workbook.
@Command(
        name = "scenarios",
        description = "Propose scenarios at the boundaries of the rules in a folder, for the changes that no scenario"
                + " notices. They are not run until a person has confirmed them.")
final class ScenariosCommand implements Callable<Integer> {
    private static final String ENDING = ".xlsx";

    private final Console console;

    @Parameters(paramLabel = "DIR", defaultValue = ".", description = "The folder with the rules.")
    private Path folder = Path.of(".");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The workbook, such as scenarios/boundaries.xlsx; one that exists is replaced.")
    private Path out = Path.of("boundaries.xlsx");

    @Option(
            names = "--table",
            split = ",",
            paramLabel = "NAME",
            description = "Only for these tables; Parameters for the parameters (default: all).")
    private @Nullable List<String> tables;

    @Option(
            names = "--max-time",
            paramLabel = "SECONDS",
            defaultValue = "1800",
            description = "Seek no more after this time (default: 1800).")
    private int maxSeconds;

    ScenariosCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CliException {
        String file = String.valueOf(out.getFileName());
        if (!file.endsWith(ENDING)) {
            throw CliException.usageError(Message.of("cli.scenarios.no-workbook", "file", out.toString()));
        }
        RulesetLoader.LoadedRuleset loaded = new RulesetLoader().load(folder);
        CompiledRuleset compiled = loaded.ruleset();
        List<String> chosen = tables == null ? List.of() : tables;
        Set<String> known = ScenarioProposals.tables(compiled.ruleset());
        for (String table : chosen) {
            if (!known.contains(table)) {
                throw CliException.usageError(
                        Message.of("cli.scenarios.no-table", "table", table, "tables", new ArrayList<>(known)));
            }
        }
        ScenarioProposals.Result result;
        try (ProgressDisplay progress = ProgressDisplay.of(console, Message.of("cli.scenarios.task"), -1)) {
            result = ScenarioProposals.of(
                    compiled,
                    ParameterVariants.of(loaded.bundle()),
                    table -> chosen.isEmpty() || chosen.contains(table),
                    Duration.ofSeconds(maxSeconds),
                    (tried, _) -> progress.advanceTo(tried));
        }
        if (!result.scenarios().isEmpty()) {
            String workbook = file.substring(0, file.length() - ENDING.length());
            Files.write(
                    out,
                    new SheetReplacement(Map.of(), compiled.ruleset().dictionary())
                            .replace(
                                    workbook,
                                    "Scenarios",
                                    new ScenarioSheet(compiled.ruleset().dictionary()).proposed(result.scenarios())));
        }
        console.print(Message.of(
                "cli.scenarios.written",
                "count",
                result.scenarios().size(),
                "mutants",
                result.mutants(),
                "noticed",
                result.mutants() - result.survivors().size(),
                "file",
                out.toString()));
        return 0;
    }
}
