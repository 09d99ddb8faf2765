package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The commands on a folder of workbooks: `dress DIR` makes workbooks of CSV twins, `twins DIR` the other
/// way about.
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
        Map<String, List<CsvSheet>> twins = readCsvSheets(folder);
        var all = twins.values().stream().flatMap(List::stream).toList();
        var dresser = new WorkbookGenerator(Dictionary.standard(), CodeLabels.of(all));
        for (var workbook : twins.entrySet()) {
            var dressed = dresser.generate(workbook.getKey(), workbook.getValue());
            Files.write(folder.resolve(workbook.getKey() + ".xlsx"), dressed.xlsx());
            Files.writeString(
                    folder.resolve(dressed.about().fileName()), dressed.about().csv());
            System.out.println(folder.resolve(workbook.getKey() + ".xlsx"));
        }
    }

    private static void toCsv(Path folder) throws IOException {
        for (Path file : listFiles(folder, ".xlsx")) {
            Map<String, String> twins = CsvExport.of(file.getFileName().toString(), Files.readAllBytes(file));
            if (twins.isEmpty()) {
                System.err.println(file + " cannot be read as a workbook.");
                System.exit(1);
            }
            for (var twin : twins.entrySet()) {
                Files.writeString(folder.resolve(twin.getKey()), twin.getValue());
                System.out.println(folder.resolve(twin.getKey()));
            }
        }
    }

    /// The twins of a folder by workbook: `stage.Stage.csv` is sheet `Stage` of `stage.xlsx`.
    static Map<String, List<CsvSheet>> readCsvSheets(Path folder) throws IOException {
        var twins = new TreeMap<String, List<CsvSheet>>();
        for (Path file : listFiles(folder, ".csv")) {
            String name = file.getFileName().toString();
            int dot = name.indexOf('.');
            int end = name.length() - ".csv".length();
            if (dot < end) {
                var twin = CsvSheet.read(name.substring(0, dot), name.substring(dot + 1, end), Files.readString(file));
                twins.computeIfAbsent(twin.workbook(), _ -> new ArrayList<>()).add(twin);
            }
        }
        return twins;
    }

    static List<Path> listFiles(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
