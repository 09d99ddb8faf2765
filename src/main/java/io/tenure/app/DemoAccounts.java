package io.tenure.app;

import io.tenure.people.AccountsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The accounts of a demonstration: a file of names, passwords and roles, created at the first start.
///
/// The passwords are random, so that none is known in advance; only the owner of the file may read it.
final class DemoAccounts {
    private static final String ACCOUNTS_FILE = "tenure.people.accounts-file";
    private static final int PASSWORD_BYTES = 15;

    private static final Map<String, List<String>> ROLES_BY_NAME = rolesByName();

    private DemoAccounts() {}

    /// Has the service create the accounts of the file in its database. If the file is missing, it is created and the
    /// passwords are printed once.
    static void configure(Path path) throws StartupException {
        var file = path.toAbsolutePath().normalize();
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            System.setProperty(ACCOUNTS_FILE, file.toString());
        } catch (IOException failure) {
            throw new StartupException("The accounts in %s cannot be used: %s.".formatted(file, failure), failure);
        }
    }

    /// The password of a demo account; empty where the file has none or can't be read.
    static Optional<String> password(Path file, String name) {
        try {
            return AccountsFile.read(file).password(name);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static void create(Path file) throws IOException {
        var random = new SecureRandom();
        var content = new StringBuilder("""
                # Demo accounts, name:password:roles, created in the database at the first start. Change them with
                # ./tenure people; what is changed there does not change this file.
                """);
        var table = new StringBuilder("Created demo accounts (passwords are stored in %s):%n%n".formatted(file));
        ROLES_BY_NAME.forEach((name, roles) -> {
            var bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            content.append(name)
                    .append(':')
                    .append(password)
                    .append(':')
                    .append(String.join(",", roles))
                    .append('\n');
            table.append("  %-9s %s  %s%n".formatted(name, password, String.join(", ", roles)));
        });
        SecretFile.write(file, content.toString());
        System.out.println(table);
    }

    private static Map<String, List<String>> rolesByName() {
        var accounts = new LinkedHashMap<String, List<String>>();
        accounts.put("caller", List.of("caller"));
        accounts.put("viewer", List.of("viewer"));
        accounts.put("author", List.of("author", "viewer"));
        accounts.put("engineer", List.of("rule-engineer", "author", "viewer"));
        accounts.put("approver", List.of("approver", "viewer"));
        accounts.put("operator", List.of("operator", "viewer"));
        return accounts;
    }
}
