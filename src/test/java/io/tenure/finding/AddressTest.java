package io.tenure.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({"'', 0, 0", "14, 14, 0", "A1, 1, 1", "Z9, 9, 26", "AA10, 10, 27", "ALM50000, 50000, 1001"})
    void theNameOfACellLeadsBackToIt(String cell, int row, int column) {
        Address address = new Address("decision-tables/stage.xlsx", "Stage", row, column);

        assertThat(address.cell()).isEqualTo(cell);
        assertThat(Address.of("decision-tables/stage.xlsx", "Stage", cell)).isEqualTo(address);
    }
}
