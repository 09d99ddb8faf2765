package io.tenure.workbook;

import io.tenure.finding.Finding;
import io.tenure.finding.Finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTConditionalFormatting;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTDxf;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCfType;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STPatternType;

/// Colours the cells that findings concern, by conditional formats on top of the cells' own styles.
final class FindingColours {
    /// The beginning of a formula that is always true and distinguishes our conditional formats from others.
    private static final String FORMULA_START = "N(\"tenure ";

    private static final Map<Severity, String> COLOURS =
            Map.of(Severity.ERROR, "F4B6B6", Severity.WARNING, "FFDD99", Severity.NOTE, "BFDDF7");

    private final XSSFWorkbook workbook;
    /// Numbers of the formats that this workbook has so far.
    private final Map<Severity, Integer> formats = new EnumMap<>(Severity.class);

    FindingColours(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    static XSSFColor colour(Severity severity) {
        return new XSSFColor(HexFormat.of().parseHex(COLOURS.getOrDefault(severity, "FFFFFF")), null);
    }

    static void remove(XSSFSheet sheet) {
        var formats = sheet.getCTWorksheet();
        for (int i = formats.sizeOfConditionalFormattingArray() - 1; i >= 0; i--) {
            if (isAnnotation(formats.getConditionalFormattingArray(i))) {
                formats.removeConditionalFormatting(i);
            }
        }
    }

    private static boolean isAnnotation(CTConditionalFormatting format) {
        return format.sizeOfCfRuleArray() == 1
                && format.getCfRuleArray(0).sizeOfFormulaArray() == 1
                && format.getCfRuleArray(0).getFormulaArray(0).startsWith(FORMULA_START);
    }

    void add(XSSFSheet sheet, Map<CellAddress, List<Finding>> cells) {
        Map<Severity, List<String>> places = new EnumMap<>(Severity.class);
        cells.forEach((cell, found) -> places.computeIfAbsent(
                        found.stream()
                                .map(Finding::severity)
                                .min(Severity::compareTo)
                                .orElseThrow(),
                        _ -> new ArrayList<>())
                .add(cell.formatAsString()));
        var worksheet = sheet.getCTWorksheet();
        int priority = 1;
        for (CTConditionalFormatting other : worksheet.getConditionalFormattingList()) {
            for (var rule : other.getCfRuleList()) {
                priority = Math.max(priority, rule.getPriority() + 1);
            }
        }
        for (var place : places.entrySet()) {
            var format = worksheet.addNewConditionalFormatting();
            format.setSqref(place.getValue());
            var rule = format.addNewCfRule();
            rule.setType(STCfType.EXPRESSION);
            rule.setPriority(priority++);
            rule.setDxfId(formats.computeIfAbsent(place.getKey(), this::format));
            rule.addFormula(FORMULA_START + place.getKey().name().toLowerCase(Locale.ROOT) + "\")=0");
        }
    }

    /// The number of the format with a severity's colour; one from an earlier annotation is used again.
    private int format(Severity severity) {
        byte[] colour = HexFormat.of().parseHex("FF" + COLOURS.getOrDefault(severity, "FFFFFF"));
        var styles = workbook.getStylesSource();
        if (styles.getCTStylesheet().isSetDxfs()) {
            var known = styles.getCTStylesheet().getDxfs().getDxfList();
            for (int i = 0; i < known.size(); i++) {
                if (hasOnlyFill(known.get(i), colour)) {
                    return i;
                }
            }
        }
        var format = CTDxf.Factory.newInstance();
        var fill = format.addNewFill().addNewPatternFill();
        fill.setPatternType(STPatternType.SOLID);
        fill.addNewFgColor().setRgb(colour);
        fill.addNewBgColor().setRgb(colour);
        return styles.putDxf(format) - 1;
    }

    private static boolean hasOnlyFill(CTDxf format, byte[] colour) {
        if (format.isSetFont() || format.isSetBorder() || format.isSetNumFmt() || !format.isSetFill()) {
            return false;
        }
        var fill = format.getFill();
        return fill.isSetPatternFill()
                && fill.getPatternFill().isSetBgColor()
                && Arrays.equals(fill.getPatternFill().getBgColor().getRgb(), colour);
    }
}
