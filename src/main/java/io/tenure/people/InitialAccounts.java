package io.tenure.people;

import io.quarkus.runtime.StartupEvent;
import io.tenure.storage.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Creates the accounts of a file at startup if they don't exist: the first accounts of a new database, and the demo
/// accounts of `./tenure run`.
///
/// Each line of the file is `name:password:role,role`; empty lines and lines that begin with `#` don't count.
/// Accounts that exist keep their password and roles.
@Singleton
final class InitialAccounts {
    /// After the schema migration, before anything that authenticates users.
    private static final int AFTER_SCHEMA = 10;

    private static final Logger LOG = Logger.getLogger(InitialAccounts.class);
    private static final String ACTOR = "tenure";
    private static final int FIELDS = 3;

    private final Accounts accounts;
    private final Database database;
    private final Optional<String> file;
    private final boolean identityProvider;

    InitialAccounts(
            Accounts accounts,
            Database database,
            @ConfigProperty(name = "tenure.people.accounts-file") Optional<String> file,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean identityProvider) {
        this.accounts = accounts;
        this.database = database;
        this.file = file;
        this.identityProvider = identityProvider;
    }

    void start(@Observes @Priority(AFTER_SCHEMA) StartupEvent event) throws IOException {
        if (file.isPresent()) {
            create(Path.of(file.get()));
        } else if (!identityProvider && names().isEmpty()) {
            LOG.warn("There is no account and no identity provider, so nobody can sign in. Name a file with the first"
                    + " account in tenure.people.accounts-file: a line NAME:PASSWORD:operator, readable only by its"
                    + " owner.");
        }
    }

    private void create(Path path) throws IOException {
        List<String> existing = names();
        List<String> created = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.strip().split(":", FIELDS);
            if (fields.length < FIELDS) {
                throw new IllegalStateException("Line " + number + " of " + path + " is not NAME:PASSWORD:ROLE,ROLE.");
            }
            if (existing.contains(fields[0])) {
                continue;
            }
            switch (accounts.add(fields[0], List.of(fields[2].split(",")), fields[1], ACTOR)) {
                case Accounts.Result.Done<?> _ -> created.add(fields[0]);
                case Accounts.Result.Rejected<?> rejected ->
                    throw new IllegalStateException("Line " + number + " of " + path + ": "
                            + String.join(
                                    " ",
                                    rejected.reasons().stream().map(r -> r.en()).toList()));
            }
        }
        if (!created.isEmpty()) {
            LOG.infof("Created the accounts %s.", String.join(", ", created));
        }
    }

    /// By SQL, because the first Hibernate query is slow and most starts need no other.
    private List<String> names() {
        return database.list(r -> r.getString(1), "select name from person");
    }
}
