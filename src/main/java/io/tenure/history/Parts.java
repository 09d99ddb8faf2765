package io.tenure.history;

import io.tenure.storage.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What the record is made with.
final class Parts {
    private Parts() {}

    @Produces
    @Singleton
    static Seal seal(HistorySettings settings) {
        return new Seal(
                settings.record()
                        ? Keys.of(settings.keys().orElse(""), settings.markKey().orElse(""))
                        : Keys.forNothing());
    }

    @Produces
    @Singleton
    static Months months(Database database) {
        return new Months(database);
    }
}
