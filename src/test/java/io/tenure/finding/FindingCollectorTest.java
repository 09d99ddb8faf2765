package io.tenure.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.text.Text;
import org.junit.jupiter.api.Test;

class FindingCollectorTest {
    private final FindingCollector findings = new FindingCollector();

    @Test
    void keepsTheFirstOfAKindAndCountsTheRest() {
        for (int row = 1; row <= 50_000; row++) {
            add("unknown-name", "Stage", row);
        }
        add("unknown-name", "Risk", 7);
        add("not-a-number", "Stage", 9);

        assertThat(findings.sorted()).hasSize(FindingCollector.MAX_OF_A_KIND + 3);
        assertThat(findings.errorCount()).isEqualTo(50_002);
        Finding more = findings.sorted().stream()
                .filter(f -> f.address().row() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(more.code()).isEqualTo("unknown-name");
        assertThat(more.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(more.address().sheet()).isEqualTo("Stage");
        assertThat(more.message().en()).isEqualTo("And 49,800 more like the 200 listed here.");
        assertThat(more.message().zh()).isEqualTo("除已列出的200处外，还有49,800处同样的问题。");
    }

    @Test
    void listsTheSameFindingOnce() {
        add("unknown-name", "Stage", 1);
        add("unknown-name", "Stage", 1);

        assertThat(findings.sorted()).hasSize(1);
    }

    private void add(String code, String sheet, int row) {
        findings.error(
                code, new Address("decision-tables/t.xlsx", sheet, row, 1), "", Text.same("wrong"), Text.same("fix"));
    }
}
