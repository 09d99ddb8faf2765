package io.tenure.start;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// A database server that the process starts and stops by itself, for trying things out.
///
/// Only the build for a JVM brings one.
interface OwnDatabase {
    /// Found as the class is initialised, which for a native binary is while it is built.
    Optional<Maker> HERE =
            ServiceLoader.load(Maker.class, Maker.class.getClassLoader()).findFirst();

    /// Makes the database in a folder, once no other process uses it.
    interface Maker {
        OwnDatabase at(Path folder) throws CannotStart;
    }

    /// Starts the server, creating what is missing, and returns its JDBC address.
    String start() throws IOException, CannotStart;

    /// Stops the server that runs on this data, whoever started it, and waits until it is gone.
    void stop() throws IOException;

    String user();

    Path log();
}
