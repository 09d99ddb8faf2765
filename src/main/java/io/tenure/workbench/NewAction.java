package io.tenure.workbench;

import io.tenure.bundle.Settings;
import io.tenure.lifecycle.Field;
import io.tenure.parser.HeadedSheet;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.NewActionPage.FormInput;
import io.tenure.workbench.NewActionPage.Section;
import io.tenure.workbench.RowPage.CodeChoice;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An action that is added in one go: a row of the catalogue, one of the table that proposes actions, and one of the
/// table that excludes them, where that is wanted.
///
/// @param catalogue the sheet `Actions` of the settings
/// @param proposals the first table that proposes actions
/// @param exclusions the first table that excludes them by their code; null where there is none
record NewAction(
        RuleVersion version,
        HeadedSheet catalogue,
        TableGrid proposals,
        @Nullable TableGrid exclusions) {
    /// The heading of the code in the catalogue.
    static final String CODE = "code";

    private static final String ACTION = "candidate.action";
    private static final String EXCLUSION = "exclusion.code";
    private static final String CATALOGUE_FIELD = "action.";
    private static final String PROPOSAL_FIELD = "proposal.";
    private static final String EXCLUSION_FIELD = "exclusion.";

    /// Empty where the rules have no catalogue, or no table that proposes actions.
    static Optional<NewAction> in(RuleVersion version) {
        Optional<HeadedSheet> catalogue = SettingsSheetRows.catalogue(version);
        List<TableGrid> grids = version.ruleset().tables().stream()
                .flatMap(table -> TableGrid.find(version, table.name()).stream())
                .toList();
        return catalogue.flatMap(sheet -> first(
                        grids, column -> column.isAction() && column.field().equals(ACTION))
                .map(proposals -> new NewAction(
                        version,
                        sheet,
                        proposals,
                        first(
                                        grids.stream()
                                                .filter(grid -> grid.columns().stream()
                                                        .anyMatch(column -> column.isCondition()
                                                                && column.field()
                                                                        .equals(ACTION)))
                                                .toList(),
                                        column -> column.isAction()
                                                && column.field().equals(EXCLUSION))
                                .orElse(null))));
    }

    private static Optional<TableGrid> first(List<TableGrid> grids, Predicate<GridColumn> has) {
        return grids.stream()
                .filter(grid -> grid.columns().stream().anyMatch(has))
                .findFirst();
    }

    boolean isKnown(String code) {
        return catalogue.rows().stream()
                .anyMatch(row -> catalogue.cell(row, CODE).raw().strip().equals(code));
    }

    /// @param typed what was typed into a field; empty for nothing
    List<Section> sections(Function<String, String> typed, Locale locale) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                Message.of("workbench.new-action.catalogue").in(locale),
                TableTexts.place(catalogue.sheet()).in(locale),
                Message.of("workbench.new-action.catalogue-hint").in(locale),
                catalogue.columns().keySet().stream()
                        .map(heading -> catalogueInput(heading, typed, locale))
                        .toList(),
                List.of()));
        sections.add(section(
                proposals,
                PROPOSAL_FIELD,
                Message.of("workbench.new-action.proposal"),
                Message.of("workbench.new-action.proposal-hint"),
                typed,
                locale));
        if (exclusions != null) {
            sections.add(section(
                    exclusions,
                    EXCLUSION_FIELD,
                    Message.of("workbench.new-action.exclusion"),
                    Message.of("workbench.new-action.exclusion-hint"),
                    typed,
                    locale));
        }
        return sections;
    }

    private FormInput catalogueInput(String heading, Function<String, String> typed, Locale locale) {
        String field = CATALOGUE_FIELD + heading;
        Field level = version.ruleset().dictionary().require("retentionLevel");
        List<CodeChoice> choices = switch (heading) {
            case "level" -> RowView.choices(level, version.ruleset(), locale);
            case "selling", "marketing", "duty" ->
                List.of(
                        new CodeChoice("TRUE", CellText.truth(true, locale)),
                        new CodeChoice("FALSE", CellText.truth(false, locale)));
            default -> List.of();
        };
        return new FormInput(field, title(heading).in(locale), heading, "", typed.apply(field), choices);
    }

    /// What a column of the catalogue is called; its heading where it is one of the ruleset's own.
    private static Text title(String heading) {
        return switch (heading) {
            case "code" -> Message.of("workbench.new-action.code");
            case "label" -> Message.of("workbench.new-action.label");
            case "labelZh" -> Message.of("workbench.new-action.label-zh");
            case "level" -> Message.of("workbench.new-action.level");
            case "channels" -> Message.of("workbench.new-action.channels");
            case "cost" -> Message.of("workbench.new-action.cost");
            case "costShareOf" -> Message.of("workbench.new-action.cost-share-of");
            case "minGapDays" -> Message.of("workbench.new-action.min-gap-days");
            case "selling" -> Message.of("workbench.new-action.selling");
            case "marketing" -> Message.of("workbench.new-action.marketing");
            case "duty" -> Message.of("workbench.new-action.duty");
            case "strategy" -> Message.of("workbench.new-action.strategy");
            case "strategyZh" -> Message.of("workbench.new-action.strategy-zh");
            case "guidance" -> Message.of("workbench.new-action.guidance");
            case "guidanceZh" -> Message.of("workbench.new-action.guidance-zh");
            default -> Text.same(heading);
        };
    }

    private Section section(
            TableGrid grid, String prefix, Text title, Text hint, Function<String, String> typed, Locale locale) {
        List<FormInput> inputs = new ArrayList<>();
        List<FormInput> more = new ArrayList<>();
        for (GridColumn column : grid.columns()) {
            if (isAsked(column)) {
                String field = prefix + column.number();
                (column.isCondition() && !column.field().equals("stage") ? more : inputs)
                        .add(input(field, column, typed.apply(field), locale));
            }
        }
        return new Section(title.in(locale), TableTexts.place(grid.sheet()).in(locale), hint.in(locale), inputs, more);
    }

    /// The code, and the name of the row, are known.
    private static boolean isAsked(GridColumn column) {
        return !column.field().equals(ACTION)
                && !column.field().equals(EXCLUSION)
                && (column.isCondition() || column.isAction() || column.isReason());
    }

    private FormInput input(String field, GridColumn column, String value, Locale locale) {
        @Nullable
        Field known = column.isReason()
                ? null
                : version.ruleset().dictionary().find(column.field()).orElse(null);
        return new FormInput(
                field,
                column.title(),
                column.field(),
                known == null ? "" : TableTexts.hint(known, locale),
                value,
                known == null ? List.of() : RowView.choices(known, version.ruleset(), locale));
    }

    /// The edits by file.
    ///
    /// @param typed what was typed into a field; empty for nothing
    Map<String, List<SheetEdit>> edits(String code, Function<String, String> typed) {
        Map<String, List<SheetEdit>> edits = new LinkedHashMap<>();
        edits.put(
                Settings.FILE,
                SettingsSheetRows.below(
                        catalogue,
                        heading -> Cell.of(
                                heading.equalsIgnoreCase(CODE) ? code : typed.apply(CATALOGUE_FIELD + heading))));
        add(proposals, row(proposals, PROPOSAL_FIELD, code, typed), edits);
        if (exclusions != null
                && exclusions.columns().stream()
                        .anyMatch(column -> isAsked(column)
                                && !typed.apply(EXCLUSION_FIELD + column.number())
                                        .isEmpty())) {
            add(exclusions, row(exclusions, EXCLUSION_FIELD, code, typed), edits);
        }
        return edits;
    }

    private static void add(TableGrid grid, List<SheetEdit> row, Map<String, List<SheetEdit>> edits) {
        edits.merge(grid.sheet().file(), row, (before, more) -> {
            List<SheetEdit> all = new ArrayList<>(before);
            all.addAll(more);
            return all;
        });
    }

    private static List<SheetEdit> row(TableGrid grid, String prefix, String code, Function<String, String> typed) {
        Sheet sheet = grid.sheet();
        int above = grid.rows().isEmpty()
                ? grid.header().firstDataRow() - 1
                : grid.rows().getLast();
        String name = grid.freeName(above);
        List<SheetEdit> edits = new ArrayList<>();
        edits.add(new SheetEdit.InsertRow(sheet.name(), above, above));
        for (GridColumn column : grid.columns()) {
            String value = column.isName() || column.field().equals(EXCLUSION)
                    ? name
                    : column.field().equals(ACTION) ? code : typed.apply(prefix + column.number());
            if (!value.isEmpty()) {
                edits.add(new SheetEdit.SetCell(sheet.name(), above + 1, column.number(), column.cell(value)));
            }
        }
        return edits;
    }
}
