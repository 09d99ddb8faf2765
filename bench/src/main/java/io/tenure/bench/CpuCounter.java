package io.tenure.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Counts by the CPU time of the thread, which other load on the machine doesn't change.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuCounter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long startNanos;
    private long decisions;

    @Setup(Level.Iteration)
    public void begin() {
        startNanos = THREADS.getCurrentThreadCpuTime();
        decisions = 0;
    }

    /// The index of the next customer.
    int next() {
        return (int) decisions++ & BenchmarkData.CUSTOMERS - 1;
    }

    /// Called by JMH at the end of an iteration.
    public double perCpuSecond() {
        return decisions * 1e9 / (THREADS.getCurrentThreadCpuTime() - startNanos);
    }
}
