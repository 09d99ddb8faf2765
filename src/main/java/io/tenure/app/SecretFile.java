package io.tenure.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// Writes files of secrets, and makes folders for them, that only their owner can read.
final class SecretFile {
    private static final String OWNER_ONLY = "rwx------";

    private SecretFile() {}

    /// Writes the file completely or not at all: half a file would lock users out permanently.
    static void write(Path file, String content) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        createFolder(folder);
        var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        var temporary = Files.createTempFile(folder, "secret", null, ownerOnly);
        Files.writeString(temporary, content, UTF_8);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Creates a folder, if it is missing, that only its owner can enter; so are those above it that are missing.
    static void createFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        } else {
            Files.createDirectories(folder);
        }
    }

    /// Takes everybody else's rights to a folder that exists.
    static void restrictFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }
}
