package io.tenure.release;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// What an impact run found for a version of a draft. Stays when the draft is deleted.
@Entity
@Immutable
@Table(name = "impact_run")
class ImpactRunEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    int draft;
    int version;
    int againstRelease;
    String createdBy;

    @Generated(sql = "clock_timestamp()")
    @Nullable
    Instant createdAt;

    boolean wholeRecord;
    int distinctCustomers;
    int customers;
    int lost;
    int skipped;
    int levelChanges;
    String firstCause;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ImpactRunEntity() {}

    ImpactRunEntity(Draft draft, int againstRelease, String createdBy, Impact.Measure measure) {
        this.draft = draft.id();
        this.version = draft.version();
        this.againstRelease = againstRelease;
        this.createdBy = createdBy;
        this.wholeRecord = measure.wholeRecord();
        this.distinctCustomers = measure.customers() + measure.lost();
        this.customers = measure.customers();
        this.lost = measure.lost();
        this.skipped = measure.skipped();
        this.levelChanges = measure.levelChanges();
        this.firstCause = measure.firstCause();
    }

    Impact.Measure measure() {
        return new Impact.Measure(wholeRecord, customers, lost, skipped, levelChanges, firstCause);
    }

    /// How many customers the active release decided.
    int decided() {
        return customers + lost;
    }

    /// The share of them, 0 to 1, for whom the draft changes the retention level or decides nothing.
    double levelChangeShare() {
        return (double) (levelChanges + lost) / decided();
    }

    /// Whether the limit can be measured by this run: on the whole record, or on enough customers.
    boolean isLargeEnough(int minCustomers) {
        return decided() > 0 && (distinctCustomers >= minCustomers || wholeRecord && skipped == 0);
    }
}
