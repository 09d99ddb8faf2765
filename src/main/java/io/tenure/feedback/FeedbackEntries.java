package io.tenure.feedback;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// The recorded feedback.
@Singleton
class FeedbackEntries implements PanacheRepositoryBase<FeedbackEntity, FeedbackEntity.Key> {
    /// What was recorded before and may be the same: of the same time, or of any where the time isn't known.
    List<FeedbackEntity> earlier(FeedbackEntity.Key key, boolean atGiven) {
        return atGiven
                ? findByIdOptional(key).stream().toList()
                : list(
                        "decision = ?1 and type = ?2 and action = ?3 order by at, recordedAt",
                        key.decision(),
                        key.type(),
                        key.action());
    }

    /// All feedback on a decision, the earliest first.
    List<FeedbackEntity> on(UUID decision) {
        return list("decision = ?1 order by at, recordedAt, type, action", decision);
    }
}
