package io.tenure.batch;

import java.util.List;

/// One answer in the form in which it is written.
sealed interface Rendered {
    /// A JSON object.
    record Json(byte[] utf8) implements Rendered {}

    /// A row of the table.
    ///
    /// @param band code of the risk band, which colours it
    /// @param notes lines under it
    record Row(List<String> cells, String band, List<String> notes) implements Rendered {}

    /// Only counted.
    record Nothing() implements Rendered {
        static final Nothing INSTANCE = new Nothing();
    }
}
