package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The tools of `src/test/contract`, in the versions that its lock file names, and installed where the build puts
/// things.
public final class NodeTools {
    public static final Path DIRECTORY = Path.of("target/contract").toAbsolutePath();

    private static final Path SOURCES = Path.of("src/test/contract");
    private static final Path INSTALLED = DIRECTORY.resolve("installed");
    private static final int MAX_SECONDS = 300;

    private NodeTools() {}

    /// Installs the tools, unless they are there already, and copies the files that the tests use with them.
    public static synchronized void install() {
        try {
            Files.createDirectories(DIRECTORY);
            try (Stream<Path> sources = Files.list(SOURCES)) {
                for (Path source : sources.toList()) {
                    Files.copy(source, DIRECTORY.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            String lock = Files.readString(SOURCES.resolve("package-lock.json"));
            if (!Files.exists(INSTALLED) || !Files.readString(INSTALLED).equals(lock)) {
                run("npm", "ci", "--no-audit", "--no-fund");
                Files.writeString(INSTALLED, lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command of the tools, such as `spectral`, which has to succeed.
    ///
    /// @return what it printed
    static String tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(DIRECTORY.resolve("node_modules/.bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /// Runs a program, which has to succeed within five minutes.
    ///
    /// @return what it printed
    static String run(String... command) {
        try {
            Path output = Files.createTempFile(DIRECTORY, "output", ".txt");
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .directory(DIRECTORY.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
            } catch (IOException missing) {
                throw new FileSystemException(
                        command[0],
                        null,
                        "The tests of the API description need Node.js 20.19 or newer with npm; install it ("
                                + missing.getMessage() + ").");
            }
            process.getOutputStream().close();
            boolean ended = process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s\n%s", String.join(" ", command), printed)
                    .isTrue();
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
