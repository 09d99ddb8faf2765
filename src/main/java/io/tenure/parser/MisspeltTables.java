package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds the tables of a sheet that no `RuleTable` announces: the word is misspelt or missing.
final class MisspeltTables {
    private static final String RULE_TABLE = "ruletable";
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}]+");
    /// The misspelt word, or its two halves, and the name of the table; anything longer is prose.
    private static final int MAX_WORDS = 4;

    private static final int MAX_DISTANCE = 2;

    private MisspeltTables() {}

    /// The first rows of such tables, with the column in which each begins.
    static NavigableMap<Integer, Integer> of(Sheet sheet, Set<Integer> headerRows) {
        var found = new TreeMap<Integer, Integer>();
        sheet.rows().forEach((row, cells) -> {
            // The headings of a table may be the same words.
            if (IntStream.rangeClosed(row - TableHeader.HEADER_ROWS, row).anyMatch(headerRows::contains)) {
                return;
            }
            if (hasKinds(cells.values())) {
                var above = sheet.rows().get(row - 1);
                if (above == null || SheetProperty.isAt(sheet, row - 1)) {
                    found.putIfAbsent(row, cells.firstKey());
                } else {
                    found.putIfAbsent(row - 1, above.firstKey());
                }
            } else if (isLikeRuleTable(cells.firstEntry().getValue())) {
                found.put(row, cells.firstKey());
            }
        });
        return found;
    }

    /// Reports one such table.
    static void report(Sheet sheet, int row, int column, FindingCollector findings) {
        var content = sheet.at(row, column).raw();
        var words = TextNormalizer.normalize(content).split(" ");
        var isMisspelt = isLikeRuleTable(sheet.at(row, column));
        var name = words.length > 1 ? words[words.length - 1] : "";
        findings.error(
                "misspelt-table",
                sheet.address(row, column),
                content,
                isMisspelt
                        ? Message.of("parser.misspelt-table.message", "content", content)
                        : Message.of("parser.misspelt-table.missing.message"),
                isMisspelt && !name.isEmpty()
                        ? Message.of("parser.misspelt-table.fix", "name", name)
                        : Message.of("parser.misspelt-table.missing.fix"));
    }

    /// Whether cells are the kinds of a table's columns.
    private static boolean hasKinds(Iterable<Cell> cells) {
        var kinds = new ArrayList<String>();
        cells.forEach(cell -> kinds.add(cell instanceof Cell.Text ? TableHeader.columnKind(cell) : ""));
        var known = kinds.stream().filter(ColumnParser::isKind).toList();
        var hasBoth = known.contains("CONDITION") && known.contains("ACTION");
        return (known.contains("CONDITION") || known.contains("ACTION")) && isWrittenOut(cells)
                || hasBoth && known.size() == kinds.size();
    }

    /// Whether two kinds at least stand there in full, and not by a letter that may mean anything.
    private static boolean isWrittenOut(Iterable<Cell> cells) {
        var count = 0;
        for (var cell : cells) {
            var text = TextNormalizer.normalize(cell.raw());
            count += text.length() > 1 && ColumnParser.isKind(TableHeader.columnKind(cell)) ? 1 : 0;
        }
        return count >= 2;
    }

    private static boolean isLikeRuleTable(Cell cell) {
        var words = cell instanceof Cell.Text(var text)
                ? TextNormalizer.normalize(text).toLowerCase(Locale.ROOT).split("[ _:-]+", MAX_WORDS + 1)
                : new String[0];
        if (words.length == 0 || words.length > MAX_WORDS) {
            return false;
        }
        var first = NOT_A_LETTER.matcher(words[0]).replaceAll("");
        var two = words.length == 1
                ? first
                : first + NOT_A_LETTER.matcher(words[1]).replaceAll("");
        return isLike(first) || isLike(two) && words.length <= MAX_WORDS - 1;
    }

    private static boolean isLike(String word) {
        return word.startsWith(RULE_TABLE)
                || Math.abs(word.length() - RULE_TABLE.length()) <= MAX_DISTANCE
                        && Dictionary.distance(word, RULE_TABLE) <= MAX_DISTANCE;
    }
}
