package io.tenure.app;

import java.nio.file.Path;

/// Makes [EmbeddedPostgresDatabase]s. Public because a service loader makes it; of no use elsewhere.
public final class EmbeddedPostgresDatabaseFactory implements EmbeddedDatabase.Factory {
    @Override
    public EmbeddedDatabase at(Path folder) throws StartupException {
        return EmbeddedPostgresDatabase.at(folder);
    }
}
