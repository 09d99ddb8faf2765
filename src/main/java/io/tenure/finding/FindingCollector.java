package io.tenure.finding;

import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;

/// The findings of one reading, gathered as they turn up.
public final class FindingCollector {
    private final List<Finding> all = new ArrayList<>();

    public void add(Finding finding) {
        all.add(finding);
    }

    public void error(String code, Address address, String content, Text message, Text fix) {
        all.add(Finding.error(code, address, content, message, fix));
    }

    public void warning(String code, Address address, String content, Text message, Text fix) {
        all.add(Finding.warning(code, address, content, message, fix));
    }

    public void note(String code, Address address, String content, Text message, Text fix) {
        all.add(new Finding(Finding.Severity.NOTE, code, address, content, message, fix));
    }

    public boolean hasErrors() {
        return errorCount() > 0;
    }

    /// How many errors there are so far.
    public long errorCount() {
        return all.stream().filter(f -> f.severity() == Finding.Severity.ERROR).count();
    }

    public void addAll(List<Finding> findings) {
        all.addAll(findings);
    }

    public List<Finding> sorted() {
        return all.stream().distinct().sorted(Finding.ORDER).toList();
    }
}
