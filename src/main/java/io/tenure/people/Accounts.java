package io.tenure.people;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.http.Roles;
import io.tenure.storage.Audit;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The accounts of people: adding, listing, disabling, and changing passwords. Every change is audited.
@Singleton
public final class Accounts {
    /// The roles that an account or a token may have, in the order in which they are listed.
    public static final List<String> ROLES =
            List.of(Roles.CALLER, Roles.VIEWER, Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER, Roles.OPERATOR);

    static final int MIN_PASSWORD_LENGTH = 12;

    /// bcrypt ignores what comes after its 72nd byte.
    static final int MAX_PASSWORD_BYTES = 72;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    private final People people;
    private final ApiTokens tokens;
    private final VerifiedSignIns verified;
    private final Audit audit;
    private final Clock clock;
    private final int cost;

    Accounts(
            People people,
            ApiTokens tokens,
            VerifiedSignIns verified,
            Audit audit,
            Clock clock,
            @ConfigProperty(name = "tenure.people.bcrypt-cost") int cost) {
        this.people = people;
        this.tokens = tokens;
        this.verified = verified;
        this.audit = audit;
        this.clock = clock;
        this.cost = cost;
    }

    /// The result of a change of accounts or tokens.
    public sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        /// @param code a short stable name for programs, `no-such-person`
        /// @param reasons everything that is wrong, for people
        record Rejected<T>(String code, List<Text> reasons) implements Result<T> {
            public Rejected {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /// @param password what was generated, to be shown once; null where the caller chose it
    public record WithPassword(Person person, @Nullable String password) {}

    public List<Person> all() {
        return QuarkusTransaction.joiningExisting()
                .call(() -> people.byName().stream().map(PersonEntity::toPerson).toList());
    }

    /// @param password null for a generated one
    public Result<WithPassword> add(String name, List<String> roles, @Nullable String password, String actor) {
        List<Text> faults = new ArrayList<>();
        checkName(name, faults);
        checkRoles(roles, faults);
        checkPassword(password, faults);
        if (!faults.isEmpty()) {
            return new Result.Rejected<>("bad-input", faults);
        }
        String chosen = password == null ? Secrets.password() : password;
        String hash = BcryptUtil.bcryptHash(chosen, cost);
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (people.named(name).isPresent() || tokens.isNamed(name)) {
                return new Result.Rejected<>(
                        "name-taken", List.of(Message.of("people.name-taken.message", "name", name)));
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
        List<Text> faults = new ArrayList<>();
        checkPassword(password, faults);
        if (!faults.isEmpty()) {
            return new Result.Rejected<>("bad-input", faults);
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
                        "no-such-person", List.of(Message.of("people.no-such-person.message", "name", name)));
            }
            T changed = change.apply(person.get());
            audit.logSuccess(actor, operation, subject(name), "");
            return new Result.Done<>(changed);
        });
        verified.forgetAll();
        return result;
    }

    static String subject(String name) {
        return "person:" + name;
    }

    static void checkName(String name, List<Text> faults) {
        if (!NAME.matcher(name).matches()) {
            faults.add(Message.of("people.invalid-name.message", "name", name));
        }
    }

    static void checkRoles(List<String> roles, List<Text> faults) {
        if (roles.isEmpty()) {
            faults.add(Message.of("people.no-roles.message", "roles", ROLES));
        }
        Set<String> known = Set.copyOf(ROLES);
        roles.stream()
                .filter(role -> !known.contains(role))
                .forEach(role -> faults.add(Message.of("people.unknown-role.message", "role", role, "roles", ROLES)));
    }

    private static void checkPassword(@Nullable String password, List<Text> faults) {
        if (password == null) {
            return;
        }
        if (password.length() < MIN_PASSWORD_LENGTH) {
            faults.add(Message.of("people.short-password.message", "min", MIN_PASSWORD_LENGTH));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
            faults.add(Message.of("people.long-password.message", "max", MAX_PASSWORD_BYTES));
        }
    }
}
