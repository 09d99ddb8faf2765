package io.tenure.release;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// The one row of table `active_release`: which release decides.
@Entity
@Table(name = "active_release")
class ActiveReleaseEntity {
    /// Always true: the key that lets the table hold one row only.
    @Id
    @Column(name = "sole")
    boolean sole;

    @Column(name = "release")
    int release;

    /// For Hibernate.
    protected ActiveReleaseEntity() {}
}
