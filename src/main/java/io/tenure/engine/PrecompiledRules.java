package io.tenure.engine;

import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.drools.model.Model;

/// The DRL that was compiled while this Tenure was built.
///
/// It is recognised by its text, so that a bundle whose DRL is the same needs no compiler.
///
/// @param hash of all its files, by [RuleSource#hash]; empty if none was compiled
/// @param files each file's own hash
record PrecompiledRules(String hash, Map<String, String> files, List<ParsedRule> rules, List<Model> models) {
    static final String RESOURCE = "bundled-rules.bin";

    /// A class of its own, so that writing the resource doesn't read it.
    private static final class Holder {
        /// Read when the class is initialised: for a native binary while it is built.
        static final PrecompiledRules INSTANCE = read();
    }

    PrecompiledRules {
        files = Map.copyOf(files);
        rules = List.copyOf(rules);
        models = List.copyOf(models);
    }

    static PrecompiledRules bundled() {
        return Holder.INSTANCE;
    }

    boolean matches(Ruleset ruleset) {
        return ruleset.freeForms().isEmpty() && !hash.isEmpty() && hash.equals(RuleSource.hash(ruleset.sources()));
    }

    /// The code for a ruleset, whose phases and parameters may have changed.
    CompiledCode bind(Ruleset ruleset) {
        List<Finding> findings = new ArrayList<>();
        for (ParsedRule rule : rules) {
            Address at = new Address(rule.file(), "", rule.lineOrRow(), 0);
            if (!ruleset.phases().contains(rule.phase())) {
                findings.add(CodeFindings.invalidPhase(at, rule.name(), rule.phase(), ruleset.phases()));
            }
            findings.addAll(CodeFindings.unknownNames(at, rule, ruleset.parameters(), ruleset.dictionary()));
        }
        return findings.isEmpty()
                ? new CompiledCode(
                        models,
                        rules.stream()
                                .map(r -> r.bind(ruleset.dictionary(), ruleset.parameters()))
                                .toList(),
                        List.of())
                : CompiledCode.invalid(findings);
    }

    /// Why a Tenure that can't compile code can't use the code of a ruleset.
    List<Finding> differences(Ruleset ruleset) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> missing = new TreeMap<>(files);
        for (RuleSource source : ruleset.sources()) {
            missing.remove(source.file());
            if (!RuleSource.hash(List.of(source)).equals(files.get(source.file()))) {
                findings.add(CodeFindings.changedInNative(source.file(), hash));
            }
        }
        missing.keySet().forEach(file -> findings.add(CodeFindings.missingInNative(file, hash)));
        for (FreeFormSheet sheet : ruleset.freeForms()) {
            findings.add(CodeFindings.freeFormInNative(sheet.file(), sheet.sheet()));
        }
        return findings;
    }

    /// Written by the build, read by [#read].
    static void write(OutputStream to, List<RuleSource> sources, List<ParsedRule> rules) throws IOException {
        try (DataOutputStream out = new DataOutputStream(to)) {
            out.writeUTF(RuleSource.hash(sources));
            out.writeInt(sources.size());
            for (RuleSource source : sources) {
                out.writeUTF(source.file());
                out.writeUTF(RuleSource.hash(List.of(source)));
            }
            out.writeInt(rules.size());
            for (ParsedRule rule : rules) {
                out.writeUTF(rule.packageName());
                out.writeUTF(rule.name());
                out.writeUTF(rule.file());
                out.writeInt(rule.lineOrRow());
                out.writeUTF(rule.phase());
                write(out, rule.identifiers());
                write(out, rule.parameters());
                write(out, rule.outcomes());
            }
        }
    }

    private static PrecompiledRules read() {
        try (InputStream resource = PrecompiledRules.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                return new PrecompiledRules("", Map.of(), List.of(), List.of());
            }
            DataInputStream in = new DataInputStream(new BufferedInputStream(resource));
            String hash = in.readUTF();
            Map<String, String> files = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                files.put(in.readUTF(), in.readUTF());
            }
            List<ParsedRule> rules = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rules.add(new ParsedRule(
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        "",
                        in.readInt(),
                        in.readUTF(),
                        texts(in),
                        texts(in),
                        texts(in)));
            }
            List<Model> models = ServiceLoader.load(Model.class, PrecompiledRules.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            models.forEach(JoinBudget::addTo);
            return new PrecompiledRules(hash, files, rules, models);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
