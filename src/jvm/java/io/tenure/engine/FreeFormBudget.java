package io.tenure.engine;

import java.util.HashMap;
import java.util.Map;
import org.drools.template.parser.DataListener;

/// Ends the reading of a sheet of Drools code before it makes more code than fits into memory: each row repeats the
/// code above it, with its cell in each place for one, so that a few kilobytes can make gigabytes.
///
/// An upper bound: in each column, the longest text so far counts as the code that the next cell repeats.
final class FreeFormBudget implements DataListener {
    /// Most characters of code, as estimated.
    static final int MAX_CHARACTERS = 16_000_000;
    /// Most cells, those that a merged block covers included.
    static final int MAX_CELLS = 200_000;

    /// The sheet is beyond the budget.
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// What a cell of a column may repeat.
    private static final class Code {
        private int length;
        private int places;
        private boolean repeatsForItems;
    }

    private final Map<Integer, Code> columns = new HashMap<>();
    private long characters;
    private int cells;

    @Override
    public void startSheet(String name) {}

    @Override
    public void finishSheet() {}

    @Override
    public void newRow(int row, int last) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ExceededException();
        }
    }

    @Override
    public void newCell(int row, int column, String value, int mergedColumn) {
        Code code = columns.computeIfAbsent(column, _ -> new Code());
        long items = code.repeatsForItems ? 1 + count(value, ',') : 1;
        characters += code.length * items + (long) code.places * value.length() + value.length();
        if (++cells > MAX_CELLS || characters > MAX_CHARACTERS) {
            throw new ExceededException();
        }
        code.length = Math.max(code.length, value.length());
        code.places = Math.max(code.places, count(value, '$'));
        code.repeatsForItems |= value.contains("forall");
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(c -> c == wanted).count();
    }
}
