package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;

/// A parameter with the next value above or below.
record ParameterMutant(Address address, String row, String before, String after, Ruleset ruleset) implements Mutant {
    @Override
    public String table() {
        return address.sheet();
    }
}
