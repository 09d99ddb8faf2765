package io.tenure.analysis;

import io.tenure.table.ValueText;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One customer, as far as a table asks about them.
///
/// @param values value by field name, null for an unknown one; with `asOf` where rows have effective dates
/// @param relevantNames the fields whose values matter; the others could have any value
public record Example(Map<String, @Nullable Object> values, Set<String> relevantNames) {
    public Example {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        relevantNames = Set.copyOf(relevantNames);
    }

    /// The customer for people: `a customer with purchaseCount 3, volumeGrowth unknown`.
    Text text() {
        List<Text> relevant = new ArrayList<>();
        values.forEach((name, value) -> {
            if (relevantNames.contains(name)) {
                relevant.add(
                        value == null
                                ? Message.of("analysis.example.unknown", "name", name)
                                : Message.of("analysis.example.known", "name", name, "value", ValueText.of(value)));
            }
        });
        return relevant.isEmpty()
                ? Message.of("analysis.example.any")
                : Message.of("analysis.example.customer", "values", relevant);
    }
}
