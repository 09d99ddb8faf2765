package io.tenure.workbook;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a sheet in the order into which edits bring them, and where each row went.
///
/// A row is known by its number before all edits; rows that were inserted by -1, -2, and so on.
final class RowOrder {
    /// The last row of spreadsheet programs.
    static final int LAST_ROW = 1_048_576;

    private final Map<Integer, Integer> models = new HashMap<>();
    private int[] ids;
    private int size;
    private int known;
    private int inserted;
    private boolean changed;

    /// @param rows how many rows there are before the edits
    RowOrder(int rows) {
        ids = new int[rows + 16];
        grow(rows);
    }

    /// Rows next to each other.
    record Block(int first, int last) {}

    /// Where rows went.
    ///
    /// @param targets by number before, from 1; 0 for a deleted row
    /// @param moved whether a row was moved, by its number before
    /// @param firstKept by number before, the next row from it on that is neither deleted nor moved; 0 for none
    /// @param lastKept likewise the last one at or before it
    /// @param origins by number now, from 1, the row that it was, or that it was made like; 0 for none
    /// @param offset how far rows beyond those known move down
    record Shift(int[] targets, boolean[] moved, int[] firstKept, int[] lastKept, int[] origins, int offset) {
        /// Where a row is now; 0 if it was deleted or pushed off the sheet.
        int row(int before) {
            if (before >= LAST_ROW) {
                return before;
            }
            var row = before < targets.length ? targets[before] : before + offset;
            return row > LAST_ROW ? 0 : row;
        }

        /// The block that rows of a block before now span; null if all were deleted.
        @Nullable
        Block rows(int first, int last) {
            if (first > last) {
                var rows = rows(last, first);
                return rows == null ? null : new Block(rows.last, rows.first);
            }
            if (first == last || first < targets.length && moved[first] && last < targets.length && moved[last]) {
                var row = row(first);
                return row == 0 ? null : new Block(row, first == last ? row : Math.max(row, row(last)));
            }
            var from = first < targets.length ? firstKept[first] : first;
            from = from == 0 ? targets.length : from;
            var to = last < targets.length ? lastKept[last] : last;
            if (from > to) {
                return null;
            }
            var start = Math.max(1, row(from));
            var end = row(to) == 0 ? LAST_ROW : row(to);
            // Rows that were moved to the edge of the block, or made there like one of its own, belong to it.
            while (start > 1 && isFrom(start - 1, first, last)) {
                start--;
            }
            while (isFrom(end + 1, first, last)) {
                end++;
            }
            return new Block(start, end);
        }

        private boolean isFrom(int row, int first, int last) {
            return row < origins.length && origins[row] >= first && origins[row] <= last;
        }
    }

    /// Makes rows up to a number known.
    void grow(int row) {
        while (size < row) {
            add(size, ++known);
        }
    }

    int id(int row) {
        return ids[row - 1];
    }

    int size() {
        return size;
    }

    /// Whether any row is not where it was.
    boolean isChanged() {
        return changed;
    }

    /// @param like id of the row that the new one is made like; 0 for none
    /// @return id of the new row
    int insert(int after, int like) {
        changed = true;
        inserted++;
        add(after, -inserted);
        models.put(-inserted, like < 0 ? models.getOrDefault(like, 0) : like);
        return -inserted;
    }

    void delete(int row) {
        changed = true;
        System.arraycopy(ids, row, ids, row - 1, size - row);
        size--;
    }

    /// @param after the row above its new place, as numbered before the move
    void move(int row, int after) {
        var id = id(row);
        delete(row);
        add(after >= row ? after - 1 : after, id);
    }

    private void add(int after, int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        System.arraycopy(ids, after, ids, after + 1, size - after);
        ids[after] = id;
        size++;
    }

    Shift shift() {
        var targets = new int[known + 1];
        var origins = new int[size + 1];
        for (var r = 1; r <= size; r++) {
            origins[r] = id(r) > 0 ? id(r) : models.getOrDefault(id(r), 0);
            if (id(r) > 0) {
                targets[id(r)] = r;
            }
        }
        var moved = KeptOrder.moved(targets);
        var firstKept = new int[known + 2];
        var lastKept = new int[known + 2];
        for (var r = 1; r <= known; r++) {
            lastKept[r] = targets[r] > 0 && !moved[r] ? r : lastKept[r - 1];
        }
        for (var r = known; r >= 1; r--) {
            firstKept[r] = targets[r] > 0 && !moved[r] ? r : firstKept[r + 1];
        }
        return new Shift(targets, moved, firstKept, lastKept, origins, size - known);
    }
}
