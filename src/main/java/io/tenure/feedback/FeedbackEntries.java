package io.tenure.feedback;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// The recorded feedback.
@Singleton
class FeedbackEntries implements PanacheRepositoryBase<FeedbackEntity, FeedbackEntity.Key> {
    /// All feedback on a decision, the earliest first.
    List<FeedbackEntity> on(UUID decision) {
        return list("decision = ?1 order by at, recordedAt, type, action", decision);
    }
}
