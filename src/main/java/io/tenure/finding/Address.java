package io.tenure.finding;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Comparator;

/// A place in a bundle: a cell, a sheet, a whole file, or a line of DRL.
///
/// @param file path in the bundle: `decision-tables/stage.xlsx`
/// @param sheet sheet name; empty for a whole file or for DRL
/// @param row row as the spreadsheet shows it, or line of DRL, from 1; 0 for the whole sheet or file
/// @param column column from 1; 0 for the whole row
public record Address(String file, String sheet, int row, int column) implements Comparable<Address> {
    private static final Comparator<Address> ORDER = Comparator.comparing((Address a) -> a.file)
            .thenComparing(a -> a.sheet)
            .thenComparingInt(a -> a.row)
            .thenComparingInt(a -> a.column);

    public static Address file(String file) {
        return new Address(file, "", 0, 0);
    }

    public static Address sheet(String file, String sheet) {
        return new Address(file, sheet, 0, 0);
    }

    /// The address that a file, a sheet and what [#cell] names make.
    ///
    /// @throws NumberFormatException if it is no cell, row or line
    public static Address of(String file, String sheet, String cell) {
        int column = 0;
        int letters = 0;
        for (; letters < cell.length() && cell.charAt(letters) >= 'A' && cell.charAt(letters) <= 'Z'; letters++) {
            column = column * 26 + cell.charAt(letters) - 'A' + 1;
        }
        return new Address(file, sheet, cell.isEmpty() ? 0 : Integer.parseInt(cell.substring(letters)), column);
    }

    /// The cell as spreadsheets name it, `D14`; the row number alone for a row or a line; empty for a
    /// sheet or file.
    public String cell() {
        return row == 0 ? "" : column == 0 ? Integer.toString(row) : letters(column) + row;
    }

    public static String letters(int column) {
        String letters = "";
        for (int c = column; c > 0; c = (c - 1) / 26) {
            letters = (char) ('A' + (c - 1) % 26) + letters;
        }
        return letters;
    }

    @Override
    public int compareTo(Address other) {
        return ORDER.compare(this, other);
    }

    /// The address in words: `stage.xlsx, sheet Stage, cell D14`.
    public Text text() {
        if (sheet.isEmpty()) {
            return Text.same(row == 0 ? file : file + ":" + row);
        }
        return row == 0
                ? Message.of("finding.address.sheet", "file", file, "sheet", sheet)
                : column == 0
                        ? Message.of("finding.address.row", "file", file, "sheet", sheet, "row", row)
                        : Message.of("finding.address.cell", "file", file, "sheet", sheet, "cell", cell());
    }

    @Override
    public String toString() {
        return text().en();
    }
}
