package io.tenure.engine;

import io.tenure.ruleset.Address;
import io.tenure.ruleset.Finding;
import io.tenure.ruleset.FreeForm;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Source;
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

/// The DRL that this Tenure was built with, compiled while it was built.
///
/// It is told by its text, so that a bundle whose DRL is the same needs no compiler.
///
/// @param hash of all its files, as [Source#hash] makes it; empty where none was compiled
/// @param files each file's own hash
record ShippedCode(String hash, Map<String, String> files, List<WrittenRule> rules, List<Model> models) {
    static final String RESOURCE = "shipped-rules.bin";

    /// Apart, so that writing the resource reads none.
    private static final class Here {
        /// Read as the class is initialised, which for a native binary is while it is built.
        static final ShippedCode CODE = read();
    }

    ShippedCode {
        files = Map.copyOf(files);
        rules = List.copyOf(rules);
        models = List.copyOf(models);
    }

    static ShippedCode here() {
        return Here.CODE;
    }

    boolean isCodeOf(Ruleset ruleset) {
        return ruleset.freeForms().isEmpty() && !hash.isEmpty() && hash.equals(Source.hash(ruleset.sources()));
    }

    /// The code under the names of a ruleset, whose phases and parameters may have changed.
    CompiledCode in(Ruleset ruleset) {
        List<Finding> findings = new ArrayList<>();
        for (WrittenRule rule : rules) {
            Address at = new Address(rule.file(), "", rule.number(), 0);
            if (!ruleset.phases().contains(rule.phase())) {
                findings.add(CodeFindings.noPhase(at, rule.name(), rule.phase(), ruleset.phases()));
            }
            for (String parameter : rule.parameters()) {
                if (!ruleset.parameters().has(parameter)) {
                    findings.add(CodeFindings.unknownParameter(at, parameter, ruleset.parameters()));
                }
            }
        }
        return findings.isEmpty()
                ? new CompiledCode(
                        models,
                        rules.stream().map(r -> r.in(ruleset.dictionary())).toList(),
                        List.of())
                : CompiledCode.refused(findings);
    }

    /// Why a Tenure that cannot compile code cannot use the code of a ruleset.
    List<Finding> otherwise(Ruleset ruleset) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> missing = new TreeMap<>(files);
        for (Source source : ruleset.sources()) {
            missing.remove(source.file());
            if (!Source.hash(List.of(source)).equals(files.get(source.file()))) {
                findings.add(CodeFindings.changedHere(source.file(), hash));
            }
        }
        missing.keySet().forEach(file -> findings.add(CodeFindings.missingHere(file, hash)));
        for (FreeForm sheet : ruleset.freeForms()) {
            findings.add(CodeFindings.freeFormHere(sheet.file(), sheet.sheet()));
        }
        return findings;
    }

    /// Written by the build, read by [#read].
    static void write(OutputStream to, List<Source> sources, List<WrittenRule> rules) throws IOException {
        try (DataOutputStream out = new DataOutputStream(to)) {
            out.writeUTF(Source.hash(sources));
            out.writeInt(sources.size());
            for (Source source : sources) {
                out.writeUTF(source.file());
                out.writeUTF(Source.hash(List.of(source)));
            }
            out.writeInt(rules.size());
            for (WrittenRule rule : rules) {
                out.writeUTF(rule.packageName());
                out.writeUTF(rule.name());
                out.writeUTF(rule.file());
                out.writeInt(rule.number());
                out.writeUTF(rule.phase());
                write(out, rule.words());
                write(out, rule.parameters());
            }
        }
    }

    private static ShippedCode read() {
        try (InputStream resource = ShippedCode.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                return new ShippedCode("", Map.of(), List.of(), List.of());
            }
            DataInputStream in = new DataInputStream(new BufferedInputStream(resource));
            String hash = in.readUTF();
            Map<String, String> files = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                files.put(in.readUTF(), in.readUTF());
            }
            List<WrittenRule> rules = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rules.add(new WrittenRule(
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        "",
                        in.readInt(),
                        in.readUTF(),
                        texts(in),
                        texts(in)));
            }
            List<Model> models = ServiceLoader.load(Model.class, ShippedCode.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            return new ShippedCode(hash, files, rules, models);
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
