package io.tenure.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The result of checking untrusted input: a usable value, or the reasons why there is none.
///
/// @param <T> the value
/// @param <F> one finding: [Finding] for a bundle, another type for a request
public sealed interface Checked<T, F> {
    /// The findings, in the order in which they are shown.
    List<F> findings();

    /// The value is usable.
    ///
    /// @param findings warnings and notes; often empty
    record Valid<T, F>(T value, List<F> findings) implements Checked<T, F> {
        public Valid {
            findings = List.copyOf(findings);
        }
    }

    /// There is no value.
    ///
    /// @param findings at least one of them is an error
    record Invalid<T, F>(List<F> findings) implements Checked<T, F> {
        public Invalid {
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("invalid, but without a finding");
            }
            findings = List.copyOf(findings);
        }
    }

    /// A value without findings.
    static <T, F> Checked<T, F> valid(T value) {
        return new Valid<>(value, List.of());
    }

    /// The next check, made only if this one passed. Its findings follow the findings of this one.
    default <U> Checked<U, F> then(Function<? super T, Checked<U, F>> next) {
        return switch (this) {
            case Invalid(List<F> own) -> new Invalid<>(own);
            case Valid(T value, List<F> own) ->
                switch (next.apply(value)) {
                    case Invalid(List<F> more) -> new Invalid<>(join(own, more));
                    case Valid(U result, List<F> more) -> new Valid<>(result, join(own, more));
                };
        };
    }

    /// The value, for input that can only be invalid by a defect of this program.
    ///
    /// @throws IllegalStateException listing the findings
    default T orElseThrow() {
        return switch (this) {
            case Valid(T value, List<F> _) -> value;
            case Invalid(List<F> findings) -> throw new IllegalStateException(findings.toString());
        };
    }

    private static <F> List<F> join(List<F> first, List<F> second) {
        List<F> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
