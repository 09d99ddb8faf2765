package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.table.HitPolicy;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Sheet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one table with typed columns: its phase and hit policy, its columns, and its rows.
final class TypedTableParser {
    private final Sheet sheet;
    private final Scope scope;
    private final List<String> phases;
    private final FindingCollector findings;
    private final SheetProperty phase;
    private final SheetProperty hitPolicy;
    private final SheetProperty measuredOn;
    private final TableHeader header;
    private final int end;
    private boolean hasPhaseAndPolicy = true;

    /// @param phase the value set above the table; likewise the hit policy and the day of measuring
    /// @param end the first row after the table
    TypedTableParser(
            Sheet sheet,
            Scope scope,
            List<String> phases,
            FindingCollector findings,
            SheetProperty phase,
            SheetProperty hitPolicy,
            SheetProperty measuredOn,
            TableHeader header,
            int end) {
        this.sheet = sheet;
        this.scope = scope;
        this.phases = phases;
        this.findings = findings;
        this.phase = phase;
        this.hitPolicy = hitPolicy;
        this.measuredOn = measuredOn;
        this.header = header;
        this.end = end;
    }

    /// What could be read; null if it has no columns.
    @Nullable
    TableContent read() {
        var phase = phase();
        var policy = policy();
        var columns = new ColumnParser(sheet, scope, findings, header, end, phase, policy).read();
        if (columns.columns().isEmpty()) {
            findings.error(
                    "no-columns",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    Message.of("parser.no-columns.message"),
                    Message.of("parser.no-columns.fix"));
            return null;
        }
        var measured = measuredOn();
        var errors = findings.errorCount();
        var rows = new RowParser(
                        sheet,
                        scope,
                        findings,
                        header,
                        end,
                        policy,
                        columns.columns(),
                        columns.roles(),
                        measured != null)
                .read();
        var hasAllRows = findings.errorCount() == errors;
        checkLayout(columns.columns());
        if (columns.isComplete()) {
            warnCellsBeside(columns.columns());
        }
        return new TableContent(
                new Table(
                        header.name(),
                        phase,
                        policy,
                        sheet.file(),
                        sheet.name(),
                        header.row(),
                        ColumnRole.conditions(columns.roles()),
                        ColumnRole.actions(columns.roles()),
                        rows,
                        measured),
                hasPhaseAndPolicy && columns.isComplete(),
                hasAllRows);
    }

    private void checkLayout(List<Integer> columns) {
        var firstDataRow = header.firstDataRow();
        SheetChecks.rejectMergedCells(sheet, header.row() + 1, header.row() + 1, columns, findings);
        SheetChecks.rejectMergedCells(sheet, header.nameRow(), header.nameRow(), columns, findings);
        if (end > firstDataRow) {
            SheetChecks.rejectMergedCells(sheet, firstDataRow, end - 1, columns, findings);
        }
        if (sheet.rows().subMap(firstDataRow, Math.max(firstDataRow, end)).isEmpty()) {
            findings.warning(
                    "empty-table",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    Message.of("parser.empty-table.message"),
                    Message.of("parser.empty-table.fix"));
        }
    }

    /// Reports cells in rows of the table that stand in no column of it, where they would vanish in silence.
    private void warnCellsBeside(List<Integer> columns) {
        var rowsBeside = new TreeMap<Integer, List<Integer>>();
        sheet.rows().subMap(header.row() + 1, Math.max(header.row() + 1, end)).forEach((row, cells) -> {
            for (var cell : cells.entrySet()) {
                if (!columns.contains(cell.getKey()) && !cell.getValue().raw().isBlank()) {
                    rowsBeside
                            .computeIfAbsent(cell.getKey(), _ -> new ArrayList<>())
                            .add(row);
                }
            }
        });
        rowsBeside.forEach((column, rows) -> findings.warning(
                "beside-table",
                sheet.address(rows.getFirst(), column),
                sheet.at(rows.getFirst(), column).raw(),
                Message.of(
                        "parser.beside-table.message",
                        "cells",
                        rows.size(),
                        "table",
                        header.name(),
                        "row",
                        header.row() + 1),
                Message.of("parser.beside-table.fix", "row", header.row() + 1)));
    }

    private String phase() {
        var address = phase.row() == 0
                ? sheet.address(header.row(), header.column())
                : sheet.address(phase.row(), phase.column());
        if (phases.contains(phase.value())) {
            return phase.value();
        }
        var exact = phases.stream().filter(phase.value()::equalsIgnoreCase).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        var nearest = Dictionary.nearest(phase.value(), phases);
        findings.error(
                phase.value().isEmpty() ? "no-phase" : "unknown-phase",
                address,
                phase.value(),
                phase.value().isEmpty()
                        ? Message.of("parser.no-phase.message")
                        : Message.of("parser.unknown-phase.message", "phase", phase.value()),
                nearest.<Text>map(n -> Message.of("parser.nearest.fix", "nearest", n))
                        .orElse(Message.of("parser.phase.fix", "phases", phases)));
        hasPhaseAndPolicy = false;
        return phases.getFirst();
    }

    private @Nullable LocalDate measuredOn() {
        if (measuredOn.row() == 0) {
            return null;
        }
        var cell = sheet.at(measuredOn.row(), measuredOn.column());
        var address = sheet.address(measuredOn.row(), measuredOn.column());
        return cell.isEmpty() ? null : ValueParser.day(cell, fault -> findings.add(fault.at(address, cell.raw())));
    }

    private HitPolicy policy() {
        if (hitPolicy.value().isEmpty()) {
            return HitPolicy.UNIQUE;
        }
        for (var known : HitPolicy.values()) {
            if (known.name().equalsIgnoreCase(hitPolicy.value())) {
                return known;
            }
        }
        var nearest = Dictionary.nearest(hitPolicy.value(), List.of("UNIQUE", "FIRST", "COLLECT"));
        findings.error(
                "unknown-hit-policy",
                sheet.address(hitPolicy.row(), hitPolicy.column()),
                hitPolicy.value(),
                Message.of("parser.unknown-hit-policy.message", "hitPolicy", hitPolicy.value()),
                nearest.<Text>map(n -> Message.of("parser.nearest.fix", "nearest", n))
                        .orElse(Message.of("parser.unknown-hit-policy.fix")));
        hasPhaseAndPolicy = false;
        return HitPolicy.UNIQUE;
    }
}
