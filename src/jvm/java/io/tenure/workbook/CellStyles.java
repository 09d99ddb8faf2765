package io.tenure.workbook;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// The cell styles of one workbook, each made once.
final class CellStyles {
    /// What a cell is for; decides its colours and the alignment of its text.
    enum Role {
        TITLE(null, "1F3A5F", true, 14, HorizontalAlignment.LEFT, false),
        SECTION(null, "1F3A5F", true, 11, HorizontalAlignment.LEFT, false),
        ROW_LABEL("F3F5F8", "33415C", true, 10, HorizontalAlignment.LEFT, true),
        PROSE(null, "222222", false, 10, HorizontalAlignment.LEFT, true),
        TECHNICAL("F0F0F0", "8A8A8A", false, 9, HorizontalAlignment.LEFT, false),
        NAME_HEADING("5B6573", "FFFFFF", true, 10, HorizontalAlignment.CENTER, true),
        CONDITION_HEADING("1F4E79", "FFFFFF", true, 10, HorizontalAlignment.CENTER, true),
        ACTION_HEADING("2E6B4F", "FFFFFF", true, 10, HorizontalAlignment.CENTER, true),
        REASON_HEADING("7A6A4F", "FFFFFF", true, 10, HorizontalAlignment.CENTER, true),
        NAME("F3F5F8", "33415C", true, 10, HorizontalAlignment.LEFT, false),
        CONDITION("FFFFFF", "1B1B1B", false, 10, HorizontalAlignment.CENTER, true),
        ACTION("EDF6F0", "1B3D2C", true, 10, HorizontalAlignment.CENTER, true),
        REASON("FFFFFF", "4A4A4A", false, 10, HorizontalAlignment.LEFT, true),
        PLAIN("FFFFFF", "1B1B1B", false, 10, HorizontalAlignment.LEFT, true),
        PLAIN_NUMBER("FFFFFF", "1B1B1B", false, 10, HorizontalAlignment.RIGHT, false);

        final @org.jspecify.annotations.Nullable String fill;
        final String textColour;
        final boolean bold;
        final int fontPoints;
        final HorizontalAlignment alignment;
        final boolean wrapsText;

        Role(
                @org.jspecify.annotations.Nullable String fill,
                String textColour,
                boolean bold,
                int fontPoints,
                HorizontalAlignment alignment,
                boolean wrapsText) {
            this.fill = fill;
            this.textColour = textColour;
            this.bold = bold;
            this.fontPoints = fontPoints;
            this.alignment = alignment;
            this.wrapsText = wrapsText;
        }

        boolean hasBorder() {
            return fill != null && this != TECHNICAL;
        }
    }

    static final String GENERAL = "General";
    static final String TEXT = "@";
    static final String DATE = "yyyy-mm-dd";
    /// Spelled out, because some programs show an unformatted boolean as 1 or 0.
    static final String BOOLEAN = "\"TRUE\";\"TRUE\";\"FALSE\"";

    private record StyleKey(Role role, String format, boolean quoted) {}

    private final XSSFWorkbook workbook;
    private final Map<StyleKey, XSSFCellStyle> styles = new HashMap<>();

    CellStyles(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    /// @param quoted whether the text starts like a formula and must not be taken for one when it is edited
    XSSFCellStyle of(Role role, String format, boolean quoted) {
        return styles.computeIfAbsent(new StyleKey(role, format, quoted), this::create);
    }

    static String percent(int decimals) {
        return decimals <= 0 ? "0%" : "0." + "0".repeat(decimals) + "%";
    }

    private XSSFCellStyle create(StyleKey key) {
        XSSFCellStyle style = workbook.createCellStyle();
        Role role = key.role;
        XSSFFont font = workbook.createFont();
        font.setFontName("Calibri");
        font.setFontHeightInPoints((short) role.fontPoints);
        font.setBold(role.bold);
        font.setColor(colour(role.textColour));
        style.setFont(font);
        if (role.fill != null) {
            style.setFillForegroundColor(colour(role.fill));
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        if (role.hasBorder()) {
            style.setBorderTop(BorderStyle.THIN);
            style.setBorderBottom(BorderStyle.THIN);
            style.setBorderLeft(BorderStyle.THIN);
            style.setBorderRight(BorderStyle.THIN);
            XSSFColor line = colour("D5DAE1");
            style.setTopBorderColor(line);
            style.setBottomBorderColor(line);
            style.setLeftBorderColor(line);
            style.setRightBorderColor(line);
        }
        style.setAlignment(role.alignment);
        style.setVerticalAlignment(
                role == Role.PROSE || role == Role.ROW_LABEL ? VerticalAlignment.TOP : VerticalAlignment.CENTER);
        style.setWrapText(role.wrapsText);
        if (role.alignment == HorizontalAlignment.LEFT && role.hasBorder()
                || role == Role.PROSE
                || role == Role.PLAIN_NUMBER) {
            style.setIndention((short) 1);
        }
        style.setQuotePrefixed(key.quoted);
        style.setDataFormat(workbook.createDataFormat().getFormat(key.format));
        return style;
    }

    private static XSSFColor colour(String rgb) {
        return new XSSFColor(java.util.HexFormat.of().parseHex(rgb), null);
    }
}
