package io.tenure.input;

import io.tenure.text.Message;
import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// The currency of the amounts of a file: those in different ones can't be compared or added up.
final class FileCurrency {
    private String first = "";

    /// A sentence if an amount is in another currency than those before; otherwise null.
    ///
    /// @param sign sign or code of the currency; empty where the amount has none
    @Nullable
    Text check(String sign) {
        if (first.isEmpty()) {
            first = sign;
        } else if (!sign.isEmpty() && !code(sign).equals(code(first))) {
            return Message.of("input.malformed.currency", "currency", sign, "first", first);
        }
        return null;
    }

    /// The code of a currency whose sign no other currency has.
    private static String code(String sign) {
        return switch (sign) {
            case "€" -> "EUR";
            case "£" -> "GBP";
            default -> sign;
        };
    }
}
