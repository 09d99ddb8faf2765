package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All rules, phase by phase, and a search.
///
/// @param query that was searched for; empty for none
/// @param results null where nothing was searched for
/// @param files those of code in no phase that is known
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record RulesPage(
        Page page,
        ShownVersion version,
        String query,
        @Nullable SearchResults results,
        List<PhaseEntry> phases,
        List<FileEntry> files)
        implements TemplateInstance {
    /// A step of a decision.
    record PhaseEntry(String code, String meaning, List<TableEntry> tables, List<FileEntry> files) {}

    /// @param inputs the facts and measures that it reads
    /// @param reads the outcomes that it reads, with what writes them
    /// @param writes the outcomes that it writes
    record TableEntry(
            String name,
            String address,
            String policy,
            int rows,
            List<String> inputs,
            List<OutcomeArrow> reads,
            List<String> writes) {}

    /// @param from names of the tables and files that write it
    record OutcomeArrow(String outcome, List<String> from) {}

    /// A file of code, or a sheet of it.
    ///
    /// @param address empty for a sheet, which has no page
    /// @param rules names of its rules
    record FileEntry(String name, String address, List<String> rules, List<String> writes) {}

    /// @param more whether there are others
    record SearchResults(List<SearchResult> found, boolean more) {}

    /// @param kind table, row, parameter or code
    record SearchResult(String kind, String title, String address, String excerpt) {}
}
