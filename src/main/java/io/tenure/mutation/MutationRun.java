package io.tenure.mutation;

import io.tenure.analysis.AnalysisLimits;
import io.tenure.analysis.RowReachability;
import io.tenure.analysis.Work;
import io.tenure.bundle.ParameterVariants;
import io.tenure.bundle.ParameterVariants.WrittenParameter;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.ScenarioRunner;
import io.tenure.finding.CheckStep;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.ValueText;
import io.tenure.text.NumberText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Makes the small changes to a ruleset one by one, and decides the scenarios again that each can concern. Nothing is
/// compiled: a changed table is applied in place of the one that it was made from.
public final class MutationRun {
    /// Told how far a run is.
    public interface Progress {
        /// @param tried how many changes have been tried
        /// @param total how many there are
        void report(int tried, int total);
    }

    private final long begin = System.nanoTime();
    private final CompiledRuleset compiled;
    private final ParameterVariants variants;
    private final ScenarioTraces traces;
    private final Work work = Work.ofBundle(AnalysisLimits.STANDARD);
    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final List<MutationReport.Survivor> survivors = new ArrayList<>();
    private final List<Mutant> surviving = new ArrayList<>();
    private final Predicate<String> tables;
    private final MetOutcomes met;
    private final Map<Table, Table> narrowed = new IdentityHashMap<>();

    private MutationRun(CompiledRuleset compiled, ParameterVariants variants, Predicate<String> tables) {
        this.tables = tables;
        this.met = new MetOutcomes(compiled.ruleset(), work);
        this.compiled = compiled;
        this.variants = variants;
        this.traces = ScenarioTraces.of(compiled);
    }

    /// @param variants of the bundle that was compiled
    /// @param maxTime after which the changes left are not tried any more
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public static MutationReport run(
            CompiledRuleset compiled, ParameterVariants variants, Duration maxTime, Progress progress) {
        return new MutationRun(compiled, variants, _ -> true).run(maxTime, progress);
    }

    /// The report on some tables.
    ///
    /// @param tables their names; `Parameters` for the parameters
    public static MutationReport run(
            CompiledRuleset compiled,
            ParameterVariants variants,
            Predicate<String> tables,
            Duration maxTime,
            Progress progress) {
        return new MutationRun(compiled, variants, tables).run(maxTime, progress);
    }

    /// The changes to some tables that no scenario notices.
    static List<Mutant> survivors(
            CompiledRuleset compiled, ParameterVariants variants, Predicate<String> tables, Duration maxTime) {
        MutationRun run = new MutationRun(compiled, variants, tables);
        run.run(maxTime, (_, _) -> {});
        return run.surviving;
    }

    private MutationReport run(Duration maxTime, Progress progress) {
        List<CellMutant> cells = new ArrayList<>();
        for (Table table : compiled.ruleset().tables()) {
            if (tables.test(table.name())) {
                cells.addAll(CellMutants.of(compiled.ruleset(), table));
            }
        }
        List<WrittenParameter> parameters = variants.parameters().stream()
                .filter(parameter -> tables.test(parameter.address().sheet()))
                .toList();
        int total = cells.size() + 2 * parameters.size();
        int tried = 0;
        for (CellMutant mutant : cells) {
            if (System.nanoTime() - begin > maxTime.toNanos()) {
                break;
            }
            tryOut(mutant, traces.affectedBy(mutant));
            progress.report(++tried, total);
        }
        for (WrittenParameter parameter : parameters) {
            double step = NextValue.step(parameter.value(), parameter.percent());
            for (double moved : new double[] {-step, step}) {
                if (System.nanoTime() - begin > maxTime.toNanos()) {
                    break;
                }
                double value = NextValue.moved(parameter.value(), moved);
                variants.with(parameter, value)
                        .ifPresent(changed -> tryOut(mutant(parameter, value, changed), traces.scenarios()));
                progress.report(++tried, total);
            }
        }
        return report(total, total - tried, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static ParameterMutant mutant(WrittenParameter parameter, double value, Ruleset changed) {
        return new ParameterMutant(
                parameter.address(),
                parameter.name(),
                text(parameter.value(), parameter.percent()),
                text(value, parameter.percent()),
                changed);
    }

    private static String text(double value, boolean percent) {
        return percent ? NumberText.exact(NextValue.moved(100 * value, 0)) + "%" : ValueText.of(value);
    }

    private void tryOut(Mutant mutant, List<Scenario> affected) {
        CheckStep.next();
        int[] count = counts.computeIfAbsent(mutant.table(), _ -> new int[3]);
        if (isKilled(mutant, affected)) {
            count[0]++;
        } else if (mutant instanceof CellMutant cell && isEquivalent(cell)) {
            count[2]++;
        } else {
            count[1]++;
            surviving.add(mutant);
            survivors.add(survivor(mutant, mutant instanceof CellMutant && !affected.isEmpty()));
        }
    }

    static MutationReport.Survivor survivor(Mutant mutant, boolean reached) {
        return new MutationReport.Survivor(
                mutant.address(), mutant.table(), mutant.row(), mutant.before(), mutant.after(), reached);
    }

    private boolean isKilled(Mutant mutant, List<Scenario> affected) {
        if (affected.isEmpty()) {
            return false;
        }
        CompiledRuleset changed = compiled.with(mutant.ruleset());
        return affected.stream()
                .anyMatch(scenario -> !ScenarioRunner.run(changed, scenario).passed());
    }

    /// Whether it is proven that no customer can tell the change: nobody reaches the row with a value that only one of
    /// the two accepts, or the row adds nothing either way.
    private boolean isEquivalent(CellMutant mutant) {
        Table table = mutant.source();
        if (table.hitPolicy() == HitPolicy.COLLECT
                && table.writesNothing(mutant.original())
                && table.writesNothing(mutant.changedRow())) {
            return true;
        }
        Row difference = mutant.difference();
        return difference != null
                && RowReachability.isUnreachable(
                        narrowed.computeIfAbsent(table, met::narrowed),
                        mutant.rowIndex(),
                        difference,
                        AnalysisLimits.STANDARD,
                        work);
    }

    private MutationReport report(int total, int untried, Duration time) {
        List<MutationReport.TableScore> tables = counts.entrySet().stream()
                .map(entry -> new MutationReport.TableScore(
                        entry.getKey(), entry.getValue()[0], entry.getValue()[1], entry.getValue()[2]))
                .sorted(Comparator.comparingInt(score -> -score.survived()))
                .toList();
        return new MutationReport(
                total,
                counts.values().stream().mapToInt(count -> count[0]).sum(),
                counts.values().stream().mapToInt(count -> count[2]).sum(),
                untried,
                survivors.stream()
                        .sorted(Comparator.comparing(MutationReport.Survivor::address))
                        .toList(),
                tables,
                traces.scenarios().size(),
                traces.failing(),
                time);
    }
}
