package io.tenure;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The accounts of the tests, with a random password for this run.
public final class UsersForTests {
    /// The class is loaded more than once; its copies share a system property.
    private static final String PASSWORD = "tenure.test.password";

    private static final Map<String, List<String>> ROLES = Map.of(
            "caller", List.of("caller"),
            "viewer", List.of("viewer"),
            "ann", List.of("author", "viewer"),
            "eve", List.of("rule-engineer", "author", "viewer"),
            "bob", List.of("approver", "viewer"),
            "max", List.of("author", "approver", "viewer"),
            "olga", List.of("operator"),
            "tester", List.of("caller", "viewer"));

    private UsersForTests() {}

    /// A request with the roles caller and viewer.
    public static RequestSpecification given() {
        return as("tester");
    }

    public static RequestSpecification as(String name) {
        return RestAssured.given().auth().preemptive().basic(name, password());
    }

    public static synchronized String password() {
        String known = System.getProperty(PASSWORD);
        if (known == null) {
            known = UUID.randomUUID().toString();
            System.setProperty(PASSWORD, known);
        }
        return known;
    }

    /// A file of these accounts, and hashes that are cheap to make.
    static Map<String, String> configuration() {
        return Map.of("tenure.people.accounts-file", accountsFile().toString(), "tenure.people.bcrypt-cost", "4");
    }

    private static Path accountsFile() {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(ROLES)
                .forEach((name, roles) -> lines.append(name)
                        .append(':')
                        .append(password())
                        .append(':')
                        .append(String.join(",", roles))
                        .append('\n'));
        try {
            // Tests run in several processes, each with a password of its own.
            Path file = Path.of(
                            "target",
                            "accounts-for-tests-" + ProcessHandle.current().pid())
                    .toAbsolutePath();
            Files.createDirectories(file.getParent());
            return Files.writeString(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
