package io.tenure.history;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenure.storage.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What the record is made with.
final class Parts {
    private Parts() {}

    @Produces
    @Singleton
    static Seal seal(HistorySettings settings) {
        if (!settings.record()) {
            return new Seal(Keys.forNothing());
        }
        try {
            return new Seal(
                    Keys.of(settings.keys().orElse(""), settings.markKey().orElse("")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The record can't be kept: %s. Without a record, tenure.history.record=false needs no keys."
                            .formatted(e.getMessage()));
        }
    }

    @Produces
    @Singleton
    static Months months(Database database) {
        return new Months(database);
    }
}
