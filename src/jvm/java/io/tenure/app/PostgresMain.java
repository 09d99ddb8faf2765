package io.tenure.app;

import java.io.IOException;
import java.nio.file.Path;

/// Runs the embedded database without the service: prints its JDBC URL with user and password, and stops at the
/// end of standard input.
///
/// For measurements and for training the AOT cache, where the database must not count.
public final class PostgresMain {
    private PostgresMain() {}

    /// @param args the folder for its data
    public static void main(String... args) throws IOException {
        try {
            EmbeddedDatabase database = EmbeddedPostgresDatabase.at(Path.of(args[0]));
            String address = database.start();
            System.out.println(address + "?user=" + database.user() + "&password=" + database.password());
            while (System.in.read() >= 0) {
                // Waits for the end of the input.
            }
            database.stop();
        } catch (StartupException reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
    }
}
