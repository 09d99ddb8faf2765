package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.FindingCollector;
import io.tenure.workbook.WorkbookReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundledWorkbooksTest {
    private final Map<String, byte[]> files = Bundle.ofClasspath("seed/").files();

    @Test
    void whatTheBuildReadOfAWorkbookIsWhatTheWorkbookSays() {
        assertThat(files.keySet().stream().filter(BundleReader::isWorkbook)).hasSizeGreaterThan(10);
        files.forEach((path, content) -> {
            if (BundleReader.isWorkbook(path)) {
                FindingCollector findings = new FindingCollector();
                assertThat(BundledWorkbooks.find(path, content))
                        .as(path)
                        .isPresent()
                        .isEqualTo(WorkbookReader.read(path, content, findings));
                assertThat(findings.sorted()).as(path).isEmpty();
            }
        });
    }

    @Test
    void aWorkbookOfWhichOneByteDiffersIsAnother() {
        byte[] changed = files.get(Settings.FILE).clone();
        changed[changed.length / 2]++;
        assertThat(BundledWorkbooks.find(Settings.FILE, changed)).isEmpty();
        assertThat(BundledWorkbooks.find("decision-tables/other.xlsx", files.get(Settings.FILE)))
                .isEmpty();
    }
}
