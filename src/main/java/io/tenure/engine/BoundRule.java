package io.tenure.engine;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.Origin;
import java.util.List;

/// A rule written in DRL: its address, and the names in its conditions, whose values its hit shows.
///
/// @param packageName DRL package, which with the name identifies the rule
record BoundRule(String packageName, String name, Origin origin, List<Field> reads) {
    BoundRule {
        reads = List.copyOf(reads);
    }
}
