package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.record.DecisionPayload;
import io.tenure.record.RecentDecisions;
import io.tenure.record.StoredDecision;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads the latest decision about each customer in the last [#DAYS] days, as it was answered.
///
/// What is stored about decisions is encrypted, so that they have to be read one by one.
@Singleton
final class RecentResponses {
    static final int DAYS = 30;

    /// How many customers are looked at, those decided last.
    private static final int MAX_CUSTOMERS = 5_000;

    private static final int CHUNK_SIZE = 250;

    private final RecentDecisions decisions;

    RecentResponses(RecentDecisions decisions) {
        this.decisions = decisions;
    }

    /// @param response is given each, in no order
    /// @return how many customers were looked at
    int read(Instant now, Consumer<JsonNode> response) {
        List<UUID> ids = decisions.latest(
                MAX_CUSTOMERS, LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS), null);
        for (int i = 0; i < ids.size(); i += CHUNK_SIZE) {
            for (StoredDecision stored : decisions.read(ids.subList(i, Math.min(i + CHUNK_SIZE, ids.size())))) {
                DecisionPayload payload = stored.payload();
                if (payload != null) {
                    response.accept(payload.readResponse().root());
                }
            }
        }
        return ids.size();
    }
}
