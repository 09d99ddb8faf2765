package io.tenure.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One decision, formatted for the output.
sealed interface FormattedDecision {
    /// A JSON object.
    record Json(byte[] utf8) implements FormattedDecision {}

    /// A row of the table.
    ///
    /// @param riskBand code of the risk band, which sets the colour
    /// @param notes lines below the row
    record Row(List<String> cells, String riskBand, List<String> notes) implements FormattedDecision {}

    /// The values of the columns of a typed table.
    ///
    /// @param values null where unknown
    record Values(@Nullable Object[] values) implements FormattedDecision {}

    /// Nothing to write: the decision is only counted.
    record Empty() implements FormattedDecision {
        static final Empty INSTANCE = new Empty();
    }
}
