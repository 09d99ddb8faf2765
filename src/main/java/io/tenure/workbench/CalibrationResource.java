package io.tenure.workbench;

import io.tenure.http.Roles;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.workbench.CalibrationPage.MeasuredRow;
import io.tenure.workbench.CalibrationPage.MeasuredTable;
import io.tenure.workbench.CalibrationPage.MeasuredValue;
import io.tenure.workbench.SettingsSheetRows.SettingsRow;
import io.tenure.workbench.TableGrid.GridColumn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a calibration changed and why, of the active release or of a draft: a calibration writes both into the rules.
@Path("/results/calibration")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
class CalibrationResource {
    private static final int PERCENT = 100;
    private static final String MEASURED_ON = "measuredOn";

    private final RuleVersions versions;
    private final ParameterHistory history;
    private final DraftWorkspace drafts;

    CalibrationResource(RuleVersions versions, ParameterHistory history, DraftWorkspace drafts) {
        this.versions = versions;
        this.history = history;
        this.drafts = drafts;
    }

    @GET
    public Response calibration(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted, @BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.calibration.title"), "results");
        return request.answer(
                versions.find(wanted, page),
                version -> request.html(new CalibrationPage(
                        page,
                        ShownVersion.of(version, page),
                        drafts.open().stream().map(Draft::id).toList(),
                        parameters(version, page.locale()),
                        models(version, page.locale()),
                        tables(version, page.locale()),
                        version.draft() == null
                                ? "/releases/" + version.release()
                                : "/drafts/" + version.draft().id() + "/changes")));
    }

    private List<MeasuredValue> parameters(RuleVersion version, Locale locale) {
        return SettingsSheetRows.parameters(version).stream()
                .filter(row -> !row.text(MEASURED_ON).isEmpty())
                .map(row -> {
                    String name = row.text("name");
                    String before = version.draft() == null
                            ? history.before(name)
                            : history.values(version.release()).get(name);
                    return value(row, RuleAddresses.parameter(name) + version.query(), before, locale);
                })
                .toList();
    }

    private static List<MeasuredValue> models(RuleVersion version, Locale locale) {
        return SettingsSheetRows.models(version).stream()
                .filter(row -> !row.text("value").isEmpty())
                .map(row -> value(row, "", null, locale))
                .toList();
    }

    private static MeasuredValue value(SettingsRow row, String address, @Nullable String before, Locale locale) {
        String now = row.text("value");
        String of = row.text("shareOf");
        return new MeasuredValue(
                row.text("name"),
                address,
                row.localized("meaning", locale),
                now.equals(before) ? null : before,
                of.isEmpty() ? now : now + " × " + of,
                row.text(MEASURED_ON),
                row.text("source"));
    }

    private static List<MeasuredTable> tables(RuleVersion version, Locale locale) {
        List<MeasuredTable> measured = new ArrayList<>();
        for (Table table : version.ruleset().tables()) {
            LocalDate on = table.measuredOn();
            if (on != null) {
                measured.add(new MeasuredTable(
                        table.name(),
                        RuleAddresses.table(table.name()) + version.query(),
                        on.toString(),
                        TableGrid.find(version, table.name())
                                .map(grid -> rows(grid, table, version, locale))
                                .orElse(List.of())));
            }
        }
        return measured;
    }

    private static List<MeasuredRow> rows(TableGrid grid, Table table, RuleVersion version, Locale locale) {
        Map<String, Row> known =
                table.rows().stream().collect(Collectors.toMap(Row::name, Function.identity(), (first, _) -> first));
        Map<GridColumn, String> usual = usual(grid);
        List<MeasuredRow> rows = new ArrayList<>();
        for (int number : grid.rows()) {
            String name = grid.rowName(number);
            Row row = known.get(name);
            if (row == null) {
                continue;
            }
            String result = grid.columns().stream()
                    .filter(GridColumn::isAction)
                    .map(column -> grid.text(number, column))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            rows.add(new MeasuredRow(
                    name,
                    RuleAddresses.row(table.name(), name, version.query()),
                    grid.columns().stream()
                            .filter(GridColumn::isCondition)
                            .filter(column -> !grid.text(number, column).isEmpty()
                                    && !grid.text(number, column).equals(usual.get(column)))
                            .map(column -> column.title() + " " + grid.text(number, column))
                            .collect(Collectors.joining("; ")),
                    result,
                    percent(result),
                    row.reason().in(locale)));
        }
        return rows;
    }

    /// What more than half of the rows ask for in a column: it tells no two of them apart.
    private static Map<GridColumn, String> usual(TableGrid grid) {
        Map<GridColumn, String> usual = new HashMap<>();
        for (GridColumn column : grid.columns()) {
            Map<String, Integer> counts = new HashMap<>();
            grid.rows().forEach(row -> counts.merge(grid.text(row, column), 1, Integer::sum));
            counts.forEach((text, count) -> {
                if (count > grid.rows().size() / 2) {
                    usual.put(column, text);
                }
            });
        }
        return usual;
    }

    /// A probability as a share of 100; null for anything else.
    static @Nullable Integer percent(String result) {
        boolean isPercent = result.endsWith("%");
        String digits = isPercent ? result.substring(0, result.length() - 1).strip() : result;
        if (!digits.matches("\\d{1,3}(\\.\\d{1,9})?")) {
            return null;
        }
        double percent = Double.parseDouble(digits) * (isPercent ? 1 : PERCENT);
        return percent <= PERCENT ? (int) Math.round(percent) : null;
    }
}
