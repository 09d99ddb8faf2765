package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import java.util.Optional;
import java.util.ServiceLoader;

/// Compiles the DRL and the free-form sheets of a ruleset while the service runs.
///
/// Only a JVM has one, because it loads classes; a native binary uses the code it was built with.
interface CodeCompiler {
    /// Found when the class is initialised: for a native binary while it is built.
    Optional<CodeCompiler> AVAILABLE = ServiceLoader.load(CodeCompiler.class, CodeCompiler.class.getClassLoader())
            .findFirst();

    CompiledCode compile(Ruleset ruleset);
}
