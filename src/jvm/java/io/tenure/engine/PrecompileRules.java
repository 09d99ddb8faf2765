package io.tenure.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundledRuleset;
import io.tenure.bundle.RuleSource;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.model.Model;

/// Compiles the bundled DRL, after the classes that it uses, and reads the workbooks: a step of the build.
///
/// DRL that doesn't compile is omitted, and a JVM reports its faults when it starts; a native binary can't compile
/// it and isn't built.
public final class PrecompileRules {
    private PrecompileRules() {}

    /// @param args the folder of the bundled ruleset, the folder for classes, and `required` for a native
    ///     binary
    public static void main(String... args) throws IOException {
        Bundle bundle = Bundle.ofDirectory(Path.of(args[0]));
        List<RuleSource> sources = bundle.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".drl"))
                .map(file -> RuleSource.ofFile(file.getKey(), file.getValue()))
                .flatMap(Optional::stream)
                .toList();
        Path classes = Path.of(args[1]);
        deletePrevious(classes);
        ByteArrayOutputStream workbooks = new ByteArrayOutputStream();
        BundledRuleset.write(bundle, workbooks);
        write(classes.resolve("io/tenure/bundle/" + BundledRuleset.RESOURCE), workbooks.toByteArray());
        List<String> faults = sources.isEmpty() ? List.of() : precompile(sources, classes);
        if (!faults.isEmpty()) {
            System.err.println("The bundled rules do not compile: " + String.join("; ", faults));
            if (args.length > 2 && args[2].equals("required")) {
                System.exit(1);
            }
        }
    }

    /// Writes the classes, the list of models, and the data of the rules; or returns the faults.
    static List<String> precompile(List<RuleSource> sources, Path classes) throws IOException {
        List<Finding> findings = new ArrayList<>();
        // Phases and parameters come from the settings, which may change while the service runs.
        List<ParsedRule> rules = new DrlCompiler(Dictionary.standard(), List.of(), new Parameters(Map.of()))
                .read(sources, findings).stream()
                        .map(DrlCompiler.SourceRule::rule)
                        .toList();
        if (!findings.isEmpty()) {
            return findings.stream()
                    .map(finding -> finding.address() + ": " + finding.message().en())
                    .toList();
        }
        GeneratedCode generated = GeneratedCode.generate(sources, Dictionary.standard(), null);
        if (!generated.faults().isEmpty()) {
            return generated.faults().stream()
                    .map(fault -> fault.rule() + ": " + fault.text())
                    .toList();
        }
        TreeMap<String, byte[]> files = new TreeMap<>();
        generated.classes().forEach((name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes));
        String models = generated.modelClasses().stream()
                .map(model -> model.getName() + "\n")
                .sorted()
                .collect(Collectors.joining());
        files.put("META-INF/services/" + Model.class.getName(), models.getBytes(UTF_8));
        ByteArrayOutputStream known = new ByteArrayOutputStream();
        PrecompiledRules.write(known, sources, rules);
        files.put("io/tenure/engine/" + PrecompiledRules.RESOURCE, known.toByteArray());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(classes.resolve(file.getKey()), file.getValue());
        }
        Files.write(fileList(classes), files.keySet());
        return List.of();
    }

    /// The files of the previous build, some of which this one may not write again.
    private static void deletePrevious(Path classes) throws IOException {
        if (Files.exists(fileList(classes))) {
            for (String file : Files.readAllLines(fileList(classes))) {
                Files.deleteIfExists(classes.resolve(file));
            }
        }
    }

    private static Path fileList(Path classes) {
        return classes.resolveSibling("bundled-rules.list");
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
