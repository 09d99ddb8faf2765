package io.tenure.people;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenure.storage.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Creates the accounts of a file at startup if they don't exist: the first accounts of a new database, and the
/// demo accounts of `./tenure run`.
///
/// Accounts that exist keep their password and roles.
@Singleton
final class InitialAccounts {
    /// After the schema migration, before anything that authenticates users.
    private static final int AFTER_SCHEMA = 10;

    private static final Logger LOG = Logger.getLogger(InitialAccounts.class);
    private static final String ACTOR = "tenure";

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
        AccountsFile initial = AccountsFile.read(path);
        List<String> faults = new ArrayList<>();
        initial.malformedLines()
                .forEach(line -> faults.add("Line " + line + " of " + path + " is not NAME:PASSWORD:ROLE,ROLE."));
        List<String> existing = names();
        List<String> created = new ArrayList<>();
        for (AccountsFile.Account account : initial.accounts()) {
            if (existing.contains(account.name())) {
                continue;
            }
            switch (accounts.add(account.name(), account.roles(), account.password(), ACTOR)) {
                case Accounts.Result.Done<?> _ -> created.add(account.name());
                case Accounts.Result.Invalid<?> invalid ->
                    faults.add("Line " + account.line() + " of " + path + ": "
                            + String.join(
                                    " ",
                                    invalid.faults().stream()
                                            .map(fault -> fault.message().en())
                                            .toList()));
                case Accounts.Result.Rejected<?> rejected ->
                    faults.add("Line " + account.line() + " of " + path + ": "
                            + rejected.reason().en());
            }
        }
        if (!created.isEmpty()) {
            LOG.infof("Created the accounts %s.", String.join(", ", created));
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join(" ", faults));
        }
    }

    /// By SQL, because the first Hibernate query is slow and most starts need no other.
    private List<String> names() {
        return database.list(r -> r.getString(1), "select name from person");
    }
}
