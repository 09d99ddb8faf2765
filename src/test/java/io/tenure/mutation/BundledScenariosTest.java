package io.tenure.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.ParameterVariants;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The bundled scenarios notice small mistakes in the bundled rules. The usual run looks at a few tables, the proofs at
/// all of them and the parameters.
class BundledScenariosTest {
    private static final Set<String> FEW = Set.of("Stage", "RetentionLevel", "WorthKeeping", "ReferralQuadrant");

    @Test
    void theBundledScenariosNoticeNineteenOfTwentyChanges() {
        boolean all = Boolean.getBoolean("tenure.proofs");
        Bundle bundle = Bundle.ofClasspath("seed/");
        CompiledRuleset compiled = new BundleReader()
                .read(bundle)
                .then(ruleset -> new Engine().compile(ruleset))
                .orElseThrow();

        MutationReport report = MutationRun.run(
                compiled,
                ParameterVariants.of(bundle),
                table -> all || FEW.contains(table),
                Duration.ofMinutes(10),
                (_, _) -> {});

        assertThat(report.untried()).isZero();
        assertThat(report.failing()).isZero();
        assertThat(report.killed()).isGreaterThan(all ? 3_000 : 200);
        assertThat(report.score()).as("%s", report.survivors()).isGreaterThanOrEqualTo(0.95);
    }
}
