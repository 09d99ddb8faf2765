package io.tenure.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// A file of secrets, which only its owner may read.
final class SecretFile {
    private SecretFile() {}

    /// Written whole or not at all: half a file would lock people out for good.
    static void write(Path file, String content) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        var made = Files.createTempFile(folder, "secret", null, ownerOnly);
        Files.writeString(made, content, UTF_8);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
