package io.tenure;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    static Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        ROLES.forEach((name, roles) -> {
            configuration.put("quarkus.security.users.embedded.users." + name, password());
            configuration.put("quarkus.security.users.embedded.roles." + name, String.join(",", roles));
        });
        return configuration;
    }
}
