package io.tenure.workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Converts a folder: `from-csv DIR` makes workbooks from CSV files, and `to-csv DIR` exports workbooks as CSV files.
public final class TablesCommand {
    private TablesCommand() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 || !Files.isDirectory(Path.of(arguments[1]))) {
            System.err.println("Usage: from-csv DIR, or to-csv DIR");
            System.exit(2);
            return;
        }
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "from-csv" -> fromCsv(folder);
            case "to-csv" -> toCsv(folder);
            default -> {
                System.err.println("There is no command '" + arguments[0] + "'. Commands: from-csv, to-csv.");
                System.exit(2);
            }
        }
    }

    private static void fromCsv(Path folder) throws IOException {
        Map<String, List<CsvSheet>> csvSheets = readCsvSheets(folder);
        var all = csvSheets.values().stream().flatMap(List::stream).toList();
        var generator = new WorkbookGenerator(OwnDictionary.of(all), CodeLabels.of(all));
        for (var workbook : csvSheets.entrySet()) {
            var generated = generator.generate(workbook.getKey(), workbook.getValue());
            Files.write(folder.resolve(workbook.getKey() + ".xlsx"), generated.xlsx());
            Files.writeString(
                    folder.resolve(generated.about().fileName()),
                    generated.about().csv());
            System.out.println(folder.resolve(workbook.getKey() + ".xlsx"));
        }
    }

    private static void toCsv(Path folder) throws IOException {
        for (Path file : listFiles(folder, ".xlsx")) {
            Map<String, String> exports = CsvExport.of(file.getFileName().toString(), Files.readAllBytes(file));
            if (exports.isEmpty()) {
                System.err.println(file + " cannot be read as a workbook.");
                System.exit(1);
            }
            for (var export : exports.entrySet()) {
                Files.writeString(folder.resolve(export.getKey()), export.getValue());
                System.out.println(folder.resolve(export.getKey()));
            }
        }
    }

    /// The CSV files of a folder by workbook: `stage.Stage.csv` is sheet `Stage` of `stage.xlsx`.
    static Map<String, List<CsvSheet>> readCsvSheets(Path folder) throws IOException {
        var csvSheets = new TreeMap<String, List<CsvSheet>>();
        for (Path file : listFiles(folder, ".csv")) {
            String name = file.getFileName().toString();
            int dot = name.indexOf('.');
            int end = name.length() - ".csv".length();
            if (dot < end) {
                var csvSheet =
                        CsvSheet.read(name.substring(0, dot), name.substring(dot + 1, end), Files.readString(file));
                csvSheets
                        .computeIfAbsent(csvSheet.workbook(), _ -> new ArrayList<>())
                        .add(csvSheet);
            }
        }
        return csvSheets;
    }

    static List<Path> listFiles(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
