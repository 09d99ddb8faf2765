package io.tenure.workbench;

import io.tenure.bundle.Settings;

/// The addresses of the pages about rules.
final class RuleAddresses {
    private static final String SETTINGS = fileName(Settings.FILE);

    private RuleAddresses() {}

    /// Path of the page of a table.
    static String table(String name) {
        return "/rules/" + PageAddress.encode(name);
    }

    /// Path, query and fragment of a row in the grid of its table, which may have several pages.
    ///
    /// @param query empty, or one that names a version
    static String row(String table, String row, String query) {
        String encoded = PageAddress.encode(row);
        return table(table) + (query.isEmpty() ? "?row=" : query + "&row=") + encoded + "#row-" + encoded;
    }

    /// Path of the page of a file of code.
    ///
    /// @param file its name, with or without its folder
    static String file(String file) {
        return "/rule-files/" + PageAddress.encode(fileName(file));
    }

    /// Path, query and fragment of a line of code.
    ///
    /// @param query empty, or one that names a version
    static String line(String file, int line, String query) {
        return file(file) + query + "#line-" + line;
    }

    /// Path, query and fragment of a row or rule that a decision cites; empty for a row of the settings, whose sheets
    /// have no page.
    ///
    /// @param sheet empty for a rule of a file of code
    /// @param number of the row, or of the line
    static String citedRow(String table, String file, String sheet, int number, String name) {
        if (sheet.isEmpty()) {
            return line(file, number, "");
        }
        return file.equals(SETTINGS) ? "" : row(table, name, "");
    }

    /// Path of the page of a parameter.
    static String parameter(String name) {
        return "/parameters/" + PageAddress.encode(name);
    }

    /// The name of a file without its folder.
    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
