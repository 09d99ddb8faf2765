package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Parameters;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Finding;
import io.tenure.ruleset.FreeForm;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The DRL compiled while building, and what an engine does that has nothing else: a native binary's.
class ShippedCodeTest {
    private static final Ruleset SHIPPED = shipped();
    private static final Engine NATIVE = new Engine(Optional.empty());

    @Test
    void knowsTheDrlItWasBuiltWith() {
        assertThat(Engine.shippedCode()).isEqualTo(Source.hash(SHIPPED.sources()));
    }

    @Test
    void decidesByTheDrlThatShipsWithoutACompiler() {
        assertThat(NATIVE.compile(SHIPPED)).isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void asksNoCompilerForTheDrlThatShips() {
        Engine jvm = new Engine(Optional.of(_ -> {
            throw new AssertionError("compiled");
        }));
        assertThat(jvm.compile(SHIPPED)).isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void givesCompiledAheadTheRulesThatCompilingNowGives() {
        CompiledCode now = new JvmCompiler().compile(SHIPPED);
        CompiledCode ahead = ShippedCode.here().in(SHIPPED);
        assertThat(ahead.rules()).isNotEmpty().containsExactlyInAnyOrderElementsOf(now.rules());
        assertThat(ahead.models()).hasSameSizeAs(now.models());
    }

    @Test
    void refusesChangedDrlWhereNothingCompiles() {
        Source first = SHIPPED.sources().getFirst();
        List<Source> changed = Stream.concat(
                        Stream.of(new Source(first.file(), "", first.drl() + "\n// changed")),
                        SHIPPED.sources().stream().skip(1))
                .toList();
        assertThat(refused(with(changed, List.of())))
                .extracting(Finding::code, f -> f.address().file())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("not-in-native", first.file()));
    }

    @Test
    void refusesAMissingFileOfDrlWhereNothingCompiles() {
        List<Source> fewer = SHIPPED.sources().stream().skip(1).toList();
        assertThat(refused(with(fewer, List.of())))
                .extracting(f -> f.address().file())
                .containsExactly(SHIPPED.sources().getFirst().file());
    }

    @Test
    void refusesASheetOfDroolsCodeWhereNothingCompiles() {
        FreeForm sheet = new FreeForm("decision-tables/code.xlsx", "Code", new byte[0]);
        List<Finding> findings = refused(with(SHIPPED.sources(), List.of(sheet)));
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().address().sheet()).isEqualTo("Code");
        assertThat(findings.getFirst().message().zh()).containsPattern("\\p{IsHan}");
    }

    @Test
    void saysWhichParameterTheDrlThatShipsMisses() {
        Map<String, Double> fewer = new HashMap<>();
        SHIPPED.parameters().names().stream()
                .filter(name -> !name.equals("stableGrowth"))
                .forEach(name -> fewer.put(name, SHIPPED.parameters().get(name)));
        Ruleset ruleset = new Ruleset(
                SHIPPED.hash(),
                SHIPPED.dictionary(),
                SHIPPED.phases(),
                new Parameters(fewer),
                SHIPPED.actions(),
                SHIPPED.labels(),
                SHIPPED.tables(),
                SHIPPED.sources(),
                SHIPPED.scenarios());
        List<Finding> findings = refused(ruleset);
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("unknown-parameter");
            assertThat(finding.content()).isEqualTo("stableGrowth");
            assertThat(finding.address().row()).isPositive();
        });
        assertThat(new JvmCompiler().compile(ruleset).findings()).containsExactlyInAnyOrderElementsOf(findings);
    }

    private static List<Finding> refused(Ruleset ruleset) {
        return ((Compilation.Uncompilable) NATIVE.compile(ruleset)).findings();
    }

    private static Ruleset with(List<Source> sources, List<FreeForm> freeForms) {
        return new Ruleset(
                SHIPPED.hash(),
                SHIPPED.dictionary(),
                SHIPPED.phases(),
                SHIPPED.parameters(),
                SHIPPED.actions(),
                SHIPPED.contactLimits(),
                SHIPPED.labels(),
                SHIPPED.tables(),
                sources,
                freeForms,
                SHIPPED.scenarios());
    }

    private static Ruleset shipped() {
        return ((Check.Sound) new BundleReader(Engine.PARAMETERS).read(Bundle.ofClasspath("seed/"))).ruleset();
    }
}
