package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.ContactLimit;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.explanation.CellDescription;
import io.tenure.finding.Address;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Action;
import io.tenure.measure.Indicator;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The active ruleset as the API shows it.
@RegisterForReflection
@Schema(
        name = "Ruleset",
        description = "The active tables cell by cell, rules, parameters, indicators, actions and labels")
record RulesetView(
        int release,
        String hash,
        List<String> phases,
        List<TableView> tables,
        List<SourceView> sources,
        SortedMap<String, Double> parameters,
        List<IndicatorView> indicators,
        List<ActionView> actions,
        List<ContactLimitView> contactLimits,
        List<ExperimentView> experiments,
        SortedMap<String, LocalizedText> labels) {
    /// @param locale the language of reasons and descriptions
    static RulesetView of(CompiledRelease active, Locale locale) {
        Ruleset ruleset = active.ruleset().ruleset();
        SortedMap<String, Double> parameters = new TreeMap<>();
        for (String name : ruleset.parameters().names()) {
            parameters.put(name, JsonOutput.rounded(ruleset.parameters().get(name)));
        }
        return new RulesetView(
                active.release(),
                ruleset.hash(),
                ruleset.phases(),
                ruleset.tables().stream().map(t -> TableView.of(t, locale)).toList(),
                ruleset.sources().stream().map(SourceView::of).toList(),
                parameters,
                ruleset.indicators().all().stream().map(IndicatorView::of).toList(),
                new TreeMap<>(ruleset.actions())
                        .values().stream().map(ActionView::of).toList(),
                ruleset.contactLimits().stream().map(ContactLimitView::of).toList(),
                ruleset.experiments().stream().map(ExperimentView::of).toList(),
                LocalizedText.of(ruleset.labels()));
    }

    @Schema(name = "Table", description = "A decision table")
    record TableView(
            String name,
            String phase,
            HitPolicy hitPolicy,
            String workbook,
            String sheet,
            String address,
            List<ColumnView> conditions,
            List<ColumnView> actions,
            List<RowView> rows) {
        static TableView of(Table table, Locale locale) {
            return new TableView(
                    table.name(),
                    table.phase(),
                    table.hitPolicy(),
                    table.workbook(),
                    table.sheet(),
                    new Address(table.file(), table.sheet(), table.row(), 0).toString(),
                    table.conditions().stream().map(ColumnView::of).toList(),
                    table.actions().stream().map(ColumnView::of).toList(),
                    table.rows().stream().map(r -> RowView.of(table, r, locale)).toList());
        }
    }

    @Schema(name = "TableColumn", description = "A condition or an action of a table")
    record ColumnView(
            @Schema(description = "The name that the column reads or writes")
            String name,

            @Schema(description = "The heading that the author gave it")
            String heading,

            @Schema(description = "Number of the column in the sheet, from 1")
            int column) {
        static ColumnView of(Column column) {
            return new ColumnView(column.field().name(), column.heading(), column.number());
        }
    }

    @Schema(name = "TableRow", description = "A row of a table; its cells are the conditions, then the actions")
    record RowView(
            String name,

            @Schema(description = "Number of the row in the sheet, from 1")
            int row,

            @Schema(description = "First day on which the row applies; null for always", nullable = true) @Nullable
            LocalDate effective,

            @Schema(description = "First day on which it no longer applies; null for never", nullable = true) @Nullable
            LocalDate expires,

            String reason,
            List<CellView> cells) {
        static RowView of(Table table, Row row, Locale locale) {
            List<CellView> cells = new ArrayList<>();
            for (int i = 0; i < table.conditions().size(); i++) {
                Column column = table.conditions().get(i);
                var condition = row.conditions().get(i);
                cells.add(CellView.of(
                        table, row, column, condition.text(), CellDescription.of(column.field(), condition), locale));
            }
            for (int i = 0; i < table.actions().size(); i++) {
                var assignment = row.assignments().get(i);
                cells.add(CellView.of(
                        table, row, table.actions().get(i), assignment.text(), CellDescription.of(assignment), locale));
            }
            return new RowView(
                    row.name(),
                    row.number(),
                    row.effective(),
                    row.expires(),
                    row.reason().in(locale),
                    cells);
        }
    }

    @Schema(name = "TableCell", description = "A cell as it was written, and in words")
    record CellView(
            @Schema(description = "The cell, as the spreadsheet names it: D14")
            String address,

            String name,
            String text,
            String description) {
        static CellView of(Table table, Row row, Column column, String text, Text description, Locale locale) {
            return new CellView(
                    new Address(table.file(), table.sheet(), row.number(), column.number()).cell(),
                    column.field().name(),
                    text,
                    description.in(locale));
        }
    }

    @Schema(name = "RuleSource", description = "A DRL file, or the DRL of a free-form sheet")
    record SourceView(
            String file,

            @Schema(description = "The sheet; empty for a DRL file")
            String sheet,

            String drl) {
        static SourceView of(RuleSource source) {
            return new SourceView(source.file(), source.sheet(), source.drl());
        }
    }

    @Schema(name = "Action", description = "An action of the catalogue")
    record ActionView(
            String code,
            LocalizedText label,

            @Schema(description = "The retention level that it needs")
            String retentionLevel,

            @Schema(description = "The channels that it can use, the usual one first")
            List<String> channels,

            double cost,

            @Schema(description = "Fewest days since the action was last taken; 0 for no limit")
            int minGapDays,

            @Schema(description = "Whether it sells; not advised while a complaint is open")
            boolean selling,

            @Schema(description = "Whether it needs consent to marketing")
            boolean marketing,

            @Schema(description = "Whether it is owed whatever it is worth: it ranks before what only pays")
            boolean duty,

            LocalizedText strategy,

            @Schema(description = "How to carry it out; empty where nothing is written")
            LocalizedText guidance) {
        static ActionView of(Action action) {
            return new ActionView(
                    action.code(),
                    LocalizedText.of(action.label()),
                    action.level(),
                    action.channels(),
                    JsonOutput.rounded(action.cost()),
                    action.minGapDays(),
                    action.selling(),
                    action.marketing(),
                    action.duty(),
                    LocalizedText.of(action.strategy()),
                    LocalizedText.of(action.guidance()));
        }
    }

    @Schema(name = "Indicator", description = "A part of a score, from 0 to 100")
    record IndicatorView(
            @Schema(description = "The measure that it is a part of")
            String score,

            String name,

            @Schema(description = "The fact or measure that it reads")
            String source,

            @Schema(description = "In proportion to the other weights of the score")
            double weight,

            @Schema(
                    description =
                            "The value that scores 0, as the sheet would have it; the direction follows from both")
            String valueAt0,

            @Schema(description = "The value that scores 100")
            String valueAt100) {
        static IndicatorView of(Indicator indicator) {
            return new IndicatorView(
                    indicator.score(),
                    indicator.name(),
                    indicator.source().name(),
                    JsonOutput.rounded(indicator.weight()),
                    indicator.textAtZero(),
                    indicator.textAtHundred());
        }
    }

    @Schema(name = "ContactLimit", description = "The most contacts that we make within some days")
    record ContactLimitView(
            String name,
            String workbook,
            String sheet,
            int row,

            @Schema(description = "The channel that it limits; null for any", nullable = true) @Nullable
            String channel,

            @Schema(description = "The action that it limits; null for any", nullable = true) @Nullable
            String action,

            @Schema(
                    description = "COUNT: so many in so many days; GAP: the minimum gap of each action;"
                            + " CAP: the customer's own maximum")
            ContactLimit.LimitKind kind,

            @Schema(description = "The days that count, asOf included; 0 for the minimum gap of each action")
            int days,

            @Schema(
                    description = "The contacts that are allowed in them; of a CAP for customers without a maximum of"
                            + " their own")
            int maxContacts,

            LocalizedText reason) {
        static ContactLimitView of(ContactLimit limit) {
            return new ContactLimitView(
                    limit.name(),
                    limit.workbook(),
                    limit.sheet(),
                    limit.row(),
                    limit.channel(),
                    limit.action(),
                    limit.kind(),
                    limit.days(),
                    limit.maxContacts(),
                    LocalizedText.of(limit.reason()));
        }
    }
}
