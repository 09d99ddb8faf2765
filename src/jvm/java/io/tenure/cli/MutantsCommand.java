package io.tenure.cli;

import io.tenure.bundle.ParameterVariants;
import io.tenure.mutation.MutationReport;
import io.tenure.mutation.MutationRun;
import io.tenure.mutation.MutationText;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `rules mutants`: how many small changes to the rules in a folder their scenarios notice.
@Command(
        name = "mutants",
        description = "Change each threshold, result and parameter a little, and show which changes no scenario notices"
                + " (mutation testing).")
final class MutantsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", defaultValue = ".", description = "The folder with the rules.")
    private Path folder = Path.of(".");

    @Option(
            names = "--max-time",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Stop after this time (default: 600).")
    private int maxSeconds;

    @Option(
            names = "--max-cells",
            paramLabel = "N",
            defaultValue = "50",
            description = "Maximum number of cells to list (default: 50).")
    private int maxCells;

    MutantsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CliException {
        RulesetLoader.LoadedRuleset loaded = new RulesetLoader().load(folder);
        MutationReport report;
        try (ProgressDisplay progress = ProgressDisplay.of(console, Message.of("cli.mutants.task"), -1)) {
            report = MutationRun.run(
                    loaded.ruleset(),
                    ParameterVariants.of(loaded.bundle()),
                    Duration.ofSeconds(maxSeconds),
                    (tried, _) -> progress.advanceTo(tried));
        }
        console.write(MutationText.of(report, maxCells, console.locale()));
        return 0;
    }
}
