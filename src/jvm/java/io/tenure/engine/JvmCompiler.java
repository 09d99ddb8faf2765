package io.tenure.engine;

import io.tenure.bundle.Ruleset;

/// The compiler of a Tenure that runs on a JVM.
///
/// Public only because a service loader creates it.
public final class JvmCompiler implements CodeCompiler {
    @Override
    public CompiledCode compile(Ruleset ruleset) {
        return new DrlCompiler(ruleset.dictionary(), ruleset.phases(), ruleset.parameters())
                .compile(ruleset.sources(), ruleset.freeForms());
    }
}
