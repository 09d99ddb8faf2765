package io.tenure.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The accounts of a demonstration: a file of names, passwords and roles, created at the first start.
///
/// The passwords are random, so that none is known in advance; only the owner of the file may read it.
final class DemoAccounts {
    private static final String USER_KEY_PREFIX = "quarkus.security.users.embedded.users.";
    private static final String ROLE_KEY_PREFIX = "quarkus.security.users.embedded.roles.";
    private static final int PASSWORD_BYTES = 15;

    private static final Map<String, List<String>> ROLES_BY_NAME = rolesByName();

    private DemoAccounts() {}

    /// Makes the accounts known to the service, as system properties. If the file is missing, it is created and the
    /// passwords are printed once.
    static void configure(Path path) throws StartupException {
        var file = path.toAbsolutePath().normalize();
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            var accounts = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                accounts.load(reader);
            }
            accounts.stringPropertyNames().forEach(key -> System.setProperty(key, accounts.getProperty(key)));
        } catch (IOException failure) {
            throw new StartupException("The accounts in %s cannot be used: %s.".formatted(file, failure), failure);
        }
    }

    private static void create(Path file) throws IOException {
        var random = new SecureRandom();
        var content = new StringBuilder("""
                # The accounts of this Tenure, created at its first start. After a change, restart it.
                # Roles: caller (decides), viewer (reads), author (tables), rule-engineer (tables and code),
                # approver (publishes, rolls back), operator (metrics, audit, rolls back).
                """);
        var table = new StringBuilder("Created demo accounts (passwords are stored in %s):%n%n".formatted(file));
        ROLES_BY_NAME.forEach((name, roles) -> {
            var bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            content.append('\n')
                    .append(USER_KEY_PREFIX)
                    .append(name)
                    .append('=')
                    .append(password);
            content.append('\n')
                    .append(ROLE_KEY_PREFIX)
                    .append(name)
                    .append('=')
                    .append(String.join(",", roles));
            content.append('\n');
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
