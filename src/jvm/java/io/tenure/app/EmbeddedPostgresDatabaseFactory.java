package io.tenure.app;

import java.nio.file.Path;

/// Creates [EmbeddedPostgresDatabase]s. Public only because a service loader instantiates it.
public final class EmbeddedPostgresDatabaseFactory implements EmbeddedDatabase.Factory {
    @Override
    public EmbeddedDatabase at(Path folder) throws StartupException {
        return EmbeddedPostgresDatabase.at(folder);
    }
}
