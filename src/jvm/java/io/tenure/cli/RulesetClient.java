package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.input.CustomerFile;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A client of the rulesets, drafts and releases of a running Tenure.
///
/// @param user the demo account that sends every request; null for the one that a request names
record RulesetClient(
        ServiceClient service, Locale locale, @Nullable String user) {
    private static final String RULESETS = "/rulesets";
    private static final String TEXT = "text/plain";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// @param path under `/rulesets`; likewise for the other requests
    JsonNode get(String path) throws IOException, CliException {
        return service.sendJson(userOr("viewer"), locale, "GET", RULESETS + path, null);
    }

    /// @param usual the demo account that has the role it needs; likewise for the other requests
    String text(String usual, String path) throws IOException, CliException {
        return service.send(userOr(usual), locale, "GET", RULESETS + path, "", new byte[0], TEXT);
    }

    byte[] download(String path) throws IOException, CliException {
        return service.download(userOr("viewer"), locale, RULESETS + path);
    }

    /// @param body null for none
    JsonNode post(String usual, String path, @Nullable JsonNode body) throws IOException, CliException {
        return service.sendJson(userOr(usual), locale, "POST", RULESETS + path, body);
    }

    /// Sends a file of customers and returns the response as text.
    ///
    /// @param file null for none
    String sendCustomers(String usual, String path, @Nullable Path file) throws IOException, CliException {
        return service.send(
                userOr(usual),
                locale,
                "POST",
                RULESETS + path,
                file == null ? "" : mediaType(CustomerFiles.format(file)),
                file == null ? new byte[0] : Files.readAllBytes(file),
                TEXT);
    }

    private static String mediaType(CustomerFile.Format format) {
        return switch (format) {
            case CSV -> "text/csv";
            case WORKBOOK -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case JSON -> "application/json";
            case JSON_LINES -> "application/x-ndjson";
        };
    }

    void delete(String usual, String path) throws IOException, CliException {
        service.sendJson(userOr(usual), locale, "DELETE", RULESETS + path, null);
    }

    /// Uploads files.
    ///
    /// @param comment null for none
    /// @throws CliException also if a file does not exist
    JsonNode upload(String usual, String path, List<Path> files, @Nullable String comment)
            throws IOException, CliException {
        MultipartBody form = new MultipartBody();
        for (Path file : files) {
            requireFile(file);
            form.file(uploadName(file), Files.readAllBytes(file));
        }
        if (comment != null) {
            form.field("comment", comment);
        }
        return MAPPER.readTree(service.send(
                userOr(usual), locale, "POST", RULESETS + path, form.contentType(), form.bytes(), "application/json"));
    }

    static void requireFile(Path file) throws CliException {
        if (!Files.isRegularFile(file)) {
            throw CliException.failure(Message.of("cli.file.missing", "file", file.toString()));
        }
    }

    /// The name with the folder that decides the kind of the file: a scenario must not become a table.
    private static String uploadName(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        String folder = parent == null || parent.getFileName() == null
                ? ""
                : parent.getFileName().toString();
        return List.of("decision-tables", "rules", "scenarios").contains(folder)
                ? folder + "/" + file.getFileName()
                : file.getFileName().toString();
    }

    /// The demo account that was chosen, or the usual one.
    String userOr(String usual) {
        return user == null ? usual : user;
    }
}
