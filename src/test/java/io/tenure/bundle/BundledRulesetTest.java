package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.BundledRuleset.CheckedBundle;
import io.tenure.finding.Checked;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.WorkbookReader;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BundledRulesetTest {
    private final CheckedBundle bundled = CheckedBundle.read();
    private final Map<String, byte[]> files = bundled.bundle().files();

    @Test
    void theSheetsThatTheBuildReadAreThoseOfTheWorkbook() {
        assertThat(files.keySet().stream().filter(Bundle::isWorkbook)).hasSizeGreaterThan(10);
        files.forEach((path, content) -> {
            if (Bundle.isWorkbook(path)) {
                FindingCollector findings = new FindingCollector();
                assertThat(BundledRuleset.sheets(path, content))
                        .as(path)
                        .isPresent()
                        .isEqualTo(WorkbookReader.read(path, content, findings));
                assertThat(findings.sorted()).as(path).isEmpty();
            }
        });
    }

    @Test
    void aWorkbookThatDiffersInOneByteIsNotABundledOne() {
        byte[] changed = files.get(Settings.FILE).clone();
        changed[changed.length / 2]++;
        assertThat(BundledRuleset.sheets(Settings.FILE, changed)).isEmpty();
        assertThat(BundledRuleset.sheets("decision-tables/other.xlsx", files.get(Settings.FILE)))
                .isEmpty();
    }

    @Test
    void theResultOfTheCheckIsUsedForTheSameFilesOnly() {
        assertThat(bundled.result()).isInstanceOf(Checked.Valid.class);
        assertThat(bundled.resultFor(Bundle.of(files))).containsSame(bundled.result());
        Map<String, byte[]> changed = new TreeMap<>(files);
        changed.computeIfPresent("rules/consent.drl", (_, content) -> {
            byte[] other = content.clone();
            other[other.length - 1]++;
            return other;
        });
        assertThat(changed.keySet()).isEqualTo(files.keySet());
        assertThat(bundled.resultFor(Bundle.of(changed))).isEmpty();
        changed.putAll(files);
        changed.remove("rules/consent.drl");
        assertThat(bundled.resultFor(Bundle.of(changed))).isEmpty();
    }

    @Test
    void aJvmChecksItLikeAnyOtherRuleset() {
        assertThat(BundledRuleset.check(bundled.bundle())).isEmpty();
        assertThat(BundledRuleset.find(bundled.result().orElseThrow().hash())).isEmpty();
    }

    @Test
    void itIsFoundByTheHashOfItsRuleset() {
        assertThat(bundled.hasHash(bundled.result().orElseThrow().hash())).isTrue();
        assertThat(bundled.hasHash("sha256:0")).isFalse();
    }
}
