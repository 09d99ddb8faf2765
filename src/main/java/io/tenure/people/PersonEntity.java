package io.tenure.people;

import io.quarkus.security.jpa.Password;
import io.quarkus.security.jpa.Roles;
import io.quarkus.security.jpa.UserDefinition;
import io.quarkus.security.jpa.Username;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.NaturalId;
import org.jspecify.annotations.Nullable;

/// A row of the table `person`. Public with public fields, because the security extension's generated class reads it.
@Entity
@UserDefinition
@Table(name = "person")
public class PersonEntity {
    private static final String SEPARATOR = ",";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    public Long id;

    /// A natural id, so that signing in needs no query language, whose parser takes long to load.
    @NaturalId
    @Username
    public String name;

    /// A bcrypt hash in modular crypt format, `$2a$10$…`; of a random password once the account is disabled.
    @Password
    public String password;

    /// The names of [io.tenure.http.Roles], comma-separated.
    @Roles
    public String roles;

    public boolean disabled;
    public Instant createdAt;

    @Version
    public int version;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected PersonEntity() {}

    PersonEntity(String name, String password, List<String> roles, Instant createdAt) {
        this.name = name;
        this.password = password;
        this.roles = String.join(SEPARATOR, roles);
        this.createdAt = createdAt;
    }

    Person toPerson() {
        return new Person(name, List.of(roles.split(SEPARATOR)), disabled, createdAt);
    }
}
