package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Rules that are code: a DRL file, or a free-form sheet turned into DRL by Drools' own reader.
///
/// @param file path in the bundle
/// @param sheet sheet name of a free-form table; empty for a DRL file
/// @param drl the text
public record RuleSource(String file, String sheet, String drl) {
    /// A DRL file, with normalised line ends; empty if it is not UTF-8 text.
    public static Optional<RuleSource> ofFile(String path, byte[] content) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            var unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return Optional.of(
                    new RuleSource(path, "", unmarked.replace("\r\n", "\n").replace('\r', '\n')));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// `sha256:` and the hex digest of the sources' names and texts, independent of their order.
    public static String hash(List<RuleSource> sources) {
        var hash = new Fingerprint();
        sources.stream()
                .sorted(Comparator.comparing(RuleSource::file).thenComparing(RuleSource::sheet))
                .forEach(source -> hash.add(source.file() + "\n" + source.sheet(), source.drl()));
        return hash.finish();
    }
}
