package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.ActionableFact.Actor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Reading the sheet `Facts`.
class ActionableFactReadingTest extends BundleFixture {
    private static final String HEAD = "fact | raisedBy | loweredBy | from | to | shareOf | step\n";

    private io.tenure.finding.Checked<Ruleset, io.tenure.finding.Finding> facts(String rows) {
        return check(Map.of(
                Settings.FILE, settings.sheet("Facts", HEAD + rows).bytes(), STAGE, Workbooks.of("Stage", GOOD)));
    }

    @Test
    void readsWhoChangesWhatInWhichRange() {
        var facts = validRuleset(facts("""
                openComplaints | CUSTOMER | FIRM | 0 | 5 | |
                namedRepresentative | FIRM | NOBODY | | | |
                volumeCurrent | "CUSTOMER, FIRM" | | 0 | 400 | |
                """.replace("\"", ""))).actionableFacts();

        assertThat(facts)
                .extracting(fact -> fact.fact().name())
                .containsExactly("openComplaints", "namedRepresentative", "volumeCurrent");
        assertThat(facts.get(0).raisedBy()).containsExactly(Actor.CUSTOMER);
        assertThat(facts.get(0).loweredBy()).containsExactly(Actor.FIRM);
        assertThat(facts.get(0).step()).isEqualTo(1);
        assertThat(facts.get(1).loweredBy()).isEmpty();
        assertThat(facts.get(2).raisedBy()).isEqualTo(Set.of(Actor.CUSTOMER, Actor.FIRM));
        assertThat(facts.get(2).loweredBy()).isNull();
        assertThat(facts.get(2).step()).isEqualTo(4);
    }

    @Test
    void findsEveryFaultAtItsCell() {
        assertThat(codesAndCells(facts("""
                openComplaint | CUSTOMER | | 0 | 5 | |
                customerId | CUSTOMER | | | | |
                npsScore | SOMEBODY | | 0 | 10 | |
                satisfaction | | | 1 | 5 | |
                churnReason | CUSTOMER | CUSTOMER | | | |
                exitIntent | CUSTOMER | | 0 | 1 | |
                shareOfWallet | CUSTOMER | | 0 | 2 | |
                purchaseCount | CUSTOMER | | 5 | 1 | |
                productsHeld | CUSTOMER | | 0 | 10 | | 0.5
                productsHeld | CUSTOMER | | 0 | 10 | |
                """)))
                .containsExactlyInAnyOrder(
                        "unknown-code A2",
                        "unknown-code A3",
                        "unknown-code B4",
                        "never-changes B5",
                        "code-has-no-direction C6",
                        "no-range D7",
                        "out-of-range E8",
                        "out-of-range E9",
                        "out-of-range G10",
                        "duplicate-name A11");
    }
}
