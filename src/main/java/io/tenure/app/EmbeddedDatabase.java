package io.tenure.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// A database server that the process itself starts and stops, for development and demonstration.
///
/// Only the JVM build has one.
interface EmbeddedDatabase {
    /// Looked up when the class is initialised; for a native binary that is at build time.
    Optional<Factory> FACTORY =
            ServiceLoader.load(Factory.class, Factory.class.getClassLoader()).findFirst();

    /// Creates embedded databases.
    interface Factory {
        /// The database in a folder.
        ///
        /// @throws StartupException if another process uses the folder, or it cannot be written
        EmbeddedDatabase at(Path folder) throws StartupException;
    }

    /// Starts the server, creating what is missing, and returns its JDBC URL.
    String start() throws IOException, StartupException;

    /// Stops the server that runs on this data, even if another process started it, and waits until it has ended.
    void stop() throws IOException;

    /// The database role of the service, without superuser rights.
    String user();

    /// Its password, the same after a restart; known once the server has started.
    String password() throws IOException;

    /// The log file of the server.
    Path log();
}
