package io.tenure.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tenure.UsersForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A browser without a screen: it keeps cookies, follows no redirects and sends forms with the token of the page that
/// was seen last.
public final class PageClient {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final Map<String, String> cookies = new HashMap<>();
    private String token = "";

    public static PageClient signedIn(String name) {
        PageClient client = new PageClient();
        client.get("/sign-in");
        Response response =
                client.post("/sign-in", Map.of("name", name, "password", UsersForTests.password(), "next", "/"));
        assertThat(response.statusCode()).isEqualTo(303);
        client.get("/");
        return client;
    }

    public Response get(String path) {
        return remember(request().get(path));
    }

    /// The page once no job is under way on it.
    String followed(String path) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        String page = get(path).asString();
        while (page.contains("data-follow") && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            page = get(path).asString();
        }
        return page;
    }

    /// @param path percent-encoded
    public Response getEncoded(String path) {
        return remember(request().urlEncodingEnabled(false).get(path));
    }

    /// Sends a form with the token.
    public Response post(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("token", token);
        return postAsIs(path, all);
    }

    /// Sends a form with these fields alone.
    Response postAsIs(String path, Map<String, String> fields) {
        return remember(request()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(fields)
                .post(path));
    }

    /// Sends a form with a file and the token.
    Response upload(String path, String name, byte[] content, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("token", token);
        return uploadAsIs(path, name, content, all);
    }

    /// Sends a form with a file and these fields alone.
    Response uploadAsIs(String path, String name, byte[] content, Map<String, String> fields) {
        return upload(request().multiPart("files", name, content), path, fields);
    }

    /// Sends a form of parts, without a file, and the token.
    Response form(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("token", token);
        RequestSpecification request = request();
        all.forEach((name, text) -> request.multiPart(new MultiPartSpecBuilder(text)
                .controlName(name)
                .charset("UTF-8")
                .build()));
        return remember(request.post(path));
    }

    /// Sends a form with a log of sales and the token.
    Response uploadLog(String path, byte[] content, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("token", token);
        return upload(request().multiPart("log", "sales.csv", content), path, all);
    }

    private Response upload(RequestSpecification request, String path, Map<String, String> fields) {
        fields.forEach(request::multiPart);
        return remember(request.post(path));
    }

    void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    String token() {
        return token;
    }

    private RequestSpecification request() {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .cookies(cookies)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", "en");
    }

    private Response remember(Response response) {
        response.cookies().forEach((name, value) -> {
            if (value.isEmpty()) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        });
        Matcher found = TOKEN.matcher(response.asString());
        if (found.find()) {
            token = found.group(1);
        }
        return response;
    }
}
