package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/// The body of an HTTP request that uploads files.
final class MultipartBody {
    private final String boundary = "tenure-" + UUID.randomUUID();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void field(String name, String value) {
        part("form-data; name=\"" + name + "\"", "text/plain; charset=UTF-8", value.getBytes(UTF_8));
    }

    void file(String name, byte[] content) {
        String safe = name.replace("\"", "_").replace("\r", "_").replace("\n", "_");
        part("form-data; name=\"file\"; filename=\"" + safe + "\"", "application/octet-stream", content);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        ByteArrayOutputStream complete = new ByteArrayOutputStream();
        complete.writeBytes(bytes.toByteArray());
        complete.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return complete.toByteArray();
    }

    private void part(String disposition, String type, byte[] content) {
        bytes.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\nContent-Type: " + type + "\r\n\r\n")
                        .getBytes(UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(UTF_8));
    }
}
