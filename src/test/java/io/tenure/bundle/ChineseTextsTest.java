package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Chinese texts are for people who don't know the codes: they use labels, never a code such as `STABLE`.
class ChineseTextsTest {
    /// Codes that are also words of the table dialect.
    private static final Set<String> DIALECT = Set.of("FIRST");

    private static Ruleset bundled;
    private static Pattern code;

    @BeforeAll
    static void read() throws IOException {
        bundled = new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        Set<String> codes = new TreeSet<>(bundled.actions().keySet());
        Dictionary.standard().all().stream().map(Field::codes).forEach(codes::addAll);
        codes.removeAll(DIALECT);
        code = Pattern.compile("(?<![A-Za-z_{])(" + String.join("|", codes) + ")(?![A-Za-z_}])");
    }

    @Test
    void labelsMeaningsAndReasonsContainNoCode() {
        Map<String, String> texts = new HashMap<>();
        bundled.labels().forEach((name, label) -> texts.put("label of " + name, label.zh()));
        bundled.actions()
                .forEach((name, action) ->
                        texts.put("action " + name, action.label().zh()));
        bundled.contactLimits()
                .forEach(limit ->
                        texts.put("limit " + limit.name(), limit.reason().zh()));
        for (Field field : bundled.dictionary().all()) {
            texts.put("label of " + field.name(), field.label().zh());
            texts.put("meaning of " + field.name(), field.meaning().zh());
            texts.put("unknown " + field.name(), field.whenUnknown().zh());
        }
        for (Table table : bundled.tables()) {
            for (Row row : table.rows()) {
                Text reason = row.reason();
                texts.put(table.name() + " " + row.name(), reason == null ? "" : reason.zh());
            }
        }
        assertThat(texts).hasSizeGreaterThan(400);
        assertThat(codesIn(texts)).isEmpty();
    }

    @Test
    void reasonsOfRulesContainNoCode() throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Path file : files(Path.of("rules"), ".drl")) {
            Matcher text = Pattern.compile("\"[^\"\n]*\\p{IsHan}[^\"\n]*\"").matcher(Files.readString(file));
            while (text.find()) {
                texts.put(file + " " + text.start(), text.group());
            }
        }
        assertThat(texts).hasSizeGreaterThan(10);
        assertThat(codesIn(texts)).isEmpty();
    }

    /// Comments on headings and the first sheet of a workbook list the codes that a cell may contain.
    @Test
    void messagesContainNoCodeExceptThoseThatListCodesForAuthors() throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Path root : List.of(Path.of("src/main/resources"), Path.of("src/jvm/resources"))) {
            for (Path file : files(root, "messages_zh.properties")) {
                Properties messages = new Properties();
                try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
                    messages.load(reader);
                }
                messages.forEach((key, text) -> texts.put(key.toString(), text.toString()));
            }
        }
        texts.keySet().removeIf(key -> key.startsWith("workbook.header.") || key.startsWith("workbook.about."));
        assertThat(texts).hasSizeGreaterThan(400);
        assertThat(codesIn(texts)).isEmpty();
    }

    private static Map<String, String> codesIn(Map<String, String> texts) {
        return texts.entrySet().stream()
                .filter(text -> code.matcher(text.getValue()).find())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
