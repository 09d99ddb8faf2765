package io.tenure.cli;

import io.tenure.calibration.Calibration;
import io.tenure.model.ShiftedBetaGeometricFit;
import io.tenure.report.BacktestTables;
import io.tenure.text.Message;
import java.util.Optional;

/// What calibrating says of contracts.
final class ContractReport {
    private ContractReport() {}

    /// The model, or why there is none.
    ///
    /// @param contracts how many there are
    static Message sentence(int contracts, Optional<ShiftedBetaGeometricFit> fit) {
        return fit.map(found -> Message.of(
                        "cli.calibrate.contracts-fit",
                        "contracts",
                        contracts,
                        "alpha",
                        BacktestTables.three(found.model().alpha()),
                        "beta",
                        BacktestTables.three(found.model().beta()),
                        "first",
                        BacktestTables.percent(found.model().retention(1)),
                        "year",
                        BacktestTables.percent(found.model().survival(12))))
                .orElseGet(() -> Message.of(
                        "cli.calibrate.contracts-no-fit", "contracts", contracts, "needed", Calibration.MIN_CUSTOMERS));
    }
}
