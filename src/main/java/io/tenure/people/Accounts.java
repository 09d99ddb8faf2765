package io.tenure.people;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.input.InputFault;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The accounts of people: adding, listing, disabling, and changing passwords. Every change is audited.
@Singleton
public final class Accounts {
    private final People people;
    private final ApiTokens tokens;
    private final VerifiedSignIns verified;
    private final Database database;
    private final Audit audit;
    private final Clock clock;
    private final int cost;

    Accounts(
            People people,
            ApiTokens tokens,
            VerifiedSignIns verified,
            Database database,
            Audit audit,
            Clock clock,
            @ConfigProperty(name = "tenure.people.bcrypt-cost") int cost) {
        this.people = people;
        this.tokens = tokens;
        this.verified = verified;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.cost = cost;
    }

    /// The result of a change of accounts or tokens.
    public sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        /// What was given is not valid.
        record Invalid<T>(List<InputFault> faults) implements Result<T> {
            public Invalid {
                faults = List.copyOf(faults);
            }
        }

        /// @param code a short stable name for programs, `no-such-person`
        record Rejected<T>(String code, Text reason) implements Result<T> {}
    }

    /// @param password what was generated, to be shown once; null where the caller chose it
    public record WithPassword(Person person, @Nullable String password) {}

    public List<Person> all() {
        return QuarkusTransaction.joiningExisting()
                .call(() -> people.byName().stream().map(PersonEntity::toPerson).toList());
    }

    /// @param password null for a generated one
    public Result<WithPassword> add(String name, List<String> roles, @Nullable String password, String actor) {
        List<InputFault> faults = new ArrayList<>();
        faults.addAll(AccountChecks.name(name));
        faults.addAll(AccountChecks.roles(roles));
        faults.addAll(AccountChecks.password(password));
        if (!faults.isEmpty()) {
            return new Result.Invalid<>(faults);
        }
        String chosen = password == null ? Secrets.password() : password;
        String hash = BcryptUtil.bcryptHash(chosen, cost);
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (people.isNamed(name) || tokens.isNamed(name)) {
                return new Result.Rejected<>("name-taken", Message.of("people.name-taken.message", "name", name));
            }
            PersonEntity person = new PersonEntity(name, hash, roles, clock.instant());
            people.persistAndFlush(person);
            audit.logSuccess(actor, "person-add", subject(name), String.join(", ", roles));
            return new Result.Done<>(new WithPassword(person.toPerson(), password == null ? chosen : null));
        });
    }

    /// Disables the account, within a minute on every instance.
    public Result<Person> disable(String name, String actor) {
        return change(name, actor, "person-disable", person -> {
            person.disabled = true;
            // Nobody knows this password, so nothing else has to check the flag.
            person.password = BcryptUtil.bcryptHash(Secrets.password(), cost);
            return person.toPerson();
        });
    }

    /// Sets a new password, and enables the account if it was disabled.
    ///
    /// @param password null for a generated one
    public Result<WithPassword> changePassword(String name, @Nullable String password, String actor) {
        List<InputFault> faults = AccountChecks.password(password);
        if (!faults.isEmpty()) {
            return new Result.Invalid<>(faults);
        }
        String chosen = password == null ? Secrets.password() : password;
        String hash = BcryptUtil.bcryptHash(chosen, cost);
        return change(name, actor, "person-password", person -> {
            person.disabled = false;
            person.password = hash;
            return new WithPassword(person.toPerson(), password == null ? chosen : null);
        });
    }

    private interface Change<T> {
        T apply(PersonEntity person);
    }

    private <T> Result<T> change(String name, String actor, String operation, Change<T> change) {
        Result<T> result = QuarkusTransaction.joiningExisting().call(() -> {
            Optional<PersonEntity> person = people.named(name);
            if (person.isEmpty()) {
                return new Result.Rejected<T>(
                        "no-such-person", Message.of("people.no-such-person.message", "name", name));
            }
            T changed = change.apply(person.get());
            // Whoever had the old password may still be signed in.
            database.inCurrentTransaction(
                    c -> Database.execute(c, "delete from session where person = ?", person.get().id));
            audit.logSuccess(actor, operation, subject(name), "");
            return new Result.Done<>(changed);
        });
        verified.forgetAll();
        return result;
    }

    static String subject(String name) {
        return "person:" + name;
    }
}
