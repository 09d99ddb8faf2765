package io.tenure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What docs/security.md promises.
class SecurityPromisesTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+)`");
    private static final Pattern CHAPTER = Pattern.compile("\\bV(\\d+) [A-Z]");
    private static final int CHAPTERS = 17;

    @Test
    void eachPromiseIsShownByTestsThatExist() throws IOException {
        Set<String> tests;
        try (var files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+(Test|IT|Properties)\\.java"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .collect(Collectors.toSet());
        }
        List<String[]> promises = text().lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| promise |"))
                .map(line -> line.split("\\|"))
                .toList();
        assertThat(promises).hasSizeGreaterThan(40).allSatisfy(promise -> {
            assertThat(promise).hasSize(4);
            assertThat(promise[1]).isNotBlank();
            assertThat(promise[2]).isNotBlank();
            assertThat(TEST.matcher(promise[3]).results().map(test -> test.group(1)))
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(tests).contains(test));
        });
    }

    @Test
    void eachChapterOfTheStandardIsThereOrItIsSaidWhyNot() throws IOException {
        assertThat(CHAPTER.matcher(text())
                        .results()
                        .map(MatchResult::group)
                        .map(chapter -> Integer.parseInt(chapter.substring(1, chapter.length() - 2)))
                        .sorted())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CHAPTERS).boxed().toList());
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("docs/security.md"));
    }
}
