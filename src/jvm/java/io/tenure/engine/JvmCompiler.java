package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The compiler of a Tenure that runs on a JVM.
///
/// Public only because a service loader creates it.
public final class JvmCompiler implements CodeCompiler {
    /// Enough for the longest rule, however it is nested: the compilers descend once for each of its operators. What a
    /// rule doesn't need of it takes no memory.
    private static final long STACK_BYTES = 512L << 20;

    /// Compiles on a thread of its own, whose stack no rule exhausts. A stack that ends while a class of the compilers
    /// is initialised would leave them unusable.
    ///
    /// Neither the compilers nor a thread can be stopped, so whoever is interrupted waits on: a check that was
    /// given up counts as running while its compiler runs.
    @Override
    public CompiledCode compile(Ruleset ruleset) {
        FutureTask<CompiledCode> task =
                new FutureTask<>(() -> new DrlCompiler(ruleset.dictionary(), ruleset.phases(), ruleset.parameters())
                        .compile(ruleset.sources(), ruleset.freeForms()));
        Thread thread = new Thread(null, task, "rule-compiler", STACK_BYTES);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                if (interrupted && task.isDone()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
