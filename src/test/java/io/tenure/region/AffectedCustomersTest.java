package io.tenure.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Edits of the bundled tables whose regions can be told by hand.
class AffectedCustomersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Ruleset BUNDLED = AffectedCustomersProperties.bundled();

    @Test
    void aMovedBoundAffectsThoseBetweenTheOldAndTheNewOne() {
        Ruleset edited =
                with("VolumeDiscount", "PV1", 0, numbers(new Interval(Double.NEGATIVE_INFINITY, false, 600, false)));

        AffectedReport report = affected(BUNDLED, edited);

        assertThat(report.nobodyElse()).isTrue();
        assertThat(report.regions())
                .extracting(AffectedRegion::before, AffectedRegion::after, AffectedRegion::conditions)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "0", null, List.of(List.of(new RegionCondition("volumeCurrent", "from 600 to below 1000")))));
    }

    @Test
    void withoutAnEditNobodyChanges() {
        AffectedCustomers affected = AffectedCustomers.between(
                AffectedCustomersProperties.compile(BUNDLED), AffectedCustomersProperties.compile(BUNDLED), CLOCK);

        assertThat(affected.nobodyElse()).isTrue();
        assertThat(affected.report(Locale.CHINESE).text(Locale.CHINESE)).isEqualTo("没有客户受影响：所有决策保持不变。此结论已得到证明。\n");
    }

    @Test
    void theTablesThatReadAChangedOutcomeAreFollowed() {
        Ruleset edited = with("Stage", "ST5", 1, numbers(new Interval(1, true, 2, true)));

        AffectedReport report = affected(BUNDLED, edited);

        assertThat(report.regions().getFirst().table()).isEqualTo("Stage");
        assertThat(report.regions().getFirst().after()).isEqualTo("DECLINE");
        assertThat(report.regions())
                .filteredOn(region -> region.table().equals("StageCrosswalk"))
                .allSatisfy(region -> {
                    assertThat(region.edited()).isFalse();
                    assertThat(region.inputs().getFirst().name()).isEqualTo("stage");
                    assertThat(region.example()).isNotNull();
                })
                .isNotEmpty();
        assertThat(report.notFollowed()).anyMatch(text -> text.contains("stage-signature.drl"));
        assertThat(report.text(Locale.ENGLISH).lines().filter(line -> line.contains("StageCrosswalk: stageInChen")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("  StageCrosswalk: stageInChen ")
                .endsWith(" -> \"DECLINE\"");
    }

    @Test
    void nothingIsProvenWhereCodeWasEdited() {
        List<RuleSource> sources = new ArrayList<>(BUNDLED.sources());
        sources.removeFirst();
        Ruleset edited = new Ruleset(
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
                BUNDLED.freeForms(),
                BUNDLED.scenarios());

        AffectedReport report = affected(BUNDLED, edited);

        assertThat(report.nobodyElse()).isFalse();
        assertThat(report.notProven()).singleElement().asString().startsWith("Code was edited");
    }

    private static AffectedReport affected(Ruleset before, Ruleset after) {
        return AffectedCustomers.between(
                        AffectedCustomersProperties.compile(before), AffectedCustomersProperties.compile(after), CLOCK)
                .report(Locale.ENGLISH);
    }

    private static Condition numbers(Interval interval) {
        return new Condition.Numbers("edited", List.of(interval), false);
    }

    private static Ruleset with(String table, String row, int column, Condition condition) {
        return BUNDLED.withTables(BUNDLED.tables().stream()
                .map(one -> one.name().equals(table)
                        ? one.withRows(one.rows().stream()
                                .map(old -> old.name().equals(row) ? old.withCondition(column, condition) : old)
                                .toList())
                        : one)
                .toList());
    }
}
