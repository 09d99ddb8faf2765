package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.people.AccountsFile;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/// An HTTP client of a running Tenure.
///
/// @param environment may contain `TENURE_URL`, and `TENURE_TOKEN` or `TENURE_USER` and `TENURE_PASSWORD`
/// @param credentialsFile the demo accounts that `./tenure run` created; null if there are none
record ServiceClient(
        Map<String, String> environment, @Nullable Path credentialsFile) {
    private static final String API = "/api/v1";
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);

    static ServiceClient system() {
        String credentials = System.getProperty("tenure.credentials.file");
        return new ServiceClient(System.getenv(), credentials == null ? null : Path.of(credentials));
    }

    /// Sends a request and returns the body of the response.
    ///
    /// @param user the demo account to use, unless the environment sets another user
    /// @param path under `/api/v1`
    /// @throws CliException if the service does not answer, or rejects the request
    String send(String user, String language, String method, String path, String type, byte[] body, String accept)
            throws IOException, CliException {
        String url = url();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + API + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", accept)
                .header("Accept-Language", language)
                .header("Authorization", authorization(user))
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
                    "Tenure does not answer at " + url + ". Start it with ./tenure run, or set TENURE_URL.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw CliException.failure("Interrupted.");
        }
    }

    String url() {
        return environment.getOrDefault("TENURE_URL", "http://localhost:8080").replaceFirst("/+$", "");
    }

    /// The value of the header `Authorization`.
    ///
    /// @param user the demo account to use, unless the environment sets another user
    String authorization(String user) throws IOException, CliException {
        String token = environment.get("TENURE_TOKEN");
        if (token != null) {
            return "Bearer " + token.strip();
        }
        String name = environment.get("TENURE_USER");
        String password = environment.get("TENURE_PASSWORD");
        if (name == null || password == null) {
            name = user;
            password = demoPassword(user);
        }
        if (password == null) {
            throw CliException.failure("Not signed in. Set TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD."
                    + (credentialsFile == null ? "" : " There is no account " + user + " in " + credentialsFile + "."));
        }
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private @Nullable String demoPassword(String user) throws IOException {
        return credentialsFile == null || !Files.isReadable(credentialsFile)
                ? null
                : AccountsFile.read(credentialsFile).password(user).orElse(null);
    }

    private static CliException rejected(HttpResponse<String> response) {
        try {
            JsonNode problem = new ObjectMapper().readTree(response.body());
            StringBuilder words = new StringBuilder(problem.path("detail")
                    .asText("The service rejected the request with status " + response.statusCode() + "."));
            for (JsonNode fault : problem.path("faults")) {
                words.append("\n  ")
                        .append(fault.path("pointer").asText())
                        .append(": ")
                        .append(fault.path("message").asText())
                        .append(' ')
                        .append(fault.path("expected").asText());
            }
            return CliException.failure(words.toString());
        } catch (JsonProcessingException _) {
            return CliException.failure("The service rejected the request with status " + response.statusCode() + ".");
        }
    }
}
