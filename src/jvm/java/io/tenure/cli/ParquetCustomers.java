package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerSource;
import io.tenure.input.InputFault;
import io.tenure.input.TableRow;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Customers as rows of a Parquet file, whose columns have the names of the dictionary.
///
/// Null is unknown, and so is NaN, which is how data frames write it. A whole number may be stored as any number, a day
/// as a day or as a time on it.
final class ParquetCustomers implements CustomerSource {
    private final Connection connection;
    private final ResultSet rows;
    private final List<String> names;
    private final CustomerReader reader;
    private final @Nullable LocalDate asOf;
    private final long count;
    private long row;

    private ParquetCustomers(
            Connection connection,
            ResultSet rows,
            List<String> names,
            CustomerReader reader,
            @Nullable LocalDate asOf,
            long count) {
        this.connection = connection;
        this.rows = rows;
        this.names = names;
        this.reader = reader;
        this.asOf = asOf;
        this.count = count;
    }

    /// @param renamed names of the dictionary by the columns that stand for them
    /// @param asOf the day of rows without one; null if each must have one
    static ParquetCustomers open(
            Path file, Map<String, String> renamed, CustomerReader reader, @Nullable LocalDate asOf)
            throws UnreadableFileException {
        String table = "read_parquet(" + DuckDb.quoted(file.toString()) + ")";
        Connection connection = null;
        try {
            connection = DuckDb.open(null);
            Map<String, String> columns = columns(connection, table);
            List<String> names = columns.keySet().stream()
                    .map(column -> renamed.getOrDefault(column, column))
                    .toList();
            checkHeading(names, columns, renamed, reader);
            List<String> selected = new ArrayList<>();
            columns.forEach((column, type) -> selected.add(text(DuckDb.name(column), type)));
            long count = count(connection, table);
            ResultSet rows = connection
                    .createStatement()
                    .executeQuery("select " + String.join(", ", selected) + " from " + table);
            return new ParquetCustomers(connection, rows, names, reader, asOf, count);
        } catch (SQLException failure) {
            close(connection);
            throw UnreadableFileException.of(
                    Message.of("cli.parquet.unreadable", "file", file.toString(), "reason", DuckDb.reason(failure)));
        } catch (UnreadableFileException | RuntimeException failure) {
            close(connection);
            throw failure;
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException _) {
            // What failed before is told.
        }
    }

    /// The types of the columns by their names, in their order.
    private static Map<String, String> columns(Connection connection, String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("describe select * from " + table)) {
            while (found.next()) {
                columns.put(found.getString("column_name"), found.getString("column_type"));
            }
        }
        return columns;
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from " + table)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static void checkHeading(
            List<String> names, Map<String, String> columns, Map<String, String> renamed, CustomerReader reader)
            throws UnreadableFileException {
        List<Text> wrong = new ArrayList<>();
        for (String column : renamed.keySet()) {
            if (!columns.containsKey(column)) {
                wrong.add(Message.of("cli.parquet.no-column", "name", column));
            }
        }
        names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .distinct()
                .forEach(name -> wrong.add(Message.of("cli.parquet.twice", "name", name)));
        for (InputFault fault : reader.unknownColumns(names)) {
            wrong.add(fault.message());
        }
        columns.forEach((column, type) -> {
            if (!type.matches("[A-Z_ ]+(\\(.*\\))?") || type.equals("BLOB")) {
                wrong.add(Message.of("cli.parquet.type", "name", column, "type", type));
            }
        });
        if (!wrong.isEmpty()) {
            throw UnreadableFileException.of(Text.of(
                    String.join("\n  ", wrong.stream().map(Text::en).toList()),
                    String.join("\n  ", wrong.stream().map(Text::zh).toList())));
        }
    }

    /// An expression for the text of a column as the dictionary writes it.
    private static String text(String column, String type) {
        if (type.equals("FLOAT") || type.equals("DOUBLE") || type.startsWith("DECIMAL")) {
            String number = "cast(" + column + " as double)";
            return "case when isnan(" + number + ") then null when " + number + " = trunc(" + number + ") and abs("
                    + number + ") < 1e15 then cast(cast(" + number + " as bigint) as varchar) else cast(" + number
                    + " as varchar) end";
        }
        return type.startsWith("TIMESTAMP")
                ? "cast(cast(" + column + " as date) as varchar)"
                : "cast(" + column + " as varchar)";
    }

    /// Rows of the file.
    long count() {
        return count;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        try {
            if (!rows.next()) {
                return null;
            }
            row++;
            Map<String, String> cells = LinkedHashMap.newLinkedHashMap(names.size() + 1);
            for (int i = 0; i < names.size(); i++) {
                String cell = rows.getString(i + 1);
                cells.put(names.get(i), cell == null ? "" : cell);
            }
            if (asOf != null && cells.getOrDefault("asOf", "").isEmpty()) {
                cells.put("asOf", asOf.toString());
            }
            TableRow customer = new TableRow(row, cells, Map.of());
            return new Entry(row, customer.customerId(), () -> reader.readRow(customer));
        } catch (SQLException failure) {
            throw DuckDb.failure(failure);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw DuckDb.failure(failure);
        }
    }
}
