package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The dictionary of a folder of CSV files, for the notes and drop-downs of its workbooks: the standard one, and what
/// the settings add. Lenient: what is wrong there is left out here, and reported when the bundle is read.
final class OwnDictionary {
    private final List<CsvSheet> csvSheets;

    private OwnDictionary(List<CsvSheet> csvSheets) {
        this.csvSheets = csvSheets;
    }

    static Dictionary of(List<CsvSheet> csvSheets) {
        return new OwnDictionary(csvSheets).read();
    }

    private Dictionary read() {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (Map<String, String> row : rows("Codes")) {
            codes.computeIfAbsent(row.getOrDefault("outcome", ""), _ -> new ArrayList<>())
                    .add(row.getOrDefault("code", ""));
        }
        List<Field> own = new ArrayList<>();
        for (Map<String, String> row : rows("Attributes")) {
            List<String> list = Arrays.stream(row.getOrDefault("codes", "").split("[,|]"))
                    .map(String::strip)
                    .filter(code -> !code.isEmpty())
                    .toList();
            add(own, row, FieldKind.FACT, list, "meaning");
        }
        for (Map<String, String> row : rows("Outcomes")) {
            List<String> list = codes.remove(row.getOrDefault("name", ""));
            add(own, row, FieldKind.OUTCOME, list == null ? List.of() : list, "label");
        }
        Dictionary dictionary = Dictionary.standard().with(own, codes);
        return dictionary.with(actionParts(dictionary));
    }

    private List<Field> actionParts(Dictionary dictionary) {
        return csvSheets.stream()
                .filter(sheet -> isSheet(sheet, "Actions"))
                .flatMap(sheet -> sheet.rows().getFirst().stream())
                .flatMap(heading -> dictionary.find(heading).stream())
                .filter(field -> field.kind() == FieldKind.OUTCOME && field.type() == FieldType.CODE)
                .map(field -> field.asCandidatePart(field.meaning()))
                .toList();
    }

    private static void add(
            List<Field> own, Map<String, String> row, FieldKind kind, List<String> codes, String label) {
        String name = row.getOrDefault("name", "");
        String type = row.getOrDefault("type", "");
        if (!name.isEmpty()
                && Arrays.stream(FieldType.values())
                        .anyMatch(known -> known.name().equals(type))) {
            Text words = words(row, label);
            own.add(Field.own(
                    name,
                    kind,
                    FieldType.valueOf(type),
                    row.getOrDefault("unit", ""),
                    number(row.getOrDefault("min", "")),
                    number(row.getOrDefault("max", "")),
                    codes,
                    words,
                    row.getOrDefault("meaning", "").isEmpty() ? words : words(row, "meaning"),
                    row.getOrDefault("phase", "")));
        }
    }

    private static Text words(Map<String, String> row, String heading) {
        return Text.of(row.getOrDefault(heading, ""), row.getOrDefault(heading + "Zh", ""));
    }

    private static @Nullable Double number(String cell) {
        return cell.matches("-?\\d+(\\.\\d+)?") ? Double.valueOf(cell) : null;
    }

    private List<Map<String, String>> rows(String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (CsvSheet sheet : csvSheets) {
            if (isSheet(sheet, name)) {
                for (int r = 1; r < sheet.rows().size(); r++) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int c = 0; c < sheet.columns(); c++) {
                        row.put(sheet.at(0, c), sheet.at(r, c));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static boolean isSheet(CsvSheet sheet, String name) {
        return sheet.workbook().equals("settings") && sheet.sheet().equals(name);
    }
}
