package io.tenure.app;

import jakarta.annotation.Priority;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/// Reads configuration values as booleans and rejects everything else.
///
/// By default every unknown word counts as false: a typo would switch off the four-eyes check.
@Priority(StrictBoolean.HIGHEST_PRIORITY)
public final class StrictBoolean implements Converter<Boolean> {
    static final int HIGHEST_PRIORITY = 1_000;

    private static final long serialVersionUID = 1;

    /// @return null for an empty value
    /// @throws IllegalArgumentException if it is neither true nor false
    @Override
    public @Nullable Boolean convert(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true", "yes", "on", "y", "t", "1" -> true;
            case "false", "no", "off", "n", "f", "0" -> false;
            default -> throw new IllegalArgumentException("'%s' is neither true nor false".formatted(value));
        };
    }
}
