package io.tenure.batch;

import io.tenure.lifecycle.Decided;
import java.util.List;

/// What became of one customer of the file.
sealed interface Verdict {
    /// @param rendered the answer as it goes to the screen or the file
    record Told(Decided decided, Rendered rendered) implements Verdict {}

    /// @param words one sentence for each thing that is wrong
    record Refused(long line, String customerId, List<String> words) implements Verdict {}
}
