package io.tenure.workbench;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.parser.TableHeader;
import io.tenure.release.Draft;
import io.tenure.table.Table;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A table as its sheet has it, with or without errors.
///
/// @param columns those under the header, in the sheet's order
/// @param rows numbers of the rows with content, as the spreadsheet shows them
record TableGrid(Sheet sheet, TableHeader header, List<GridColumn> columns, List<Integer> rows) {
    private static final String NAME = "NAME";

    /// A column of the sheet.
    ///
    /// @param kind in full: `CONDITION`
    /// @param field the name that it reads or writes, or the language of a reason
    /// @param heading for people; empty where there is none
    record GridColumn(int number, String kind, String field, String heading) {
        boolean isName() {
            return kind.equals(NAME);
        }

        boolean isReason() {
            return kind.equals("DESCRIPTION");
        }

        boolean isCondition() {
            return kind.equals("CONDITION");
        }

        boolean isAction() {
            return kind.equals("ACTION");
        }

        /// A cell of what somebody typed. Names and reasons are words, whatever they look like.
        Cell cell(String typed) {
            return typed.isEmpty()
                    ? Cell.Empty.INSTANCE
                    : isName() || isReason() ? new Cell.Text(typed) : Cell.of(typed);
        }

        /// What people call it.
        String title() {
            return !heading.isEmpty() ? heading : field.isEmpty() ? kind : field;
        }
    }

    TableGrid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// The table of a name; empty where there is none.
    static Optional<TableGrid> find(RuleVersion version, String table) {
        Set<String> files = new LinkedHashSet<>();
        version.ruleset().tables().stream()
                .filter(known -> known.name().equals(table))
                .map(Table::file)
                .forEach(files::add);
        // One that can't be read stands in a file that the draft changes.
        Draft draft = version.draft();
        if (draft != null) {
            draft.changes().stream()
                    .map(Draft.Change::path)
                    .filter(path -> path.endsWith(".xlsx"))
                    .forEach(files::add);
        }
        for (String file : files) {
            for (Sheet sheet : version.sheets(file)) {
                Optional<TableGrid> found = in(sheet, table);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The table of a name in a sheet; empty where there is none.
    static Optional<TableGrid> in(Sheet sheet, String table) {
        List<TableHeader> headers =
                List.copyOf(TableHeader.of(sheet, new FindingCollector()).values());
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).name().equals(table) && !headers.get(i).isFreeForm(sheet)) {
                boolean isFollowed = i + 1 < headers.size();
                int end = isFollowed ? headers.get(i + 1).row() : sheet.lastRow() + 1;
                return Optional.of(of(sheet, headers.get(i), end, isFollowed));
            }
        }
        return Optional.empty();
    }

    /// @param end first row behind the table, where another one may begin with lines of its own above it
    private static TableGrid of(Sheet sheet, TableHeader header, int end, boolean isFollowed) {
        List<GridColumn> columns = IntStream.rangeClosed(header.column(), lastColumn(sheet, header))
                .filter(column -> !sheet.at(header.row() + 1, column).isEmpty())
                .mapToObj(column -> new GridColumn(
                        column,
                        header.columnKind(sheet, column),
                        text(sheet.at(header.nameRow(), column)),
                        text(sheet.at(header.firstDataRow() - 1, column))))
                .toList();
        List<Integer> rows = new ArrayList<>();
        for (int row = header.firstDataRow(); row < end; row++) {
            int number = row;
            boolean isEmpty = columns.stream()
                    .allMatch(column -> sheet.at(number, column.number()).isEmpty());
            if (!isEmpty) {
                rows.add(row);
            } else if (isFollowed && !rows.isEmpty()) {
                break;
            }
        }
        return new TableGrid(sheet, header, columns, rows);
    }

    private static int lastColumn(Sheet sheet, TableHeader header) {
        var cells = sheet.rows().get(header.row() + 1);
        return cells == null || cells.isEmpty() ? header.column() : cells.lastKey();
    }

    /// The content of a cell as it is written.
    String text(int row, GridColumn column) {
        return text(sheet.at(row, column.number()));
    }

    private static String text(Cell cell) {
        return cell.raw().strip();
    }

    /// The name of a row; empty where it has none.
    String rowName(int row) {
        return columns.stream()
                .filter(GridColumn::isName)
                .map(column -> text(row, column))
                .findFirst()
                .orElse("");
    }

    /// The row above its place in the sheet; the row of the headings for the first one.
    int above(int row) {
        int index = rows.indexOf(row);
        return index > 0 ? rows.get(index - 1) : header.firstDataRow() - 1;
    }

    Address address(int row) {
        return new Address(sheet.file(), sheet.name(), row, 0);
    }

    /// A name for a row below another that no row has yet: the next number.
    String freeName(int above) {
        String name = above < header.firstDataRow() ? "R0" : rowName(above);
        List<String> taken = rows.stream().map(this::rowName).toList();
        String stem = name.replaceFirst("\\d{1,9}$", "");
        int number = name.length() == stem.length() ? 0 : Integer.parseInt(name.substring(stem.length()));
        String prefix = number == 0 && name.length() == stem.length() ? stem + "." : stem;
        do {
            number++;
        } while (taken.contains(prefix + number));
        return prefix + number;
    }
}
