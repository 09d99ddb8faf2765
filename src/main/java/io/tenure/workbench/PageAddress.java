package io.tenure.workbench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The addresses of tables and their rows, and parts of addresses.
final class PageAddress {
    private PageAddress() {}

    /// The page of a table.
    static String of(String table) {
        return "/rules/" + encode(table);
    }

    /// A row on the page of its table.
    static String of(String table, String row) {
        return of(table) + "#" + encode(row);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
