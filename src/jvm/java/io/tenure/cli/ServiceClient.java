package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A running Tenure, spoken to over HTTP.
///
/// @param environment where `TENURE_URL` stands, and `TENURE_TOKEN`, or `TENURE_USER` and `TENURE_PASSWORD`
/// @param usersFile the file of people that `./tenure run` made; null where there is none
record ServiceClient(
        Map<String, String> environment, @Nullable Path usersFile) {
    private static final String API = "/api/v1";
    private static final String USER_KEY_PREFIX = "quarkus.security.users.embedded.users.";
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);

    static ServiceClient system() {
        String users = System.getProperty("tenure.users.file");
        return new ServiceClient(System.getenv(), users == null ? null : Path.of(users));
    }

    /// Sends a request and gives back its answer's body.
    ///
    /// @param person who asks, unless the environment says otherwise
    /// @param path under `/api/v1`
    /// @throws CliException if the service refuses, in its own words
    String send(String person, String language, String method, String path, String type, byte[] body, String accept)
            throws IOException, CliException {
        String url = url();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + API + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", accept)
                .header("Accept-Language", language)
                .header("Authorization", credentials(person))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            if (response.statusCode() >= 300) {
                throw rejected(response);
            }
            return response.body();
        } catch (ConnectException _) {
            throw CliException.failure(
                    "No Tenure answers at " + url + "; start one with ./tenure run, or set TENURE_URL.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw CliException.failure("Interrupted.");
        }
    }

    String url() {
        return environment.getOrDefault("TENURE_URL", "http://localhost:8080").replaceFirst("/+$", "");
    }

    /// What the header `Authorization` says.
    ///
    /// @param person who asks, unless the environment says otherwise
    String credentials(String person) throws IOException, CliException {
        String token = environment.get("TENURE_TOKEN");
        if (token != null) {
            return "Bearer " + token.strip();
        }
        String name = environment.get("TENURE_USER");
        String password = environment.get("TENURE_PASSWORD");
        if (name == null || password == null) {
            name = person;
            password = passwords().getProperty(USER_KEY_PREFIX + person);
        }
        if (password == null) {
            throw CliException.failure("Who are you? Set TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD"
                    + (usersFile == null ? "." : "; there is no " + person + " in " + usersFile + "."));
        }
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private Properties passwords() throws IOException {
        Properties properties = new Properties();
        if (usersFile != null && Files.isReadable(usersFile)) {
            try (Reader reader = Files.newBufferedReader(usersFile)) {
                properties.load(reader);
            }
        }
        return properties;
    }

    private static CliException rejected(HttpResponse<String> response) {
        try {
            JsonNode problem = new ObjectMapper().readTree(response.body());
            StringBuilder words = new StringBuilder(
                    problem.path("detail").asText("Refused with status " + response.statusCode() + "."));
            for (JsonNode fault : problem.path("faults")) {
                words.append("\n  ")
                        .append(fault.path("pointer").asText())
                        .append(" [")
                        .append(fault.path("code").asText())
                        .append("]: ")
                        .append(fault.path("message").asText())
                        .append(' ')
                        .append(fault.path("expected").asText());
            }
            return CliException.failure(words.toString());
        } catch (JsonProcessingException _) {
            return CliException.failure("Refused with status " + response.statusCode() + ".");
        }
    }
}
