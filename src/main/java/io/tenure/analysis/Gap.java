package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Customers whom no row of a table takes, and the row that would take them.
///
/// The row overlaps none of the table's, and in a `UNIQUE` table none of the other gaps' rows.
///
/// @param example one of them
/// @param cells what the row would ask, one cell for each condition column
/// @param effective first day of the row; null for always
/// @param expires first day on which it would no longer apply; null for never
public record Gap(
        Example example,
        List<String> cells,
        @Nullable LocalDate effective,
        @Nullable LocalDate expires) {
    public Gap {
        cells = List.copyOf(cells);
    }

    Finding finding(Table table) {
        boolean dated = effective != null || expires != null;
        Text who = example.text();
        return Finding.warning(
                dated ? "effective-gap" : "gap",
                TableAnalysis.addressOf(table),
                table.name(),
                new Text(
                        "No row of " + table.name() + " takes " + who.en() + (dated ? period().en() : "") + ".",
                        table.name() + "中没有任何行适用于" + who.zh() + (dated ? period().zh() : "") + "。"),
                fix(table));
    }

    private Text period() {
        return effective == null
                ? new Text(" before " + expires, "，" + expires + "之前")
                : expires == null
                        ? new Text(" from " + effective + " on", "，自" + effective + "起")
                        : new Text(
                                " from " + effective + " to " + expires.minusDays(1),
                                "，" + effective + "至" + expires.minusDays(1));
    }

    private Text fix(Table table) {
        List<String> asks = new ArrayList<>();
        boolean others = false;
        for (int c = 0; c < cells.size(); c++) {
            if (cells.get(c).equals("-")) {
                others = true;
            } else {
                asks.add(table.conditions().get(c).field().name() + " \"" + cells.get(c) + "\"");
            }
        }
        if (effective != null) {
            asks.add("DATE-EFFECTIVE \"" + effective + "\"");
        }
        if (expires != null) {
            asks.add("DATE-EXPIRES \"" + expires + "\"");
        }
        if (asks.isEmpty()) {
            return new Text("Add a row with - in every condition.", "请添加一行，所有条件填-。");
        }
        return new Text(
                "Add a row: " + String.join(", ", asks) + (others ? ", - in the other conditions." : "."),
                "请添加一行：" + String.join("，", asks) + (others ? "，其余条件填-。" : "。"));
    }
}
