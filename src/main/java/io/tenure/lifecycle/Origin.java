package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The address of the row or rule of a hit.
///
/// @param table the table's name, or the DRL package
/// @param workbook the workbook's or DRL file's name
/// @param sheet sheet name; empty for DRL
/// @param row row number as the spreadsheet shows it, or line of the DRL file; from 1
/// @param name name of the row or rule
/// @param reads names that the row's filled conditions, or the rule, read
/// @param writes names that a row writes, in column order; empty for DRL, whose hits name what they wrote
/// @param reason why; `{name}` stands for the value of a name read or written, `{name, percent}` for it as a
///     percentage, `{name, decrease}` for the percentage that it lies below 0
/// @param labels what people are shown for a code
/// @param references the reference amounts that its numbers are or are shares of, and that were not measured on the
///     site's own customers
/// @param measured whether its probabilities were measured on the site's own customers
public record Origin(
        String phase,
        String table,
        String workbook,
        String sheet,
        int row,
        String name,
        List<String> reads,
        List<String> writes,
        Text reason,
        Map<String, Text> labels,
        Set<String> references,
        boolean measured) {
    public Origin {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        references = Set.copyOf(references);
    }
}
