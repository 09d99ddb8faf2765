package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Parameters;
import io.tenure.workbook.Sheet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The DRL compiled while building, and an engine that has nothing else, as in a native binary.
class PrecompiledRulesTest {
    private static final Ruleset BUNDLED = bundledRuleset();
    private static final Engine NATIVE = new Engine(Optional.empty());

    @Test
    void recognisesTheDrlItWasBuiltWith() {
        assertThat(Engine.precompiledHash()).isEqualTo(RuleSource.hash(BUNDLED.sources()));
    }

    @Test
    void decidesByTheBundledDrlWithoutACompiler() {
        assertThat(NATIVE.compile(BUNDLED)).isInstanceOf(Checked.Valid.class);
    }

    @Test
    void doesNotCompileTheBundledDrl() {
        Engine jvm = new Engine(Optional.of(_ -> {
            throw new AssertionError("compiled");
        }));
        assertThat(jvm.compile(BUNDLED)).isInstanceOf(Checked.Valid.class);
    }

    @Test
    void precompiledRulesAreThoseThatCompilingNowGives() {
        CompiledCode now = new JvmCompiler().compile(BUNDLED);
        CompiledCode ahead = PrecompiledRules.bundled().bind(BUNDLED);
        assertThat(ahead.rules()).isNotEmpty().containsExactlyInAnyOrderElementsOf(now.rules());
        assertThat(ahead.models()).hasSameSizeAs(now.models());
    }

    @Test
    void rejectsChangedDrlWithoutACompiler() {
        RuleSource first = BUNDLED.sources().getFirst();
        List<RuleSource> changed = Stream.concat(
                        Stream.of(new RuleSource(first.file(), "", first.drl() + "\n// changed")),
                        BUNDLED.sources().stream().skip(1))
                .toList();
        assertThat(findings(with(changed, List.of())))
                .extracting(Finding::code, f -> f.address().file())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("unsupported-in-native", first.file()));
    }

    @Test
    void rejectsAMissingDrlFileWithoutACompiler() {
        List<RuleSource> fewer = BUNDLED.sources().stream().skip(1).toList();
        assertThat(findings(with(fewer, List.of())))
                .extracting(f -> f.address().file())
                .containsExactly(BUNDLED.sources().getFirst().file());
    }

    @Test
    void rejectsASheetOfDroolsCodeWithoutACompiler() {
        FreeFormSheet sheet = new FreeFormSheet(
                new Sheet("decision-tables/code.xlsx", "Code", false, new TreeMap<>(), Set.of(), Set.of(), List.of()));
        List<Finding> findings = findings(with(BUNDLED.sources(), List.of(sheet)));
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().address().sheet()).isEqualTo("Code");
        assertThat(findings.getFirst().message().zh()).containsPattern("\\p{IsHan}");
    }

    @Test
    void reportsTheParameterThatTheBundledDrlMisses() {
        Map<String, Double> fewer = new HashMap<>();
        BUNDLED.parameters().names().stream()
                .filter(name -> !name.equals("stableGrowth"))
                .forEach(name -> fewer.put(name, BUNDLED.parameters().get(name)));
        Ruleset ruleset = new Ruleset(
                BUNDLED.hash(),
                BUNDLED.dictionary(),
                BUNDLED.phases(),
                new Parameters(fewer),
                BUNDLED.actions(),
                BUNDLED.labels(),
                BUNDLED.tables(),
                BUNDLED.sources(),
                BUNDLED.scenarios());
        List<Finding> findings = findings(ruleset);
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("unknown-parameter");
            assertThat(finding.content()).isEqualTo("stableGrowth");
            assertThat(finding.address().row()).isPositive();
        });
        assertThat(new JvmCompiler().compile(ruleset).findings()).containsExactlyInAnyOrderElementsOf(findings);
    }

    private static List<Finding> findings(Ruleset ruleset) {
        return ((Checked.Invalid) NATIVE.compile(ruleset)).findings();
    }

    private static Ruleset with(List<RuleSource> sources, List<FreeFormSheet> freeForms) {
        return new Ruleset(
                BUNDLED.hash(),
                BUNDLED.dictionary(),
                BUNDLED.phases(),
                BUNDLED.parameters(),
                BUNDLED.indicators(),
                BUNDLED.actions(),
                BUNDLED.contactLimits(),
                BUNDLED.experiments(),
                BUNDLED.actionableFacts(),
                BUNDLED.labels(),
                BUNDLED.tables(),
                sources,
                freeForms,
                BUNDLED.scenarios());
    }

    private static Ruleset bundledRuleset() {
        return new BundleReader().read(Bundle.ofClasspath("seed/")).orElseThrow();
    }
}
