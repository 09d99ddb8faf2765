package io.tenure.people;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The rows of the table `person`.
@Singleton
class People implements PanacheRepository<PersonEntity> {
    Optional<PersonEntity> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /// Whether there is a person of this name, in small or capital letters.
    boolean isNamed(String name) {
        return count("lower(name) = lower(?1)", name) > 0;
    }

    List<PersonEntity> byName() {
        return list("order by name");
    }
}
