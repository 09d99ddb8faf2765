package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Customers whom no row of a table matches, and the row that would match them.
///
/// The row overlaps none of the table's, and in a `UNIQUE` table none of the other gaps' rows.
///
/// @param example one of them
/// @param cells the conditions of that row, one cell for each condition column
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
        return Finding.warning(
                hasPeriod() ? "effective-gap" : "gap",
                TableAddresses.of(table),
                table.name(),
                message(table),
                fix(table));
    }

    private boolean hasPeriod() {
        return effective != null || expires != null;
    }

    private Text message(Table table) {
        Text customer = example.text();
        if (effective != null && expires != null) {
            return Message.of(
                    "analysis.effective-gap.between.message",
                    "table",
                    table.name(),
                    "customer",
                    customer,
                    "effective",
                    effective,
                    "lastDay",
                    expires.minusDays(1));
        }
        if (effective != null) {
            return Message.of(
                    "analysis.effective-gap.from.message",
                    "table",
                    table.name(),
                    "customer",
                    customer,
                    "effective",
                    effective);
        }
        return expires != null
                ? Message.of(
                        "analysis.effective-gap.before.message",
                        "table",
                        table.name(),
                        "customer",
                        customer,
                        "expires",
                        expires)
                : Message.of("analysis.gap.message", "table", table.name(), "customer", customer);
    }

    private Text fix(Table table) {
        List<String> filled = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
            if (!cells.get(c).equals("-")) {
                filled.add(table.conditions().get(c).field().name() + " \"" + cells.get(c) + "\"");
            }
        }
        boolean hasOthers = filled.size() < cells.size();
        if (effective != null) {
            filled.add("DATE-EFFECTIVE \"" + effective + "\"");
        }
        if (expires != null) {
            filled.add("DATE-EXPIRES \"" + expires + "\"");
        }
        if (filled.isEmpty()) {
            return Message.of("analysis.gap.any.fix");
        }
        return hasOthers
                ? Message.of("analysis.gap.some.fix", "cells", filled)
                : Message.of("analysis.gap.fix", "cells", filled);
    }
}
