package io.tenure.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// The library that reads and writes Parquet. It loads no extensions beyond its own, and so nothing from elsewhere.
final class DuckDb {
    private static final String MAX_MEMORY = "256MB";

    private DuckDb() {}

    /// @param file of the database, where more is kept than fits into memory; null for none
    static DuckDBConnection open(@Nullable Path file) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + (file == null ? "" : file), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set autoload_known_extensions = false");
            statement.execute("set memory_limit = '" + MAX_MEMORY + "'");
            // Deciding needs the cores.
            statement.execute("set threads = 1");
            return connection.unwrap(DuckDBConnection.class);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /// A text within a statement.
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A name within a statement.
    static String name(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    static IOException failure(SQLException failure) {
        return new IOException(reason(failure), failure);
    }

    /// What the library says that failed, in a line.
    static String reason(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
