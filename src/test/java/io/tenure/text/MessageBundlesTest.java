package io.tenure.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every message that the source or a page names is in both languages with the placeholders it is given, and no
/// other message is in the bundles.
class MessageBundlesTest {
    private static final List<Path> ROOTS = List.of(Path.of("src/main"), Path.of("src/jvm"));
    private static final String CALL = "text:of(";
    private static final List<String> FAULTS = new ArrayList<>();
    private static final Map<String, MessagePattern> ENGLISH = new TreeMap<>();
    private static final Map<String, MessagePattern> CHINESE = new TreeMap<>();
    private static final Set<String> USED = new HashSet<>();

    @BeforeAll
    static void readBundlesAndSources() throws IOException {
        for (Path root : ROOTS) {
            for (Path file : files(root.resolve("resources/io/tenure"), ".properties")) {
                switch (file.getFileName().toString()) {
                    case "messages_en.properties" -> read(file, ENGLISH);
                    case "messages_zh.properties" -> read(file, CHINESE);
                    default -> {}
                }
            }
        }
        List<Path> sources = new ArrayList<>();
        for (Path root : ROOTS) {
            sources.addAll(files(root.resolve("java"), ".java"));
        }
        readUses(sources);
        for (Path template : files(Path.of("src/main/resources/templates"), ".html")) {
            readUses(template, Files.readString(template));
        }
    }

    /// The uses in a page: `{text:of('workbench.today.title', 'name', value)}`.
    private static void readUses(Path template, String text) {
        for (int at = text.indexOf(CALL); at >= 0; at = text.indexOf(CALL, at + 1)) {
            List<String> arguments = arguments(text, at + CALL.length());
            String key = arguments.getFirst().replaceAll("^'|'$", "");
            Set<String> given = new HashSet<>();
            for (int i = 1; i < arguments.size(); i += 2) {
                given.add(arguments.get(i).replaceAll("^'|'$", ""));
            }
            USED.add(key);
            MessagePattern pattern = ENGLISH.get(key);
            if (pattern == null || arguments.size() % 2 == 0 || !pattern.names().equals(given)) {
                FAULTS.add(template + ": " + key + " is given " + given + " and has "
                        + (pattern == null ? "no message" : pattern.names()));
            }
        }
    }

    /// The arguments of a call, up to the parenthesis that ends it.
    private static List<String> arguments(String text, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && depth == 0 && (c == ',' || c == ')')) {
                arguments.add(text.substring(start, i).strip());
                start = i + 1;
                if (c == ')') {
                    return arguments;
                }
            } else if (!quoted && c == ')') {
                depth--;
            }
        }
        return arguments;
    }

    @Test
    void everyMessageIsUsedWithExactlyItsPlaceholders() {
        assertThat(FAULTS).isEmpty();
        assertThat(ENGLISH.keySet()).isEqualTo(USED);
    }

    @Test
    void everyMessageIsInBothLanguagesWithTheSamePlaceholders() {
        assertThat(CHINESE.keySet()).isEqualTo(ENGLISH.keySet());
        ENGLISH.forEach((key, pattern) ->
                assertThat(CHINESE.get(key).names()).as(key).containsExactlyInAnyOrderElementsOf(pattern.names()));
    }

    @Test
    void pluralsHaveTheCasesOfTheLanguage() {
        ENGLISH.forEach((key, pattern) ->
                pattern.plurals().forEach(cases -> assertThat(cases).as(key).contains("one", "other")));
        CHINESE.forEach((key, pattern) ->
                pattern.plurals().forEach(cases -> assertThat(cases).as(key).doesNotContain("one")));
    }

    private static void read(Path file, Map<String, MessagePattern> patterns) throws IOException {
        String name = file.getParent().getFileName().toString();
        Properties words = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                if (containsKey(key)) {
                    FAULTS.add(file + ": twice " + key);
                }
                return super.put(key, value);
            }
        };
        try (Reader text = Files.newBufferedReader(file, UTF_8)) {
            words.load(text);
        }
        words.forEach((key, pattern) -> {
            if (!key.toString().startsWith(name + ".")) {
                FAULTS.add(file + ": " + key + " belongs to another bundle");
            }
            patterns.put(key.toString(), MessagePattern.of(pattern.toString()));
        });
    }

    private static void readUses(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                new Uses(unit).scan(unit, null);
            }
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /// Checks each `Message.of(…)`.
    private static final class Uses extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;

        Uses(CompilationUnitTree unit) {
            this.unit = unit;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            if (call.getMethodSelect() instanceof MemberSelectTree method
                    && method.getIdentifier().contentEquals("of")
                    && method.getExpression().toString().equals("Message")) {
                check(call);
            }
            return super.visitMethodInvocation(call, nothing);
        }

        private void check(MethodInvocationTree call) {
            List<? extends ExpressionTree> arguments = call.getArguments();
            String key = literal(arguments.getFirst());
            Set<String> given = new HashSet<>();
            for (int i = 1; i < arguments.size(); i += 2) {
                given.add(literal(arguments.get(i)));
            }
            USED.add(key);
            MessagePattern pattern = ENGLISH.get(key);
            if (pattern == null) {
                FAULTS.add(at(call) + "no message " + key);
            } else if (arguments.size() % 2 == 0 || !pattern.names().equals(given)) {
                FAULTS.add(at(call) + key + " has " + pattern.names() + " and is given " + given);
            }
        }

        private String literal(ExpressionTree tree) {
            if (tree instanceof LiteralTree literal && literal.getValue() instanceof String words) {
                return words;
            }
            FAULTS.add(at(tree) + "not written as a literal");
            return tree.toString();
        }

        private String at(ExpressionTree tree) {
            return unit.getSourceFile().getName() + ": " + tree + ": ";
        }
    }
}
