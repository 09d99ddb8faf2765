package io.tenure.cli;

import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.response.DecisionResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Decisions as a Parquet file: the customer, the day, every outcome in a column of its name and type, and the first
/// actions. They are collected in a file beside it, since Parquet is written as a whole.
final class ParquetOutput implements OutputFormat {
    private static final String TABLE = "decisions";
    private static final int ACTIONS = 3;

    private final Path collected;
    private final Path written;
    private final List<Field> outcomes;
    private final DuckDBConnection connection;
    private final DuckDBAppender appender;

    private ParquetOutput(
            Path collected, Path written, List<Field> outcomes, DuckDBConnection connection, DuckDBAppender appender) {
        this.collected = collected;
        this.written = written;
        this.outcomes = outcomes;
        this.connection = connection;
        this.appender = appender;
    }

    /// @param out the file that is to be written
    static ParquetOutput open(Path out, Dictionary dictionary) throws IOException {
        List<Field> outcomes = dictionary.fields(FieldKind.OUTCOME);
        Path collected = out.resolveSibling(out.getFileName() + ".rows");
        // A run that was killed left them.
        deleteRows(collected);
        try {
            DuckDBConnection connection = DuckDb.open(collected);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table " + TABLE + " (" + columns(outcomes) + ")");
            }
            return new ParquetOutput(
                    collected,
                    out.resolveSibling(out.getFileName() + ".written"),
                    outcomes,
                    connection,
                    connection.createAppender(TABLE));
        } catch (SQLException failure) {
            throw DuckDb.failure(failure);
        }
    }

    private static String columns(List<Field> outcomes) {
        StringBuilder columns = new StringBuilder("\"customerId\" varchar, \"asOf\" date");
        for (Field outcome : outcomes) {
            String type = switch (outcome.type()) {
                case INTEGER -> "bigint";
                case NUMBER -> "double";
                case BOOLEAN -> "boolean";
                case DATE -> "date";
                case CODE, TEXT -> "varchar";
            };
            columns.append(", ").append(DuckDb.name(outcome.name())).append(' ').append(type);
        }
        for (int i = 1; i <= ACTIONS; i++) {
            columns.append(", action")
                    .append(i)
                    .append(" varchar, score")
                    .append(i)
                    .append(" double");
        }
        return columns.toString();
    }

    @Override
    public FormattedDecision format(DecisionResponse response) {
        DecisionResult result = response.result();
        @Nullable Object[] values = new Object[2 + outcomes.size() + 2 * ACTIONS];
        values[0] = result.customer().getCustomerId();
        values[1] = result.customer().getAsOf();
        for (int i = 0; i < outcomes.size(); i++) {
            values[2 + i] = value(
                    outcomes.get(i), result.decision().value(outcomes.get(i).name()));
        }
        int column = 2 + outcomes.size();
        for (NextBestAction action :
                result.nextBestActions().stream().limit(ACTIONS).toList()) {
            values[column++] = action.action();
            values[column++] = action.score();
        }
        return new FormattedDecision.Values(values);
    }

    private static @Nullable Object value(Field outcome, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number ->
                switch (outcome.type()) {
                    case INTEGER -> number.longValue();
                    case NUMBER -> number.doubleValue();
                    case BOOLEAN, CODE, TEXT, DATE -> value.toString();
                };
            case Boolean _, LocalDate _ -> value;
            default -> value.toString();
        };
    }

    @Override
    public void write(FormattedDecision formatted, OutputStream out) throws IOException {
        if (!(formatted instanceof FormattedDecision.Values row)) {
            return;
        }
        try {
            appender.beginRow();
            for (Object value : row.values()) {
                append(value);
            }
            appender.endRow();
        } catch (SQLException failure) {
            throw DuckDb.failure(failure);
        }
    }

    private void append(@Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (value instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (value instanceof Long number) {
            appender.append(number.longValue());
        } else if (value instanceof Boolean flag) {
            appender.append(flag.booleanValue());
        } else if (value instanceof LocalDate day) {
            appender.append(day);
        } else {
            appender.append(value.toString());
        }
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        try (Statement statement = connection.createStatement()) {
            appender.close();
            statement.execute("copy " + TABLE + " to " + DuckDb.quoted(written.toString())
                    + " (format parquet, compression zstd)");
        } catch (SQLException failure) {
            throw DuckDb.failure(failure);
        }
        Files.copy(written, out);
    }

    @Override
    public void close() throws IOException {
        try {
            appender.close();
            connection.close();
        } catch (SQLException failure) {
            throw DuckDb.failure(failure);
        } finally {
            Files.deleteIfExists(written);
            deleteRows(collected);
        }
    }

    /// The file of the database, and that of its changes.
    private static void deleteRows(Path collected) throws IOException {
        Files.deleteIfExists(collected);
        Files.deleteIfExists(collected.resolveSibling(collected.getFileName() + ".wal"));
    }
}
