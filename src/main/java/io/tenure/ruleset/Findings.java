package io.tenure.ruleset;

import io.tenure.lifecycle.Text;
import java.util.ArrayList;
import java.util.List;

/// The findings of one reading, gathered as they turn up.
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void add(Finding finding) {
        all.add(finding);
    }

    void error(String code, Address address, String content, Text message, Text mend) {
        all.add(Finding.error(code, address, content, message, mend));
    }

    void warning(String code, Address address, String content, Text message, Text mend) {
        all.add(Finding.warning(code, address, content, message, mend));
    }

    void note(String code, Address address, String content, Text message, Text mend) {
        all.add(new Finding(Finding.Severity.NOTE, code, address, content, message, mend));
    }

    boolean hasErrors() {
        return errors() > 0;
    }

    /// How many errors there are so far.
    long errors() {
        return all.stream().filter(f -> f.severity() == Finding.Severity.ERROR).count();
    }

    void addAll(List<Finding> findings) {
        all.addAll(findings);
    }

    List<Finding> sorted() {
        return all.stream().distinct().sorted(Finding.ORDER).toList();
    }
}
