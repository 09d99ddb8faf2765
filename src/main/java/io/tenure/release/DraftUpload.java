package io.tenure.release;

import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.text.Message;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Files sent for a draft, by their paths in the bundle.
record DraftUpload(TreeMap<String, byte[]> files) {
    /// Files that a bundle holds. Lock files of spreadsheet programs and hidden files don't belong there.
    private static final Pattern PATH = Pattern.compile(
            "(decision-tables|scenarios)/(?!\\.|~\\$)[^/\\\\\\p{C}\\p{Zl}\\p{Zp}]{1,200}\\.(xlsx|xls|xlsm|xlsb|ods)"
                    + "|rules/(?!\\.|~\\$)[^/\\\\\\p{C}\\p{Zl}\\p{Zp}]{1,200}\\.drl");

    /// @param sent by path, or by name alone where name and extension say which folder it belongs to
    /// @param known paths that are in the draft or its base
    /// @throws RejectionException where there is no file, or one that doesn't belong in a bundle
    static DraftUpload of(Map<String, byte[]> sent, Set<String> known) {
        if (sent.isEmpty()) {
            throw new RejectionException(Rejected.of(RejectionCode.BAD_FILE, Message.of("release.bad-file.none")));
        }
        TreeMap<String, byte[]> files = new TreeMap<>();
        sent.forEach((name, content) -> {
            String path = resolve(name, known);
            if (!PATH.matcher(path).matches()) {
                throw new RejectionException(
                        Rejected.of(RejectionCode.BAD_FILE, Message.of("release.bad-file.unexpected", "file", name)));
            }
            files.put(path, content);
        });
        return new DraftUpload(files);
    }

    /// A name without a folder goes where a file of that name is, or where its kind belongs.
    private static String resolve(String name, Set<String> known) {
        if (name.contains("/")) {
            return name;
        }
        if (name.endsWith(".drl")) {
            return "rules/" + name;
        }
        return known.contains("scenarios/" + name) && !known.contains("decision-tables/" + name)
                ? "scenarios/" + name
                : "decision-tables/" + name;
    }
}
