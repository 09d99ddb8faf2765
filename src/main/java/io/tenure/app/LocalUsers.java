package io.tenure.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// People who may use a Tenure that is being tried out: a file of names, roles and passwords, made at the first
/// start.
///
/// The passwords are made by chance, so that none is ever known before; only the file's owner may read it.
final class LocalUsers {
    private static final String USER_KEY_PREFIX = "quarkus.security.users.embedded.users.";
    private static final String ROLE_KEY_PREFIX = "quarkus.security.users.embedded.roles.";
    private static final int PASSWORD_BYTES = 15;

    private static final Map<String, List<String>> DEMO_ACCOUNTS = demoAccounts();

    private LocalUsers() {}

    /// The file, made if it isn't there.
    static Path createIfMissing(Path path) throws StartupException {
        var file = path.toAbsolutePath().normalize();
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return file;
        } catch (IOException failure) {
            throw new StartupException("The users in %s cannot be used: %s.".formatted(file, failure), failure);
        }
    }

    private static void create(Path file) throws IOException {
        var random = new SecureRandom();
        var content = new StringBuilder("""
                # Who may use this Tenure. Made at its first start; add, change or remove people and start it again.
                # Roles: caller (decide), viewer (look), author (tables), rule-engineer (tables and code),
                # approver (publish, roll back), operator (metrics, audit, roll back).
                """);
        var shown = new StringBuilder(
                "People who may use it, with passwords made just now (kept in %s):%n%n".formatted(file));
        DEMO_ACCOUNTS.forEach((name, roles) -> {
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
            shown.append("  %-9s %s  %s%n".formatted(name, password, String.join(", ", roles)));
        });
        SecretFile.write(file, content.toString());
        System.out.println(shown);
    }

    private static Map<String, List<String>> demoAccounts() {
        var people = new LinkedHashMap<String, List<String>>();
        people.put("caller", List.of("caller"));
        people.put("viewer", List.of("viewer"));
        people.put("author", List.of("author", "viewer"));
        people.put("engineer", List.of("rule-engineer", "author", "viewer"));
        people.put("approver", List.of("approver", "viewer"));
        people.put("operator", List.of("operator", "viewer"));
        return people;
    }
}
