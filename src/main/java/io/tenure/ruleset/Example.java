package io.tenure.ruleset;

import io.tenure.lifecycle.Text;
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
/// @param telling the names whose values matter; any other value of the rest would do as well
public record Example(Map<String, @Nullable Object> values, Set<String> telling) {
    public Example {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        telling = Set.copyOf(telling);
    }

    /// The customer in words: `a customer with purchaseCount 3, volumeGrowth unknown`.
    Text text() {
        List<String> en = new ArrayList<>();
        List<String> zh = new ArrayList<>();
        values.forEach((name, value) -> {
            if (telling.contains(name)) {
                en.add(name + " " + (value == null ? "unknown" : CellText.of(value)));
                zh.add(name + (value == null ? "未知" : " " + CellText.of(value)));
            }
        });
        return en.isEmpty()
                ? new Text("any customer", "任何客户")
                : new Text("a customer with " + String.join(", ", en), "这样的客户（" + String.join("，", zh) + "）");
    }
}
