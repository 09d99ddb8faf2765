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

    List<PersonEntity> byName() {
        return list("order by name");
    }
}
