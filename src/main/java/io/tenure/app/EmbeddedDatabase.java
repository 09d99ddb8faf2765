package io.tenure.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// A database server that the process starts and stops by itself, for trying things out.
///
/// Only the build for a JVM brings one.
interface EmbeddedDatabase {
    /// Found as the class is initialised, which for a native binary is while it is built.
    Optional<Factory> FACTORY =
            ServiceLoader.load(Factory.class, Factory.class.getClassLoader()).findFirst();

    /// Makes the database in a folder, once no other process uses it.
    interface Factory {
        EmbeddedDatabase at(Path folder) throws StartupException;
    }

    /// Starts the server, creating what is missing, and returns its JDBC address.
    String start() throws IOException, StartupException;

    /// Stops the server that runs on this data, whoever started it, and waits until it is gone.
    void stop() throws IOException;

    String user();

    Path log();
}
