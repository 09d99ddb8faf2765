package io.tenure.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Prints the address of the API page and an example request once the service is ready.
final class WelcomeMessage implements QuarkusApplication {

    private final String host;
    private final int port;
    private final Optional<String> password;

    WelcomeMessage(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "tenure.credentials.file") Optional<String> credentials) {
        this.host = host;
        this.port = port;
        // Printed only for demo accounts: elsewhere the output goes to a log.
        this.password = credentials.flatMap(file -> DemoAccounts.password(Path.of(file), "caller"));
    }

    @Override
    public int run(String... args) {
        var address = "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
        System.out.printf(
                Locale.ROOT, """

                Tenure is ready. API page (role viewer): %1$s/q/swagger-ui

                Request a decision:

                  curl -s%2$s -H 'Content-Type: application/json' %1$s/api/v1/decisions -d '
                  {"customerId": "C07", "asOf": "2026-06-30",
                   "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 45,
                             "volumeCurrent": 200, "volumePrior": 500, "stableDays": 200,
                             "openComplaints": 1, "satisfaction": 2, "marketingConsent": true, "clv": 2500,
                             "currentValueScore": 85, "potentialValueScore": 70}}'

                Ctrl-C stops Tenure; its data is kept.

                """, address, password.map(p -> " -u caller:" + p).orElse(""));
        Quarkus.waitForExit();
        return 0;
    }
}
