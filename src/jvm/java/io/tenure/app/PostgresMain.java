package io.tenure.app;

import java.io.IOException;
import java.nio.file.Path;

/// The local database without the service: prints its address, and stops when its input ends.
///
/// For measuring, and for training a cache of compiled code, where the database must not count.
public final class PostgresMain {
    private PostgresMain() {}

    /// @param args the folder for its data
    public static void main(String... args) throws IOException {
        try {
            EmbeddedDatabase database = EmbeddedPostgresDatabase.at(Path.of(args[0]));
            System.out.println(database.start());
            while (System.in.read() >= 0) {
                // Only its end counts.
            }
            database.stop();
        } catch (StartupException reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
    }
}
