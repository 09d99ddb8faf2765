package io.tenure.api.authoring;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.input.ValueBinding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/// Reads the files that a request sends: one by one, or in a zip.
public final class Upload {
    /// Of comments and reasons, in UTF-16 units.
    public static final int MAX_TEXT_LENGTH = 1_000;

    private static final String COMMENT = "comment";

    private Upload() {}

    /// What is wrong with the parts of a form that are no files: `comment` is the only one.
    static Optional<Problem> partProblem() {
        FormData form = CurrentRequestManager.get().getFormData();
        if (form == null) {
            return Optional.of(Problem.malformedForm());
        }
        List<InputFault> faults = new ArrayList<>();
        for (String name : form) {
            if (name == null) {
                return Optional.of(Problem.malformedForm());
            }
            long texts =
                    form.get(name).stream().filter(part -> !part.isFileItem()).count();
            if (texts > 0 && !name.equals(COMMENT)) {
                faults.add(new InputFault(
                        "unknown-name",
                        "/" + name,
                        null,
                        Message.of("api.upload.file.expected"),
                        ValueBinding.didYouMean(
                                Message.of("api.upload.unknown-part.message", "name", name),
                                Dictionary.nearest(name, List.of(COMMENT)).orElse(""))));
            } else if (texts > 1) {
                faults.add(new InputFault(
                        "duplicate",
                        "/" + name,
                        null,
                        Message.of("api.upload.file.expected"),
                        Message.of("api.upload.repeated-comment.message", "times", texts)));
            } else if (texts > 0) {
                InputFault.ofText(COMMENT, form.getFirst(COMMENT).getValue(), MAX_TEXT_LENGTH)
                        .ifPresent(faults::add);
            }
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(Problem.badInput(faults));
    }

    /// The content of each file by its name; a zip counts as the files in it.
    public static Checked<Map<String, byte[]>, Finding> of(List<FileUpload> parts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (FileUpload part : parts) {
            byte[] content;
            try {
                content = Files.readAllBytes(part.uploadedFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String name = part.fileName() == null ? "" : part.fileName();
            Checked<Map<String, byte[]>, Finding> received =
                    name.toLowerCase(Locale.ROOT).endsWith(".zip")
                            ? ofZip(content)
                            : Checked.valid(Map.of(name, content));
            switch (received) {
                case Checked.Invalid<?, ?> _ -> {
                    return received;
                }
                case Checked.Valid(var more, var _) -> files.putAll(more);
            }
        }
        return Checked.valid(files);
    }

    static Checked<Map<String, byte[]>, Finding> ofZip(byte[] zip) {
        return Bundle.ofZip(zip).then(bundle -> Checked.valid(bundle.files()));
    }

    /// The problem of a zip that cannot be read.
    public static Problem problem(List<Finding> findings) {
        return Problem.of(
                        400,
                        "bad-file",
                        Message.of("api.shared.bad-input"),
                        findings.getFirst().message())
                .withFaults(findings.stream()
                        .map(f -> new InputFault(f.code(), f.address().toString(), f.content(), f.fix(), f.message()))
                        .toList());
    }
}
