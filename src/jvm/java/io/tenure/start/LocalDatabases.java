package io.tenure.start;

import java.nio.file.Path;

/// Makes [LocalDatabase]s. Public because a service loader makes it; of no use elsewhere.
public final class LocalDatabases implements OwnDatabase.Maker {
    @Override
    public OwnDatabase at(Path folder) throws CannotStart {
        return LocalDatabase.at(folder);
    }
}
