package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.Check;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShippedBundleTest {
    private final ShippedBundle shipped = ShippedBundle.readNow();

    @Test
    void whatReadingItCameToHoldsForTheSameFilesAlone() {
        Map<String, byte[]> files = shipped.bundle().files();
        assertThat(shipped.check()).isInstanceOf(Check.Sound.class);
        assertThat(shipped.checkOf(Bundle.of(files))).containsSame(shipped.check());
        Map<String, byte[]> changed = new TreeMap<>(files);
        changed.computeIfPresent("rules/eligibility.drl", (_, content) -> {
            byte[] other = content.clone();
            other[other.length - 1]++;
            return other;
        });
        assertThat(changed.keySet()).isEqualTo(files.keySet());
        assertThat(shipped.checkOf(Bundle.of(changed))).isEmpty();
        changed.putAll(files);
        changed.remove("rules/eligibility.drl");
        assertThat(shipped.checkOf(Bundle.of(changed))).isEmpty();
    }

    @Test
    void aJvmReadsItLikeAnyOther() {
        assertThat(ShippedBundle.brought(shipped.bundle())).isEmpty();
        assertThat(ShippedBundle.brought(
                        ((Check.Sound) shipped.check()).ruleset().hash()))
                .isEmpty();
    }

    @Test
    void itIsKnownByTheHashOfItsRuleset() {
        assertThat(shipped.hasHash(((Check.Sound) shipped.check()).ruleset().hash()))
                .isTrue();
        assertThat(shipped.hasHash("sha256:0")).isFalse();
    }
}
