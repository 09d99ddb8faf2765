package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The published releases, and the pointer to the active one. Called within a transaction.
@ApplicationScoped
class Releases implements PanacheRepositoryBase<ReleaseEntity, Integer> {

    Optional<ReleaseEntity> active() {
        return find("number = (select a.release from ActiveReleaseEntity a)").firstResultOptional();
    }

    /// The number for the next release. Publishers elsewhere wait from here to the end of the transaction.
    int nextNumber() {
        getEntityManager()
                .createNativeQuery("lock table active_release in exclusive mode")
                .executeUpdate();
        return find("order by number desc")
                        .firstResultOptional()
                        .map(r -> r.number)
                        .orElse(0)
                + 1;
    }

    /// Stores a release and makes it the active one.
    void publish(ReleaseEntity release) {
        persist(release);
        flush();
        getEntityManager()
                .createNativeQuery("insert into active_release (release) values (:number)"
                        + " on conflict (sole) do update set release = excluded.release")
                .setParameter("number", release.number)
                .executeUpdate();
    }
}
