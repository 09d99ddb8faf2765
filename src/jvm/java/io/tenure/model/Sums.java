package io.tenure.model;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Sums over many customers, whose terms all cores compute.
///
/// The terms are added one after the other, so that a sum is the same to the last digit on any number of cores.
final class Sums {
    /// Fewer are computed before other threads have begun.
    private static final int CHUNK = 8192;

    private final double[] terms;

    /// @param size number of terms
    Sums(int size) {
        this.terms = new double[size];
    }

    /// @param term of each index; called from any thread
    double of(IntToDoubleFunction term) {
        int chunks = (terms.length + CHUNK - 1) / CHUNK;
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            int end = Math.min(terms.length, (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                terms[i] = term.applyAsDouble(i);
            }
        });
        double sum = 0;
        for (double each : terms) {
            sum += each;
        }
        return sum;
    }
}
