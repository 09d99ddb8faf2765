package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BundledReleaseTest {
    private final BundledRelease bundled = BundledRelease.read();

    @Test
    void whatReadingItCameToHoldsForTheSameFilesAlone() {
        Map<String, byte[]> files = bundled.bundle().files();
        assertThat(bundled.check()).isInstanceOf(Checked.Valid.class);
        assertThat(bundled.checkFor(Bundle.of(files))).containsSame(bundled.check());
        Map<String, byte[]> changed = new TreeMap<>(files);
        changed.computeIfPresent("rules/eligibility.drl", (_, content) -> {
            byte[] other = content.clone();
            other[other.length - 1]++;
            return other;
        });
        assertThat(changed.keySet()).isEqualTo(files.keySet());
        assertThat(bundled.checkFor(Bundle.of(changed))).isEmpty();
        changed.putAll(files);
        changed.remove("rules/eligibility.drl");
        assertThat(bundled.checkFor(Bundle.of(changed))).isEmpty();
    }

    @Test
    void aJvmReadsItLikeAnyOther() {
        assertThat(BundledRelease.find(bundled.bundle())).isEmpty();
        assertThat(BundledRelease.find(bundled.check().orElseThrow().hash())).isEmpty();
    }

    @Test
    void itIsKnownByTheHashOfItsRuleset() {
        assertThat(bundled.hasHash(bundled.check().orElseThrow().hash())).isTrue();
        assertThat(bundled.hasHash("sha256:0")).isFalse();
    }
}
