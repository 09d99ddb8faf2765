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
/// @param values value by name, null for one that is not known; `asOf` too where rows have effective dates
/// @param relevantNames the names whose values matter; any other value of the rest would do as well
public record Example(Map<String, @Nullable Object> values, Set<String> relevantNames) {
    public Example {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        relevantNames = Set.copyOf(relevantNames);
    }

    /// The customer in words: `a customer with purchaseCount 3, volumeGrowth unknown`.
    Text text() {
        List<String> en = new ArrayList<>();
        List<String> zh = new ArrayList<>();
        values.forEach((name, value) -> {
            if (relevantNames.contains(name)) {
                en.add(name + " " + (value == null ? "unknown" : ValueText.of(value)));
                zh.add(name + (value == null ? "未知" : " " + ValueText.of(value)));
            }
        });
        return en.isEmpty()
                ? Message.of("analysis.example.any-customer")
                : Text.of("a customer with " + String.join(", ", en), "这样的客户（" + String.join("，", zh) + "）");
    }
}
