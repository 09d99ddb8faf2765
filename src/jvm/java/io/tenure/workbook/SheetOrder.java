package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.workbook.CellStyles.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// Puts the sheets of a workbook in the order in which people read them.
final class SheetOrder {
    private static final List<String> SETTINGS =
            List.of("Phases", "Parameters", "Actions", "Contacts", "Attributes", "Labels");

    private SheetOrder() {}

    /// Settings sheets in their fixed order; a table before the tables that read what it writes.
    static List<CsvSheet> sort(List<CsvSheet> twins) {
        var left = new ArrayList<>(twins.stream()
                .sorted(java.util.Comparator.comparing((CsvSheet t) -> settingsPosition(t.sheet()))
                        .thenComparing(CsvSheet::sheet))
                .toList());
        var arranged = new ArrayList<CsvSheet>();
        while (!left.isEmpty()) {
            CsvSheet next = left.stream()
                    .filter(t -> left.stream().noneMatch(other -> other != t && reads(t, other)))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            arranged.add(next);
        }
        return arranged;
    }

    private static int settingsPosition(String sheet) {
        int place = SETTINGS.indexOf(sheet);
        return place < 0 ? SETTINGS.size() : place;
    }

    private static boolean reads(CsvSheet reader, CsvSheet writer) {
        Set<String> read = new HashSet<>(names(reader, "CONDITION"));
        read.retainAll(names(writer, "ACTION"));
        return !read.isEmpty();
    }

    private static Set<String> names(CsvSheet twin, String kind) {
        var names = new LinkedHashSet<String>();
        for (TableLayout table : TableLayout.of(twin)) {
            for (int i = 0; i < table.kinds().size(); i++) {
                if (table.kinds().get(i).equals(kind)) {
                    names.add(table.names().get(i));
                }
            }
        }
        return names;
    }
}
