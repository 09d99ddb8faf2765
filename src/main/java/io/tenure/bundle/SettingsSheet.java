package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.parser.ActionParser;
import io.tenure.parser.HeadedSheet;
import io.tenure.parser.MissingNames;
import io.tenure.parser.Scope;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.TextNormalizer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One sheet of the settings: a heading row and one item per row. Reads cells by heading and reports their faults.
final class SettingsSheet {
    /// Maximum number of days and of contacts in a sheet: a hundred years.
    static final int MAX_WHOLE_NUMBER = 36_500;

    private final HeadedSheet table;
    private final FindingCollector findings;
    private final MissingNames causes;

    SettingsSheet(HeadedSheet table, FindingCollector findings) {
        this(table, findings, MissingNames.NONE);
    }

    private SettingsSheet(HeadedSheet table, FindingCollector findings, MissingNames causes) {
        this.table = table;
        this.findings = findings;
        this.causes = causes;
    }

    /// The same sheet where it is known why names that its cells use may be missing; null for null.
    static @Nullable SettingsSheet knowing(@Nullable SettingsSheet sheet, MissingNames causes) {
        return sheet == null ? null : new SettingsSheet(sheet.table, sheet.findings, causes);
    }

    List<Integer> rows() {
        return table.rows();
    }

    /// Address of the whole sheet.
    Address address() {
        return table.sheet().address();
    }

    Address address(int row, String heading) {
        return table.address(row, heading);
    }

    String sheetName() {
        return table.sheet().name();
    }

    /// The text as written.
    String text(int row, String heading) {
        return table.text(row, heading);
    }

    /// The text in the normal form of the table dialect.
    String normalizedText(int row, String heading) {
        return table.normalizedText(row, heading);
    }

    String requiredName(int row, String heading) {
        var name = table.normalizedText(row, heading);
        if (name.isEmpty()) {
            findings.error(
                    "no-name",
                    table.address(row, heading),
                    "",
                    Message.of("bundle.no-name.row.message", "heading", heading),
                    Message.of("bundle.no-name.row.fix"));
        }
        return name;
    }

    @Nullable
    Double number(int row, String heading, boolean required) {
        var cell = table.cell(row, heading);
        if (cell.isEmpty()) {
            if (required) {
                findings.error(
                        "no-value",
                        table.address(row, heading),
                        "",
                        Message.of("bundle.no-value.message", "heading", heading),
                        Message.of("bundle.number.fix"));
            }
            return null;
        }
        // Parameters and limits are numbers without a range.
        var field = Field.of(heading, FieldKind.FACT, FieldType.NUMBER, List.of());
        var scope = new Scope(Dictionary.standard(), Map.of(), Set.of());
        return (Double) ActionParser.value(
                cell,
                field,
                scope,
                fault -> findings.add(
                        (fault.code().equals("wrong-type") ? fault.withFix(Message.of("bundle.number.fix")) : fault)
                                .at(table.address(row, heading), cell.raw())));
    }

    /// A day, or null where the cell is empty or after adding an error.
    @Nullable
    LocalDate day(int row, String heading) {
        var cell = table.cell(row, heading);
        return cell.isEmpty()
                ? null
                : ValueParser.day(cell, fault -> findings.add(fault.at(table.address(row, heading), cell.raw())));
    }

    /// A number of money, or the share of a reference amount where the row names one.
    ///
    /// @param referenceHeading heading of the column that names the reference
    @Nullable
    Share share(int row, String heading, String referenceHeading) {
        var reference = normalizedText(row, referenceHeading);
        var share = number(row, heading, false);
        return reference.isEmpty() || share == null ? null : new Share(share, reference);
    }

    boolean bool(int row, String heading) {
        var cell = table.cell(row, heading);
        if (cell.isEmpty()) {
            return false;
        }
        var yes = cell instanceof Cell.Bool(var value)
                ? java.util.Optional.of(value)
                : ValueParser.bool(table.normalizedText(row, heading));
        if (yes.isEmpty()) {
            findings.error(
                    "wrong-type",
                    table.address(row, heading),
                    cell.raw(),
                    Message.of("bundle.wrong-type.message", "cell", cell.raw()),
                    Message.of("bundle.wrong-type.fix"));
        }
        return yes.orElse(false);
    }

    Text text(int row, String heading, String otherwise) {
        var en = table.text(row, heading);
        var zh = table.text(row, heading + "Zh");
        return Text.of(en.isEmpty() ? otherwise : en, zh.isEmpty() ? (en.isEmpty() ? otherwise : en) : zh);
    }

    /// The codes between commas.
    List<String> codes(int row, String heading) {
        return splitCodes(table.normalizedText(row, heading));
    }

    static List<String> splitCodes(String plain) {
        return TextNormalizer.splitList(plain).stream()
                .map(TextNormalizer::unquote)
                .filter(p -> !p.isEmpty())
                .toList();
    }

    boolean hasColumn(String heading) {
        return table.column(heading) != 0;
    }

    Cell cell(int row, String heading) {
        return table.cell(row, heading);
    }

    /// The content of a cell, the same in every locale.
    String raw(int row, String heading) {
        return table.cell(row, heading).raw();
    }

    /// Names are unique; only a parameter may have the name of the fact that it replaces where unknown:
    /// `discountRate`.
    boolean isFreeName(int row, String name, Dictionary dictionary, boolean mayShadowFact) {
        if (!ValueParser.isName(name) || isKeyword(name)) {
            findings.error(
                    "invalid-name",
                    address(row, "name"),
                    name,
                    Message.of("bundle.invalid-name.message", "name", name),
                    Message.of("bundle.invalid-name.fix"));
            return false;
        }
        var taken = dictionary.find(name);
        if (taken.isPresent() && !(mayShadowFact && taken.get().kind() == FieldKind.FACT)) {
            findings.error(
                    "duplicate-name",
                    address(row, "name"),
                    name,
                    Message.of("bundle.duplicate-name.dictionary.message", "name", name),
                    Message.of("bundle.duplicate-name.dictionary.fix"));
            return false;
        }
        return true;
    }

    /// Whether cells of tables read a word as something else than a name.
    static boolean isKeyword(String word) {
        return List.of("known", "unknown", "not").contains(word.toLowerCase(Locale.ROOT));
    }

    void reportDuplicate(int row, String heading, String name) {
        findings.error(
                "duplicate-name",
                table.address(row, heading),
                name,
                Message.of("bundle.duplicate-name.row.message", "name", name),
                Message.of("bundle.duplicate-name.row.fix"));
    }

    /// Reports the codes that are shown as they are because they have no label.
    ///
    /// @param codes may be empty
    void reportWithoutLabel(List<String> codes, Text language, Text fix) {
        if (!codes.isEmpty()) {
            findings.note(
                    "no-label",
                    address(),
                    String.join(", ", codes),
                    Message.of("bundle.no-label.message", "language", language, "codes", codes),
                    fix);
        }
    }

    void reportNegative(int row, String heading) {
        findings.error(
                "out-of-range",
                table.address(row, heading),
                table.cell(row, heading).raw(),
                heading.equals("cost")
                        ? Message.of("bundle.out-of-range.cost.message")
                        : Message.of("bundle.out-of-range.days.message", "max", ContactLimit.MAX_DAYS),
                Message.of("bundle.out-of-range.negative.fix"));
    }

    /// @param sheets those of the settings that could declare the code
    void reportUnknown(int row, String heading, String code, List<String> known, String... sheets) {
        reportUnknown(
                "unknown-code",
                row,
                heading,
                code,
                known,
                Message.of("bundle.unknown-code.message", "code", code, "heading", heading),
                Message.of("bundle.unknown-code.fix.other", "codes", known),
                sheets);
    }

    /// @param known other parameters, of which the nearest is suggested
    void reportUnknownParameter(int row, String heading, String name, Collection<String> known) {
        reportUnknown(
                "unknown-parameter",
                row,
                heading,
                name,
                known,
                Message.of("bundle.unknown-parameter.message", "name", name),
                Message.of("bundle.unknown-parameter.fix"),
                SettingsSheets.PARAMETERS);
    }

    /// @param known parameters that may be a reference, of which the nearest is suggested
    void reportUnknownReference(int row, String heading, String name, Collection<String> known) {
        reportUnknown(
                "unknown-parameter",
                row,
                heading,
                name,
                known,
                Message.of("parser.share.unknown-reference.message", "name", name),
                Message.of("parser.share.unknown-reference.fix"),
                SettingsSheets.PARAMETERS);
    }

    /// @param otherwise what to do where no known name is near
    private void reportUnknown(
            String finding,
            int row,
            String heading,
            String name,
            Collection<String> known,
            Text message,
            Text otherwise,
            String... sheets) {
        var cause = causes.cause(name, sheets);
        if (cause.isPresent()) {
            findings.add(ValueParser.followsFrom(name, cause.get()).at(table.address(row, heading), name));
            return;
        }
        var nearest = causes.nearestName(name, known);
        findings.error(
                finding,
                table.address(row, heading),
                name,
                message,
                nearest.<Text>map(n -> Message.of("bundle.unknown-code.fix.nearest", "nearest", n))
                        .orElse(otherwise));
    }

    int wholeNumber(int row, String heading, int min, int max) {
        var number = number(row, heading, true);
        if (number != null && (number < min || number > max || !ValueParser.isWhole(number))) {
            findings.error(
                    "out-of-range",
                    table.address(row, heading),
                    table.cell(row, heading).raw(),
                    Message.of("bundle.out-of-range.whole-number.message", "heading", heading, "min", min, "max", max),
                    Message.of("bundle.out-of-range.whole-number.fix"));
            return min;
        }
        return number == null ? min : number.intValue();
    }
}
