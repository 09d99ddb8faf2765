package io.tenure.people;

import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.ValueBinding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the names, roles, passwords and days of accounts and API tokens may be.
///
/// Each method gives the faults of one member, at its JSON pointer; none if it is valid.
public final class AccountChecks {
    static final int MIN_PASSWORD_LENGTH = 12;

    /// bcrypt ignores what comes after its 72nd byte.
    static final int MAX_PASSWORD_BYTES = 72;

    public static final int MAX_DAYS = 3_650;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    /// What the audit log calls the service itself.
    private static final String SERVICE = "tenure";

    private AccountChecks() {}

    public static List<InputFault> name(String name) {
        return NAME.matcher(name).matches() && !name.equalsIgnoreCase(SERVICE)
                ? List.of()
                : List.of(new InputFault(
                        "invalid-text",
                        "/name",
                        name,
                        Message.of("people.name.expected"),
                        Message.of("people.invalid-name.message", "name", name)));
    }

    public static List<InputFault> roles(List<String> roles) {
        Text expected = Message.of("people.roles.expected", "roles", Roles.ALL);
        if (roles.isEmpty()) {
            return List.of(new InputFault(
                    "missing", "/roles", null, expected, Message.of("people.no-roles.message", "roles", Roles.ALL)));
        }
        List<InputFault> faults = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            String role = roles.get(i);
            if (roles.indexOf(role) < i) {
                faults.add(new InputFault(
                        "duplicate",
                        "/roles/" + i,
                        role,
                        expected,
                        Message.of("people.repeated-role.message", "role", role)));
            } else if (!Roles.ALL.contains(role)) {
                faults.add(new InputFault(
                        "unknown-code",
                        "/roles/" + i,
                        role,
                        expected,
                        ValueBinding.didYouMean(
                                Message.of("people.unknown-role.message", "role", role, "roles", Roles.ALL),
                                Dictionary.nearest(role, Roles.ALL).orElse(""))));
            }
        }
        return faults;
    }

    /// @param password null where one is to be generated; never shown in a fault
    public static List<InputFault> password(@Nullable String password) {
        if (password == null) {
            return List.of();
        }
        if (password.length() < MIN_PASSWORD_LENGTH) {
            return List.of(passwordFault(Message.of("people.short-password.message", "min", MIN_PASSWORD_LENGTH)));
        }
        return password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES
                ? List.of(passwordFault(Message.of("people.long-password.message", "max", MAX_PASSWORD_BYTES)))
                : List.of();
    }

    private static InputFault passwordFault(Text message) {
        return new InputFault(
                "invalid-text",
                "/password",
                null,
                Message.of("people.password.expected", "min", MIN_PASSWORD_LENGTH, "max", MAX_PASSWORD_BYTES),
                message);
    }

    public static List<InputFault> days(int days) {
        return days >= 1 && days <= MAX_DAYS
                ? List.of()
                : List.of(new InputFault(
                        "out-of-range",
                        "/days",
                        days,
                        Message.of("people.days.expected", "max", MAX_DAYS),
                        Message.of("people.invalid-days.message", "days", days, "max", MAX_DAYS)));
    }
}
