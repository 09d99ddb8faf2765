package io.tenure.app;

import jakarta.annotation.Priority;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/// Takes for true or false only what is written so.
///
/// Left to itself the configuration takes every other word for false: four eyes would be off by a slip of the pen.
@Priority(StrictBoolean.HIGHEST_PRIORITY)
public final class StrictBoolean implements Converter<Boolean> {
    static final int HIGHEST_PRIORITY = 1_000;

    private static final long serialVersionUID = 1;

    /// @throws IllegalArgumentException if it is neither
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
