import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes the getters and setters that rules use, one for each name of the dictionary: a step of the build.
///
/// `java GenerateFacts.java dictionary.csv DIRECTORY` writes `CustomerFacts`, `MeasureValues` and `DecisionOutcomes`
/// of the package `io.tenure.lifecycle`. A file that is already right is not touched, so that nothing is compiled
/// again for it.
public final class GenerateFacts {
    private static final String PACKAGE = "io.tenure.lifecycle";

    /// Outcomes that no rule sets: the points of the signals add up to them.
    private static final Set<String> WITHOUT_SETTER = Set.of("riskPoints");

    private GenerateFacts() {}

    public static void main(String... args) throws IOException {
        List<Map<String, String>> fields = read(Path.of(args[0]));
        Path directory = Path.of(args[1]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(directory);
        write(
                directory,
                "CustomerFacts",
                "What is known about a customer: a getter for each fact of the dictionary, null where it is unknown.",
                "FACT",
                fields,
                false);
        write(
                directory,
                "MeasureValues",
                "What is computed about a customer: a getter for each measure of the dictionary, null where it is unknown.",
                "MEASURE",
                fields,
                false);
        write(
                directory,
                "DecisionOutcomes",
                "What is decided about a customer: a getter and a setter for each outcome of the dictionary, null while it is"
                        + " not decided.",
                "OUTCOME",
                fields,
                true);
    }

    private static void write(
            Path directory,
            String name,
            String meaning,
            String kind,
            List<Map<String, String>> fields,
            boolean withSetters)
            throws IOException {
        String visibility = withSetters ? "public " : "";
        StringBuilder java = new StringBuilder();
        java.append("// Generated from dictionary.csv by GenerateFacts; changes made here are lost.\n");
        java.append("package ").append(PACKAGE).append(";\n\n");
        java.append(kind.equals("FACT") ? "import java.time.LocalDate;\n" : "");
        java.append("import java.util.List;\n");
        java.append(withSetters ? "import java.util.Map;\n" : "");
        java.append("import org.jspecify.annotations.Nullable;\n\n");
        java.append("/// ").append(meaning).append("\n");
        java.append(visibility).append("abstract class ").append(name).append(" extends FieldValues {\n");
        java.append("    ")
                .append(name)
                .append("(List<Field> fields, @Nullable Object[] values) {\n        super(fields, values);\n    }\n");
        if (withSetters) {
            java.append("\n    /// Writes an outcome on behalf of a rule.\n");
            java.append("    abstract void write(int index, @Nullable Object value);\n");
            java.append(
                    "\n    /// The outcomes by name, for those of a ruleset's own: `outcome[\"serviceLevel\"] == \"PREMIUM\"`.\n");
            java.append("    public Map<String, Object> getOutcome() {\n        return byName();\n    }\n");
        }
        int index = 0;
        for (Map<String, String> field : fields) {
            if (!field.get("kind").equals(kind)) {
                continue;
            }
            String property = Character.toUpperCase(field.get("name").charAt(0))
                    + field.get("name").substring(1);
            String type = javaType(field.get("type"));
            String about = description(field);
            java.append("\n    /// ").append(about).append("\n");
            java.append("    public @Nullable " + type + " get" + property + "() {\n");
            java.append("        return (" + type + ") value(" + index + ");\n    }\n");
            if (withSetters && !WITHOUT_SETTER.contains(field.get("name"))) {
                java.append("\n    /// ").append(about).append("\n");
                java.append("    public void set" + property + "(@Nullable " + type + " value) {\n");
                java.append("        write(" + index + ", value);\n    }\n");
            }
            index++;
        }
        java.append("}\n");
        Path file = directory.resolve(name + ".java");
        if (!Files.exists(file) || !Files.readString(file).contentEquals(java)) {
            Files.writeString(file, java);
        }
    }

    /// What the dictionary says of a field, as a sentence or two of documentation.
    private static String description(Map<String, String> field) {
        StringBuilder text = new StringBuilder(field.get("meaning")).append('.');
        List<String> details = new ArrayList<>();
        if (!field.get("unit").isEmpty()) {
            details.add("unit: " + field.get("unit"));
        }
        if (!field.get("min").isEmpty() || !field.get("max").isEmpty()) {
            details.add(
                    field.get("max").isEmpty()
                            ? "at least " + field.get("min")
                            : field.get("min").isEmpty()
                                    ? "at most " + field.get("max")
                                    : field.get("min") + " to " + field.get("max"));
        }
        if (!field.get("codes").isEmpty()) {
            details.add("one of " + field.get("codes").replace("|", ", "));
        }
        if (!details.isEmpty()) {
            String joined = String.join("; ", details);
            text.append(' ')
                    .append(joined.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(joined, 1, joined.length())
                    .append('.');
        }
        if (!field.get("kind").equals("OUTCOME")) {
            text.append(" When unknown: ").append(field.get("unknown")).append('.');
        }
        return text.toString();
    }

    private static String javaType(String type) {
        return switch (type) {
            case "INTEGER" -> "Integer";
            case "NUMBER" -> "Double";
            case "BOOLEAN" -> "Boolean";
            case "CODE", "TEXT" -> "String";
            case "DATE" -> "LocalDate";
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    /// The rows of the dictionary, by column. Quotes stand only around fields that hold a comma.
    private static List<Map<String, String>> read(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> columns = cells(lines.getFirst());
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
