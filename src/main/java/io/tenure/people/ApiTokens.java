package io.tenure.people;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;

/// The rows of the table `api_token`.
@Singleton
class ApiTokens implements PanacheRepository<ApiTokenEntity> {
    /// Whether there is a token of this name, in small or capital letters.
    boolean isNamed(String name) {
        return count("lower(name) = lower(?1)", name) > 0;
    }

    List<ApiTokenEntity> byName() {
        return list("order by name, id");
    }
}
