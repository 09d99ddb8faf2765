package io.tenure;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/// How many random cases the tests try: as many as they say with `./tenure test --proofs`, each run others; in
/// the usual run a part of them, each run the same.
///
/// jqwik finds this hook through a service file and asks it before every property.
public final class RandomCases implements AroundPropertyHook {
    private static final boolean ALL = Boolean.getBoolean("tenure.proofs");

    /// The usual run tries one of so many cases.
    private static final int PART = 10;

    /// Fewer cases than this are not divided any further.
    private static final int LEAST = 20;

    private static final int JQWIK_DEFAULT = 1000;

    private static final String SEED = "20260101";

    /// The number of cases to try of so many.
    public static int of(int all) {
        return ALL ? all : Math.min(all, Math.max(LEAST, all / PART));
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        if (!ALL) {
            PropertyAttributes attributes = context.attributes();
            attributes.setTries(of(attributes.tries().orElse(JQWIK_DEFAULT)));
            if (attributes.seed().isEmpty()) {
                attributes.setSeed(SEED);
            }
        }
        return property.execute();
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
