package io.tenure.api;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/// Files as they were sent: one by one, or in a zip.
sealed interface Upload {
    record Valid(Map<String, byte[]> files) implements Upload {}

    record Invalid(Problem problem) implements Upload {}

    /// A zip among the files counts as the files in it.
    static Upload of(List<FileUpload> parts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (FileUpload part : parts) {
            byte[] content;
            try {
                content = Files.readAllBytes(part.uploadedFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String name = part.fileName() == null ? "" : part.fileName();
            Upload received = name.toLowerCase(java.util.Locale.ROOT).endsWith(".zip")
                    ? ofZip(content)
                    : new Valid(Map.of(name, content));
            switch (received) {
                case Invalid unreadable -> {
                    return unreadable;
                }
                case Valid(var more) -> files.putAll(more);
            }
        }
        return new Valid(files);
    }

    static Upload ofZip(byte[] zip) {
        return switch (Bundle.ofZip(zip)) {
            case Bundle.ZipResult.Valid(Bundle bundle) -> new Valid(bundle.files());
            case Bundle.ZipResult.Invalid(Finding f) ->
                new Invalid(Problem.of(400, "bad-file", Message.of("api.shared.bad-input"), f.message())
                        .withFaults(List.of(
                                new InputFault(f.code(), f.address().toString(), f.content(), f.fix(), f.message()))));
        };
    }
}
