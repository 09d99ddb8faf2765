package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Table;
import io.tenure.text.Message;
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
                TableAddresses.of(table),
                table.name(),
                dated
                        ? Message.of("analysis.gap.no-row-takes", "table", table.name(), "who", who, "period", period())
                        : Message.of("analysis.gap.no-row-takes-finding", "table", table.name(), "who", who),
                fix(table));
    }

    private Text period() {
        return effective == null
                ? Message.of("analysis.gap.before", "expires", expires)
                : expires == null
                        ? Message.of("analysis.gap.from-on", "effective", effective)
                        : Message.of("analysis.gap.from-to", "effective", effective, "expires", expires.minusDays(1));
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
            return Message.of("analysis.gap.add-row-every-condition");
        }
        return others
                ? Message.of("analysis.gap.add-row-other-conditions", "asks", asks)
                : Message.of("analysis.gap.add-row", "asks", asks);
    }
}
