package io.tenure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks and prints the figures: a short run, or with `--full` a long one.
public final class BenchmarkMain {
    private BenchmarkMain() {}

    public static void main(String[] args) throws RunnerException, IOException {
        boolean full = Arrays.asList(args).contains("--full");
        String root = System.getProperty("tenure.root", "..");
        Path results = Path.of(root, "bench", "target", "results.json");
        Files.createDirectories(results.getParent());
        Map<String, RunResult> found = new TreeMap<>();
        // First the steady state, then the time to compile, which needs other settings.
        found.putAll(run(
                options(full, root, results)
                        .include("DecideBenchmark|StockDroolsBenchmark")
                        .mode(Mode.Throughput)
                        .timeUnit(java.util.concurrent.TimeUnit.SECONDS)));
        found.putAll(run(options(full, root, Path.of(root, "bench", "target", "publish.json"))
                .include("PublishBenchmark")
                .exclude("StockDrools")
                .warmupIterations(full ? 5 : 2)
                .measurementIterations(full ? 5 : 3)));
        found.putAll(run(options(full, root, Path.of(root, "bench", "target", "publish-stock.json"))
                .include("PublishBenchmark.*StockDrools")
                .warmupIterations(full ? 1 : 0)
                .measurementIterations(full ? 5 : 2)));
        summary(found);
    }

    private static ChainedOptionsBuilder options(boolean full, String root, Path results) {
        return new OptionsBuilder()
                .threads(1)
                .forks(full ? 3 : 1)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(5))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(full ? 5 : 2))
                .jvmArgsAppend(
                        "-Xmx2g",
                        "-Dtenure.root=" + root,
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString());
    }

    private static Map<String, RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        Map<String, RunResult> results = new TreeMap<>();
        Collection<RunResult> all = new Runner(options.build()).run();
        for (RunResult result : all) {
            results.put(result.getParams().getBenchmark().replaceFirst(".*\\.(?=[^.]+\\.[^.]+$)", ""), result);
        }
        return results;
    }

    private static void summary(Map<String, RunResult> results) {
        System.out.println();
        System.out.println("Medians, one thread, JDK " + Runtime.version() + ":");
        results.forEach((name, result) -> {
            OptionalDouble cpu = perCpuSecond(result);
            System.out.printf(
                    Locale.ROOT,
                    "  %-48s %,12.2f %-6s%s%n",
                    name,
                    median(result),
                    result.getPrimaryResult().getScoreUnit(),
                    cpu.isPresent()
                            ? String.format(Locale.ROOT, " %,12.0f a second of processor time", cpu.getAsDouble())
                            : "");
        });
        double ours = perCpuSecond(results.get("StockDroolsBenchmark.tablesByTenure")).orElseThrow();
        double stock = perCpuSecond(results.get("StockDroolsBenchmark.tablesByStockDrools")).orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "The typed tables: in the same processor time Tenure decides %.1f times as many customers as stock Drools.%n",
                ours / stock);
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static OptionalDouble perCpuSecond(RunResult result) {
        double[] scores = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getSecondaryResults().get("perCpuSecond"))
                .filter(Objects::nonNull)
                .mapToDouble(Result::getScore)
                .sorted()
                .toArray();
        return scores.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(scores[scores.length / 2]);
    }
}
