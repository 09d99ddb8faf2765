package io.tenure.table;

/// For each piece of a [Partition], the rows that accept it but not the piece before, or the other way round.
///
/// @param starts where the rows of a piece begin in `rows`; they end where those of the next one begin
public record RowChanges(int[] starts, int[] rows) {
    /// @param accepted for each row the pieces that it accepts, as [RangeSets] has them
    /// @param pieces how many there are
    public static RowChanges of(int[][] accepted, int pieces) {
        int[] starts = new int[pieces + 2];
        for (int[] ranges : accepted) {
            for (int i = 0; i < ranges.length; i += 2) {
                starts[ranges[i] + 1]++;
                starts[ranges[i + 1] + 2]++;
            }
        }
        for (int p = 1; p < starts.length; p++) {
            starts[p] += starts[p - 1];
        }
        int[] next = starts.clone();
        int[] rows = new int[starts[pieces + 1]];
        for (int row = 0; row < accepted.length; row++) {
            int[] ranges = accepted[row];
            for (int i = 0; i < ranges.length; i += 2) {
                rows[next[ranges[i]]++] = row;
                rows[next[ranges[i + 1] + 1]++] = row;
            }
        }
        return new RowChanges(starts, rows);
    }

    public int from(int piece) {
        return starts[piece];
    }

    public int to(int piece) {
        return starts[piece + 1];
    }
}
