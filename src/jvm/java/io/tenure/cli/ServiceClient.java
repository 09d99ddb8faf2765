package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.people.AccountsFile;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An HTTP client of a running Tenure.
///
/// @param environment of the process; may contain `TENURE_URL`, and `TENURE_TOKEN` or `TENURE_USER` and
/// `TENURE_PASSWORD`
/// @param credentialsFile the demo accounts that `./tenure run` created; null if there are none
record ServiceClient(
        Map<String, String> environment, @Nullable Path credentialsFile) {
    private static final String API = "/api/v1";
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);

    /// Opened at the first request, and shared by all.
    private static final class Connections {
        static final HttpClient CLIENT = HttpClient.newHttpClient();
    }

    static ServiceClient system() {
        String credentials = System.getProperty("tenure.credentials.file");
        return new ServiceClient(System.getenv(), credentials == null ? null : Path.of(credentials));
    }

    /// Sends a request and returns the body of the response.
    ///
    /// @param user the demo account to use, unless the environment sets another user
    /// @param path under `/api/v1`
    /// @throws CliException if the service does not answer, or rejects the request
    String send(String user, Locale locale, String method, String path, String type, byte[] body, String accept)
            throws IOException, CliException {
        return new String(exchange(user, locale, method, path, type, body, accept), UTF_8);
    }

    /// Gets a file.
    ///
    /// @param user the demo account to use, unless the environment sets another user
    /// @param path under `/api/v1`
    /// @throws CliException if the service does not answer, or rejects the request
    byte[] download(String user, Locale locale, String path) throws IOException, CliException {
        return exchange(user, locale, "GET", path, "", new byte[0], "*/*");
    }

    private byte[] exchange(
            String user, Locale locale, String method, String path, String type, byte[] body, String accept)
            throws IOException, CliException {
        String url = url();
        HttpRequest.Builder request = request(url, path)
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", accept)
                .header("Accept-Language", locale.getLanguage())
                .header("Authorization", authorization(user))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        HttpResponse<byte[]> response;
        try {
            response = Connections.CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException _) {
            throw CliException.failure(Message.of("cli.service.unreachable", "url", url));
        } catch (HttpTimeoutException _) {
            throw CliException.failure(
                    Message.of("cli.service.timeout", "url", url, "minutes", REQUEST_TIMEOUT.toMinutes()));
        } catch (IOException _) {
            throw CliException.failure(Message.of("cli.service.connection-lost", "url", url));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw CliException.failure(Message.of("cli.interrupted"));
        }
        if (response.statusCode() >= 300) {
            throw rejected(response);
        }
        return response.body();
    }

    /// Sends a request whose body and response are JSON.
    ///
    /// @param path under `/api/v1`
    /// @param body null for none
    /// @throws CliException if the service does not answer, or rejects the request
    JsonNode sendJson(String user, Locale locale, String method, String path, @Nullable JsonNode body)
            throws IOException, CliException {
        return MAPPER.readTree(send(
                user,
                locale,
                method,
                path,
                body == null ? "" : JSON,
                body == null ? new byte[0] : MAPPER.writeValueAsBytes(body),
                JSON));
    }

    /// The query part of a path, from names and values; null values are omitted.
    static String query(@Nullable Object... pairs) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(pairs[i])
                        .append('=')
                        .append(URLEncoder.encode(String.valueOf(pairs[i + 1]), UTF_8));
            }
        }
        return query.toString();
    }

    private static HttpRequest.Builder request(String url, String path) throws CliException {
        try {
            return HttpRequest.newBuilder(URI.create(url + API + path));
        } catch (IllegalArgumentException _) {
            throw CliException.failure(Message.of("cli.service.invalid-url", "url", url));
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
            throw CliException.failure(
                    credentialsFile == null
                            ? Message.of("cli.service.not-signed-in")
                            : Message.of(
                                    "cli.service.no-account", "account", user, "file", credentialsFile.toString()));
        }
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private @Nullable String demoPassword(String user) throws IOException {
        return credentialsFile == null || !Files.isReadable(credentialsFile)
                ? null
                : AccountsFile.read(credentialsFile).password(user).orElse(null);
    }

    private static CliException rejected(HttpResponse<byte[]> response) {
        Text status = Message.of("cli.service.rejected", "status", response.statusCode());
        try {
            JsonNode problem = MAPPER.readTree(response.body());
            List<String> faults = new ArrayList<>();
            for (JsonNode fault : problem.path("faults")) {
                faults.add("\n  " + fault.path("pointer").asText() + ": "
                        + fault.path("message").asText() + " "
                        + fault.path("expected").asText());
            }
            // The service has said it in the language of the request.
            Text detail = problem.hasNonNull("detail")
                    ? Text.same(problem.path("detail").asText())
                    : status;
            return CliException.failure(Message.of("cli.service.rejected-for", "detail", detail, "faults", faults));
        } catch (IOException _) {
            return CliException.failure(status);
        }
    }
}
