package io.tenure.workbench;

import io.tenure.bundle.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A line of a file of code.
///
/// @param title file and number
/// @param address of the line on the page of the file
record CodeLine(String title, String address, String text) {
    /// The lines that a search asks for, file by file.
    static List<CodeLine> matching(RuleVersion version, Predicate<String> which) {
        List<CodeLine> found = new ArrayList<>();
        for (RuleSource source : version.ruleset().sources()) {
            List<String> lines = source.drl().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (which.test(lines.get(i))) {
                    found.add(new CodeLine(
                            RuleAddresses.fileName(source.file()) + ":" + (i + 1),
                            RuleAddresses.line(source.file(), i + 1, version.query()),
                            lines.get(i).strip()));
                }
            }
        }
        return found;
    }
}
