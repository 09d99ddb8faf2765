package io.tenure.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Workbooks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who is affected by an edit of tables that decide outcomes of a ruleset's own.
class AffectedOwnOutcomesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
    private static final String SERVICE = """
            RuleSet    | tenure.rules
            Phase      | value
            HitPolicy  | FIRST
            RuleTable Service
            NAME | CONDITION     | ACTION       | DESCRIPTION | DESCRIPTION

                 | purchaseCount | serviceLevel | en          | zh
            Row  | Purchases     | Service      | Why         | 原因
            SV1  | > MANY        | PREMIUM      | many        | 多
            SV2  | >= 1          | BASIC        | any other   | 其他
            """;
    private static final String LIMIT = """
            RuleSet    | tenure.rules
            Phase      | value
            HitPolicy  | UNIQUE
            RuleTable Limit
            NAME | CONDITION    | ACTION      | DESCRIPTION | DESCRIPTION

                 | serviceLevel | creditLimit | en          | zh
            Row  | Service      | Limit       | Why         | 原因
            L1   | PREMIUM      | 500         | premium     | 尊享
            L2   | not PREMIUM, unknown | 0   | none        | 无
            """;
    private static final String ESCALATION = """
            package tenure.rules;
            import io.tenure.lifecycle.Decision;
            rule "escalates premium service" agenda-group "retention"
            when $d : Decision(outcome["serviceLevel"] == "PREMIUM", outcome["escalated"] == null)
            then modify($d) { setOutcome("escalated", true) }
            end
            """;

    private static Ruleset rules(int purchases, String escalation) {
        var settings = Workbooks.create()
                .measureParameters()
                .sheet("Outcomes", """
                        name | type | phase | min | max | label | labelZh
                        serviceLevel | CODE | value | | | service level | 服务级别
                        creditLimit | NUMBER | value | 0 | 1000 | credit limit | 信用额度
                        escalated | BOOLEAN | retention | | | escalated | 已上报
                        """)
                .sheet("Codes", """
                        outcome | code | en | zh
                        serviceLevel | BASIC | Basic service | 基础服务
                        serviceLevel | PREMIUM | Premium service | 尊享服务
                        """)
                .sheet("Actions", """
                        code | label | labelZh | cost
                        NO_ACTION | No action | 不行动 | 0
                        """);
        return new BundleReader(Set.of())
                .read(Bundle.of(Map.of(
                        "decision-tables/settings.xlsx",
                        settings.bytes(),
                        "decision-tables/service.xlsx",
                        Workbooks.of("Service", SERVICE.replace("MANY", String.valueOf(purchases))),
                        "decision-tables/limit.xlsx",
                        Workbooks.of("Limit", LIMIT),
                        "rules/escalation.drl",
                        escalation.getBytes(StandardCharsets.UTF_8))))
                .orElseThrow();
    }

    @Test
    void theRegionsOfOwnOutcomesAndOfTheTablesThatReadThemAreTold() {
        AffectedReport report = AffectedCustomers.between(
                        AffectedCustomersProperties.compile(rules(5, ESCALATION)),
                        AffectedCustomersProperties.compile(rules(8, ESCALATION)),
                        CLOCK)
                .report(Locale.ENGLISH);

        assertThat(report.nobodyElse()).isTrue();
        assertThat(report.regions())
                .extracting(AffectedRegion::table, AffectedRegion::name, AffectedRegion::before, AffectedRegion::after)
                .containsExactly(
                        tuple("Service", "serviceLevel", "PREMIUM", "BASIC"),
                        tuple("Limit", "creditLimit", "500", "0"));
        assertThat(report.regions().getFirst().conditions())
                .containsExactly(List.of(new RegionCondition("purchaseCount", "from 6 to 8")));
        assertThat(report.regions()).extracting(AffectedRegion::example).doesNotContainNull();
        assertThat(report.notFollowed())
                .anyMatch(text -> text.contains("rules/escalation.drl"))
                .anyMatch(text -> text.contains("escalated"));
    }

    @Test
    void rulesThatFailForEveryCustomerTriedAreNamed() {
        String endless = ESCALATION.replace(", outcome[\"escalated\"] == null", "");

        AffectedReport report = AffectedCustomers.between(
                        AffectedCustomersProperties.compile(rules(5, endless)),
                        AffectedCustomersProperties.compile(rules(8, endless)),
                        CLOCK)
                .report(Locale.ENGLISH);

        assertThat(report.regions()).singleElement().satisfies(region -> {
            assertThat(region.table()).isEqualTo("Service");
            assertThat(region.example()).isNull();
        });
        assertThat(report.moreRegions()).isEqualTo(1);
        assertThat(report.notFollowed())
                .contains("whether there is a decision: rules failed for customers tried as examples. The rules do not"
                        + " settle: 10,000 firings for one customer, the last of \"escalates premium service\".");
    }
}
