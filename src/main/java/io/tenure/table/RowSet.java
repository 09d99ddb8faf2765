package io.tenure.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows that may accept a value: few as a list, many as bits. Immutable.
///
/// @param count how many there are
/// @param list the rows, ascending, where there are few
/// @param bits the rows as [BitSets] has them, where there are many
/// @param isExact whether each of them does accept the value
record RowSet(int count, int @Nullable [] list, long @Nullable [] bits, boolean isExact) {
    boolean has(int row) {
        return bits == null ? Arrays.binarySearch(list, row) >= 0 : BitSets.has(bits, row);
    }
}
