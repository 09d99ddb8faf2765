package io.tenure.workbench;

import io.tenure.decision.Fault;
import io.tenure.decision.Problem;
import io.tenure.lifecycle.Text;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/// Files as they were sent: one by one, or in a zip.
sealed interface Uploads {
    record Received(Map<String, byte[]> files) implements Uploads {}

    record Unreadable(Problem problem) implements Uploads {}

    /// A zip among the files counts as the files in it.
    static Uploads of(List<FileUpload> parts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (FileUpload part : parts) {
            byte[] content;
            try {
                content = Files.readAllBytes(part.uploadedFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String name = part.fileName() == null ? "" : part.fileName();
            Uploads received = name.toLowerCase(java.util.Locale.ROOT).endsWith(".zip")
                    ? ofZip(content)
                    : new Received(Map.of(name, content));
            switch (received) {
                case Unreadable unreadable -> {
                    return unreadable;
                }
                case Received(var more) -> files.putAll(more);
            }
        }
        return new Received(files);
    }

    static Uploads ofZip(byte[] zip) {
        return switch (Bundle.ofZip(zip)) {
            case Bundle.Unpacked.Intact(Bundle bundle) -> new Received(bundle.files());
            case Bundle.Unpacked.Refused(Finding f) ->
                new Unreadable(Problem.of(400, "bad-file", new Text("Bad input", "输入有误"), f.message())
                        .with(List.of(
                                new Fault(f.code(), f.address().toString(), f.content(), f.mend(), f.message()))));
        };
    }
}
