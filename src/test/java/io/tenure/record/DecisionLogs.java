package io.tenure.record;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.enterprise.inject.spi.CDI;

/// Makes the decision log of another instance on the same database.
public final class DecisionLogs {
    private DecisionLogs() {}

    public static DecisionLog start() throws Exception {
        DecisionLog log = new DecisionLog(
                bean(Database.class),
                bean(PayloadCipher.class),
                bean(MonthlyPartitions.class),
                bean(KeyFingerprints.class),
                bean(RecordSettings.class),
                new SimpleMeterRegistry());
        log.start(new StartupEvent());
        return log;
    }

    public static void stop(DecisionLog log) throws Exception {
        log.stop(new ShutdownEvent());
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
