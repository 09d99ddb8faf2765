package io.tenure.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.calibration.Contracts.Contract;
import io.tenure.model.ShiftedBetaGeometricFit.Renewals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final LocalDate START = LocalDate.of(2025, 1, 1);

    private static Contract contract(LocalDate seen, LocalDate until, boolean ended) {
        return new Contract(START, seen, until, ended);
    }

    @Test
    void aContractCountsFromTheMonthInWhichItWasSeenToTheLastOneThatEnded() {
        Contracts contracts = Contracts.of(List.of(
                contract(START, START.plusMonths(2).plusDays(10), false),
                contract(START.plusDays(40), START.plusMonths(3), false)));
        assertThat(contracts.customers()).isEqualTo(2);
        assertThat(contracts.months())
                .containsExactly(new Renewals(1, 1, 0), new Renewals(2, 2, 0), new Renewals(3, 1, 0));
    }

    @Test
    void anEndWithinAMonthIsTheEndOfThatMonth() {
        assertThat(Contracts.of(List.of(contract(START, START.plusMonths(1), true)))
                        .months())
                .containsExactly(new Renewals(1, 1, 1));
        assertThat(Contracts.of(List.of(contract(START, START.plusMonths(1).plusDays(1), true)))
                        .months())
                .containsExactly(new Renewals(1, 1, 0), new Renewals(2, 1, 1));
        assertThat(Contracts.of(List.of(contract(START, START, true))).months()).containsExactly(new Renewals(1, 1, 1));
    }

    @Test
    void aContractOfWhichNoMonthEndedSaysNothing() {
        assertThat(Contracts.of(List.of(contract(START, START.plusDays(20), false)))
                        .months())
                .isEmpty();
    }

    @Test
    void fewContractsDetermineNoModel() {
        List<Contract> contracts =
                new ArrayList<>(Collections.nCopies(150, contract(START, START.plusMonths(5), false)));
        contracts.addAll(Collections.nCopies(49, contract(START, START.plusMonths(2), true)));
        assertThat(Contracts.of(contracts).fit()).isEmpty();
        contracts.add(contract(START, START.plusMonths(1), true));
        assertThat(Contracts.of(contracts).fit()).isPresent();
    }
}
