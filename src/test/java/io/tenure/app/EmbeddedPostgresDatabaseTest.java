package io.tenure.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void theServiceSignsInWithAPasswordAndIsNoSuperuserAlsoAfterARestart() throws Exception {
        Path data = folder.resolve("new/postgres");
        String password = inAnotherProcess(data, url -> {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept (id integer)");
            }
            return url.replaceFirst(".*&password=", "");
        });
        EmbeddedDatabase database = EmbeddedPostgresDatabase.at(data);
        try {
            String url = database.start();
            assertThat(database.password()).isEqualTo(password);
            assertRejected(url, "postgres", "");
            assertRejected(url, "postgres", password);
            assertRejected(url, database.user(), "wrong");
            try (Connection connection = DriverManager.getConnection(url, database.user(), password);
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table kept");
                try (ResultSet role = statement.executeQuery("select rolsuper or rolcreaterole or rolcreatedb or"
                        + " rolreplication or rolbypassrls from pg_roles where rolname = current_user")) {
                    role.next();
                    assertThat(role.getBoolean(1)).isFalse();
                }
            }
            for (Path path : new Path[] {folder.resolve("new"), data, data.resolve("data")}) {
                assertThat(permissions(path)).as(path.toString()).isEqualTo("rwx------");
            }
            assertThat(permissions(data.resolve("password"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("superuser-password"))).isEqualTo("rw-------");
        } finally {
            database.stop();
        }
    }

    @Test
    void aFolderThatOthersCouldEnterIsClosedToThem() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        EmbeddedPostgresDatabase.at(folder);
        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    @Test
    void dataOfAnOlderBuildIsToldInASentence() throws Exception {
        Files.createFile(folder.resolve("initialised"));
        EmbeddedDatabase database = EmbeddedPostgresDatabase.at(folder);
        assertThatThrownBy(database::start)
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("The data in " + folder + " is of an older build, ")
                .hasMessageContaining("./tenure run --data DIR");
    }

    private interface Use {
        String of(String url) throws SQLException;
    }

    /// Its library starts a folder once in a process only.
    private static String inAnotherProcess(Path data, Use use) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresMain.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.startsWith("jdbc:")) {
                line = output.readLine();
            }
            return use.of(Objects.requireNonNull(line));
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private static void assertRejected(String url, String user, String password) {
        assertThatThrownBy(
                        () -> DriverManager.getConnection(url, user, password).close())
                .as(user)
                .isInstanceOf(SQLException.class);
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
