package io.tenure.workbench;

import io.tenure.finding.Address;
import io.tenure.mutation.MutationReport;
import io.tenure.mutation.MutationReport.Survivor;
import io.tenure.mutation.MutationReport.TableScore;
import io.tenure.mutation.ProposedScenario;
import io.tenure.mutation.ScenarioProposals;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.workbench.MutationScorePage.ChangedCell;
import io.tenure.workbench.MutationScorePage.Score;
import io.tenure.workbench.ProposedScenariosPage.Found;
import io.tenure.workbench.ProposedScenariosPage.Proposal;
import io.tenure.workbench.ScenarioTexts.Link;
import java.util.List;

/// Small changes to cells that scenarios notice, or don't, for people.
record ShownMutants(ScenarioTexts texts) {
    /// The sheet whose rows are no rules.
    private static final String PARAMETERS = "Parameters";

    private static final int MAX_CELLS = 100;
    private static final int MAX_PROPOSALS = 50;
    private static final int PERCENT = 100;

    Score score(MutationReport report) {
        return new Score(
                percent(report.score()),
                (int) (PERCENT * report.score()),
                report.killed(),
                report.killed() + report.survivors().size(),
                report.scenarios(),
                report.equivalent(),
                report.untried(),
                report.failing(),
                report.tables().stream()
                        .filter(table -> table.survived() > 0)
                        .map(table -> table(table, report.survivors()))
                        .toList(),
                report.tables().stream()
                        .filter(table -> table.survived() == 0)
                        .map(TableScore::table)
                        .toList());
    }

    private MutationScorePage.TableScore table(TableScore table, List<Survivor> survivors) {
        return new MutationScorePage.TableScore(
                table.table(),
                percent(table.score()),
                (int) (PERCENT * table.score()),
                table.survived(),
                survivors.stream()
                        .filter(one -> one.table().equals(table.table()))
                        .limit(MAX_CELLS)
                        .map(one ->
                                cell(one.table(), one.row(), one.address(), one.before(), one.after(), one.reached()))
                        .toList(),
                Math.max(0, table.survived() - MAX_CELLS));
    }

    /// Rounded down, so that only a full score is 100.
    private static String percent(double share) {
        return String.valueOf(Math.floor(share * PERCENT * 10) / 10).replaceFirst("\\.0$", "");
    }

    private ChangedCell cell(String table, String row, Address address, String before, String after, boolean reached) {
        Link link = table.equals(PARAMETERS) ? texts.parameter(row) : texts.row(table, row);
        return new ChangedCell(
                row, link.address(), table + " " + address.cell(), texts.cell(before), texts.cell(after), reached);
    }

    Found proposals(ScenarioProposals.Result found) {
        return new Found(
                found.mutants(),
                found.mutants() - found.survivors().size(),
                found.scenarios().size(),
                found.scenarios().stream()
                        .limit(MAX_PROPOSALS)
                        .map(this::proposal)
                        .toList(),
                Math.max(0, found.scenarios().size() - MAX_PROPOSALS));
    }

    private Proposal proposal(ProposedScenario scenario) {
        return new Proposal(
                scenario.number(),
                ScenarioSheet.name(scenario),
                texts.values(scenario.facts()),
                texts.expectations(scenario.expected()),
                scenario.guarded().stream()
                        .map(one -> cell(one.table(), one.row(), one.address(), one.before(), one.after(), true))
                        .toList());
    }
}
