package io.tenure.batch;

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
/// @param users the file of people that `./tenure run` made; null where there is none
record Service(Map<String, String> environment, @Nullable Path users) {
    private static final String API = "/api/v1";
    private static final String NAMES = "quarkus.security.users.embedded.users.";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    static Service system() {
        String users = System.getProperty("tenure.users.file");
        return new Service(System.getenv(), users == null ? null : Path.of(users));
    }

    /// Sends a request and gives back its answer's body.
    ///
    /// @param person who asks, unless the environment says otherwise
    /// @param path under `/api/v1`
    /// @throws CannotDecide if the service refuses, in its own words
    String send(String person, String language, String method, String path, String type, byte[] body, String accept)
            throws IOException, CannotDecide {
        String url = url();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + API + path))
                .timeout(LONGEST)
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
                throw refused(response);
            }
            return response.body();
        } catch (ConnectException _) {
            throw CannotDecide.because(
                    "No Tenure answers at " + url + "; start one with ./tenure run, or set TENURE_URL.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw CannotDecide.because("Interrupted.");
        }
    }

    String url() {
        return environment.getOrDefault("TENURE_URL", "http://localhost:8080").replaceFirst("/+$", "");
    }

    /// What the header `Authorization` says.
    ///
    /// @param person who asks, unless the environment says otherwise
    String credentials(String person) throws IOException, CannotDecide {
        String token = environment.get("TENURE_TOKEN");
        if (token != null) {
            return "Bearer " + token.strip();
        }
        String name = environment.get("TENURE_USER");
        String password = environment.get("TENURE_PASSWORD");
        if (name == null || password == null) {
            name = person;
            password = passwords().getProperty(NAMES + person);
        }
        if (password == null) {
            throw CannotDecide.because("Who are you? Set TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD"
                    + (users == null ? "." : "; there is no " + person + " in " + users + "."));
        }
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private Properties passwords() throws IOException {
        Properties properties = new Properties();
        if (users != null && Files.isReadable(users)) {
            try (Reader reader = Files.newBufferedReader(users)) {
                properties.load(reader);
            }
        }
        return properties;
    }

    private static CannotDecide refused(HttpResponse<String> response) {
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
            return CannotDecide.because(words.toString());
        } catch (JsonProcessingException _) {
            return CannotDecide.because("Refused with status " + response.statusCode() + ".");
        }
    }
}
