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

    @Test
    void keepsAFewThousandOfAllKindsAndCountsTheRest() {
        for (int sheet = 0; sheet < 30; sheet++) {
            for (int row = 1; row <= 300; row++) {
                add("unknown-name", "Stage" + sheet, row);
            }
        }

        assertThat(findings.sorted()).hasSize(FindingCollector.MAX_KEPT + 30);
        assertThat(findings.errorCount()).isEqualTo(9_000);
        assertThat(findings.sorted().getLast().address().sheet()).isEqualTo("Stage9");
        assertThat(findings.sorted())
                .filteredOn(f -> f.address().equals(Address.sheet("decision-tables/t.xlsx", "Stage29")))
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .isEqualTo("300 findings of this kind, not listed because there are so many others."));
    }

    @Test
    void citesTheBeginningOfALongContent() {
        Finding finding = Finding.error(
                "too-long", Address.file("x.xlsx"), "x".repeat(5_000), Text.same("wrong"), Text.same("fix"));

        assertThat(finding.content()).isEqualTo("x".repeat(400) + "…");
    }

    private void add(String code, String sheet, int row) {
        findings.error(
                code, new Address("decision-tables/t.xlsx", sheet, row, 1), "", Text.same("wrong"), Text.same("fix"));
    }
}
