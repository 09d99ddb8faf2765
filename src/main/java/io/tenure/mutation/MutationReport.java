package io.tenure.mutation;

import io.tenure.finding.Address;
import java.time.Duration;
import java.util.List;

/// How many small changes to a ruleset its scenarios notice, and where they would not.
///
/// @param mutants how many changes could be made
/// @param killed how many of those tried the scenarios notice
/// @param equivalent how many no customer can tell from the ruleset as it is, which is proven; they don't count
/// @param untried how many were left when the time was over
/// @param survivors those tried that no scenario notices, in the order of their cells
/// @param tables the same by table, those with most survivors first
/// @param scenarios how many scenarios were decided
/// @param failing how many more don't pass, and were left out
public record MutationReport(
        int mutants,
        int killed,
        int equivalent,
        int untried,
        List<Survivor> survivors,
        List<TableScore> tables,
        int scenarios,
        int failing,
        Duration time) {
    public MutationReport {
        survivors = List.copyOf(survivors);
        tables = List.copyOf(tables);
    }

    /// The mutation score: the share of the changes tried that the scenarios notice, equivalent ones left out, 0 to 1;
    /// 1 where there are none.
    public double score() {
        return score(killed, survivors.size());
    }

    static double score(int killed, int survived) {
        return killed + survived == 0 ? 1 : (double) killed / (killed + survived);
    }

    /// A cell that could be wrong unseen.
    ///
    /// @param table the table, or the sheet `Parameters`
    /// @param row the row, or the parameter
    /// @param before what the cell says: `>= 3`
    /// @param after what it could say without any scenario noticing: `> 3`
    /// @param reached whether some scenario is decided by it, but expects nothing that it changes
    public record Survivor(Address address, String table, String row, String before, String after, boolean reached) {}

    /// The score of one table.
    public record TableScore(String table, int killed, int survived, int equivalent) {
        public double score() {
            return MutationReport.score(killed, survived);
        }
    }
}
