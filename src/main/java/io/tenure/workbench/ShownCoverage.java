package io.tenure.workbench;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.table.Table;
import io.tenure.workbench.ScenarioCoveragePage.Coverage;
import io.tenure.workbench.ScenarioCoveragePage.TableCoverage;
import io.tenure.workbench.ScenarioReview.Review;
import io.tenure.workbench.ScenarioTexts.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What scenarios touch, by the notes of the check about what none of them does.
record ShownCoverage(Review review, ScenarioTexts texts) {
    private static final int MAX_SHOWN = 100;
    private static final int PERCENT = 100;

    Coverage of(List<Table> all) {
        Set<Address> untouchedTables = addresses("table-without-scenario");
        Set<Address> untouchedRows = addresses("row-without-scenario");
        List<TableCoverage> tables = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        int rows = 0;
        int touched = 0;
        for (Table table : all) {
            boolean isUntouched = untouchedTables.contains(address(table, table.row()));
            List<Link> untouched = table.rows().stream()
                    .filter(row -> isUntouched || untouchedRows.contains(address(table, row.number())))
                    .map(row -> texts.row(table.name(), row.name()))
                    .toList();
            int here = table.rows().size() - untouched.size();
            rows += table.rows().size();
            touched += here;
            if (untouched.isEmpty()) {
                whole.add(table.name());
            } else {
                tables.add(new TableCoverage(
                        table.name(),
                        texts.table(table.name()),
                        table.rows().size(),
                        here,
                        percent(here, table.rows().size()),
                        untouched.stream().limit(MAX_SHOWN).toList(),
                        Math.max(0, untouched.size() - MAX_SHOWN)));
            }
        }
        tables.sort(Comparator.comparingInt(TableCoverage::percent));
        return new Coverage(
                review.results().stream().allMatch(result -> result.failure() == null),
                rows,
                touched,
                percent(touched, rows),
                tables,
                whole,
                links("parameter-without-scenario", finding -> texts.parameter(finding.content())),
                links(
                        "rule-without-scenario",
                        finding -> texts.line(
                                finding.content(),
                                finding.address().file(),
                                finding.address().row())));
    }

    private static Address address(Table table, int row) {
        return new Address(table.file(), table.sheet(), row, 0);
    }

    private Set<Address> addresses(String code) {
        Set<Address> addresses = new HashSet<>();
        review.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .forEach(finding -> addresses.add(finding.address()));
        return addresses;
    }

    private List<Link> links(String code, Function<Finding, Link> link) {
        return review.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .limit(MAX_SHOWN)
                .map(link)
                .toList();
    }

    private static int percent(int part, int all) {
        return all == 0 ? PERCENT : PERCENT * part / all;
    }
}
