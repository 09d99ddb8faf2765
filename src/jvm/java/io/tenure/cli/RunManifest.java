package io.tenure.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What a run of `decide` did, as JSON beside its decisions. It is written last: where it is missing, they are not
/// complete.
///
/// @param files that were decided
/// @param out the decisions
/// @param rejected the customers who could not be decided
/// @param ruleset hash of the rules that decided
/// @param decidedCount customers
/// @param rejectedCount customers
/// @param started the moment, ISO 8601
/// @param seconds that it took, from the first customer on
record RunManifest(
        List<String> files,
        String out,
        String rejected,
        String ruleset,
        long decidedCount,
        long rejectedCount,
        String started,
        double seconds) {
    static final String ENDING = ".manifest.json";

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, JSON.writeValueAsBytes(this));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
