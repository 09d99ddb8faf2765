package io.tenure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every item of the sources has a test: `docs/sources.md` names them, and they exist.
class SeedItemsTest {
    private static final int ITEMS = 47;

    /// Customer relationship management itself: there is nothing to compute.
    private static final String CONTEXT = "47";
    private static final Pattern ITEM = Pattern.compile("\\| (\\d+) \\| ([^|]+) \\| [^|]+ \\|([^|]*)\\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyItemOfTheSourcesHasATestThatExists() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/sources.md"))) {
            Matcher item = ITEM.matcher(line);
            if (!item.matches()) {
                continue;
            }
            numbers.add(Integer.valueOf(item.group(1)));
            Matcher test = TEST.matcher(item.group(3));
            int tests = 0;
            while (test.find()) {
                tests++;
                if (!exists(test.group(1), test.group(2))) {
                    faults.add(item.group(1) + ": there is no test " + test.group());
                }
            }
            if (tests == 0 && !item.group(1).equals(CONTEXT)) {
                faults.add(item.group(1) + ": no test");
            }
        }
        assertThat(numbers).hasSize(ITEMS).doesNotHaveDuplicates().isSorted();
        assertThat(faults).isEmpty();
    }

    private static boolean exists(String type, String method) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().equals(type + ".java"))
                    .toList()) {
                if (Files.readString(file).contains("void " + method + "(")) {
                    return true;
                }
            }
        }
        return false;
    }
}
