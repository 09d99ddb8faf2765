package io.tenure.engine;

import io.tenure.lifecycle.Origin;
import io.tenure.lifecycle.Term;
import java.util.List;

/// A rule written in DRL: where it stands, and the names its conditions mention, whose values its hit shows.
///
/// @param packageName DRL package, which with the name identifies the rule
record DrlRule(String packageName, String name, Origin origin, List<Term> reads) {
    DrlRule {
        reads = List.copyOf(reads);
    }
}
