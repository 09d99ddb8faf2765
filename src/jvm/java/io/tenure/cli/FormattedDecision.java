package io.tenure.cli;

import java.util.List;

/// One answer in the form in which it is written.
sealed interface FormattedDecision {
    /// A JSON object.
    record Json(byte[] utf8) implements FormattedDecision {}

    /// A row of the table.
    ///
    /// @param riskBand code of the risk band, which colours it
    /// @param notes lines under it
    record Row(List<String> cells, String riskBand, List<String> notes) implements FormattedDecision {}

    /// Only counted.
    record Empty() implements FormattedDecision {
        static final Empty INSTANCE = new Empty();
    }
}
