package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the sheet `Labels`, and brings together the labels of all sheets.
final class LabelReader {
    private final SettingsBook book;
    private final FindingCollector findings;

    LabelReader(SettingsBook book, FindingCollector findings) {
        this.book = book;
        this.findings = findings;
    }

    /// The label of every code that has one.
    Map<String, Text> read(Dictionary dictionary, Map<String, Action> actions, List<OwnFields.CodeRow> ownCodes) {
        var labels = new LinkedHashMap<String, Text>();
        var sheet = book.sheet("Labels", List.of("code", "en", "zh"));
        if (sheet != null) {
            for (var row : sheet.rows()) {
                var code = sheet.requiredName(row, "code");
                if (code.isEmpty()) {
                    continue;
                }
                if (actions.containsKey(code)) {
                    reportLabelOfAction(sheet, row, code);
                    continue;
                }
                var label = Text.of(sheet.text(row, "en"), sheet.text(row, "zh"));
                if (labels.putIfAbsent(code, label) != null) {
                    sheet.reportDuplicate(row, "code", code);
                }
            }
            warnOfUnknownCodes(sheet, dictionary, labels.keySet());
        }
        actions.forEach((code, action) -> labels.put(code, action.label()));
        addLabels(ownCodes, labels);
        if (sheet != null) {
            var own = ownCodes.stream().map(OwnFields.CodeRow::code).toList();
            var codes = dictionary.all().stream()
                    .flatMap(field -> field.codes().stream())
                    .filter(code -> !own.contains(code))
                    .distinct()
                    .toList();
            reportMissingLabels(sheet, codes, labels, Text::en, "en", Message.of("bundle.language.english"));
            reportMissingLabels(sheet, codes, labels, Text::zh, "zh", Message.of("bundle.language.chinese"));
        }
        return labels;
    }

    /// Adds the labels of the sheet `Codes`. A code of several outcomes has one label, and needs it once.
    private void addLabels(List<OwnFields.CodeRow> rows, Map<String, Text> labels) {
        for (var row : rows) {
            var words = row.words();
            if (words.en().isEmpty() && words.zh().isEmpty()) {
                continue;
            }
            var known = labels.putIfAbsent(row.code(), words);
            if (known != null && !known.equals(words)) {
                var address = known.en().equals(words.en()) ? row.zh() : row.en();
                findings.error(
                        "conflicting-label",
                        address,
                        known.en().equals(words.en()) ? words.zh() : words.en(),
                        Message.of("bundle.conflicting-label.message", "code", row.code(), "label", known),
                        Message.of("bundle.conflicting-label.fix"));
            }
        }
        var reported = new HashSet<String>();
        for (var row : book.unreadable().containsKey("Labels") ? List.<OwnFields.CodeRow>of() : rows) {
            var label = labels.getOrDefault(row.code(), Text.same(""));
            if (reported.add(row.code())) {
                reportMissingLabel(row.code(), label.en(), row.en(), Message.of("bundle.language.english"));
                reportMissingLabel(row.code(), label.zh(), row.zh(), Message.of("bundle.language.chinese"));
            }
        }
    }

    private void reportMissingLabel(String code, String label, Address address, Text language) {
        if (label.isEmpty()) {
            findings.error(
                    "missing-label",
                    address,
                    code,
                    Message.of("bundle.missing-label.message", "code", code, "language", language),
                    Message.of("bundle.missing-label.fix"));
        }
    }

    /// The words of an action stand in the sheet `Actions` alone, so that an edit cannot be without effect.
    private void reportLabelOfAction(SettingsSheet sheet, int row, String code) {
        findings.error(
                "label-of-action",
                sheet.address(row, "code"),
                code,
                Message.of("bundle.label-of-action.message", "code", code),
                Message.of("bundle.label-of-action.fix"));
    }

    /// Warns of labels whose codes are misspelt, so that they are never shown. Other texts that outcomes have may have
    /// labels too.
    private void warnOfUnknownCodes(SettingsSheet sheet, Dictionary dictionary, Set<String> labelled) {
        var codes = dictionary.all().stream()
                .flatMap(field -> field.codes().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var unlabelled = codes.stream().filter(code -> !labelled.contains(code)).toList();
        for (var row : sheet.rows()) {
            var code = sheet.normalizedText(row, "code");
            if (labelled.contains(code) && !codes.contains(code)) {
                Dictionary.nearest(code, unlabelled)
                        .ifPresent(near -> findings.warning(
                                "label-of-nothing",
                                sheet.address(row, "code"),
                                code,
                                Message.of("bundle.label-of-nothing.message", "code", code),
                                Message.of("bundle.unknown-code.fix.nearest", "nearest", near)));
            }
        }
    }

    private static void reportMissingLabels(
            SettingsSheet sheet,
            List<String> codes,
            Map<String, Text> labels,
            Function<Text, String> words,
            String column,
            Text language) {
        var unlabelled = codes.stream()
                .filter(code -> !labels.containsKey(code)
                        || words.apply(labels.get(code)).isEmpty())
                .toList();
        sheet.reportWithoutLabel(unlabelled, language, Message.of("bundle.no-label.fix", "column", column));
    }
}
