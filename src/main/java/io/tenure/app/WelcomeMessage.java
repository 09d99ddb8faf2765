package io.tenure.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.health.SmallRyeHealthReporter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Prints the addresses of the first page and of the API page, and an example request, once the service is ready:
/// when `/q/health/ready` answers 200, and not before.
final class WelcomeMessage implements QuarkusApplication {
    private static final long POLL_MILLIS = 500;

    private final String host;
    private final int port;
    private final Optional<String> password;
    private final SmallRyeHealthReporter health;

    WelcomeMessage(
            SmallRyeHealthReporter health,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "tenure.credentials.file") Optional<String> credentials) {
        this.health = health;
        this.host = host;
        this.port = port;
        // Printed only for demo accounts: elsewhere the output goes to a log.
        this.password = credentials.flatMap(file -> DemoAccounts.password(Path.of(file), "caller"));
    }

    @Override
    public int run(String... args) {
        whenReady(() -> !health.getReadiness().isDown(), this::print);
        Quarkus.waitForExit();
        return 0;
    }

    /// Runs something now if the service is ready; otherwise says that it isn't, and runs it once it is.
    static void whenReady(BooleanSupplier ready, Runnable then) {
        if (ready.getAsBoolean()) {
            then.run();
            return;
        }
        System.err.println("Tenure has started but is not ready; /q/health/ready tells why.");
        Thread.ofPlatform().daemon().name("welcome-message").start(() -> {
            try {
                do {
                    Thread.sleep(POLL_MILLIS);
                } while (!ready.getAsBoolean());
                then.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void print() {
        var address = "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
        System.out.printf(
                Locale.ROOT, """

                Tenure is ready: %1$s/
                API page (role viewer): %1$s/q/swagger-ui

                Request a decision:

                  curl -s%2$s -H 'Content-Type: application/json' %1$s/api/v1/decisions -d '
                  {"customerId": "C07", "asOf": "2026-06-30",
                   "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 45,
                             "volumeCurrent": 200, "volumePrior": 500, "stableDays": 200,
                             "openComplaints": 1, "satisfaction": 2, "marketingConsent": true, "clv": 2500,
                             "currentValueScore": 85, "potentialValueScore": 70}}'

                Ctrl-C stops Tenure; its data is kept.

                """, address, password.map(p -> " -u caller:" + p).orElse(""));
    }
}
