package io.tenure.input;

import io.tenure.text.Characters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which texts identify a customer, in requests, files and paths alike: those that people can see and tell
/// apart, and that can stand in a path, so that everything stored under an id can be read and erased.
public final class CustomerIds {
    /// The fact that has the id.
    public static final String NAME = "customerId";

    private static final int MAX_LENGTH = 200;

    /// A number as a spreadsheet shows one too long for its column, or no number at all in one too narrow.
    private static final Pattern SHORTENED = Pattern.compile("\\d([.,]\\d{1,14})?E\\+\\d{2,3}|#{3,}");

    /// What databases, spreadsheets and shops write where there is no customer, in small letters.
    private static final Set<String> NOBODY = Set.of(
            "null",
            "(null)",
            "\\n",
            "nan",
            "none",
            "(none)",
            "nil",
            "n/a",
            "#n/a",
            "#ref!",
            "#value!",
            "#name?",
            "-",
            "--",
            "?",
            "unknown",
            "undefined",
            "anonymous",
            "guest",
            "(blank)",
            "(empty)",
            "unbekannt",
            "(leer)",
            "inconnu",
            "未知",
            "匿名",
            "无",
            "(空白)");

    private CustomerIds() {}

    public static boolean isValid(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                // A client or a proxy resolves them as steps in a path.
                && !id.equals(".")
                && !id.equals("..")
                && Characters.isVisibleLine(id);
    }

    /// Whether a cell of a file says that there is no customer; as an id it would make one of all strangers.
    public static boolean isNobody(String cell) {
        return cell.isEmpty() || NOBODY.contains(cell.toLowerCase(Locale.ROOT));
    }

    /// Whether a spreadsheet has shortened a cell, such as `1.23457E+11`: others became the same.
    public static boolean isShortened(String cell) {
        return SHORTENED.matcher(cell).matches();
    }

    /// Why a shortened cell is no id.
    public static Text shortened(String cell) {
        return Message.of("input.customer-id.shortened", "text", cell);
    }

    /// What is valid, in words.
    public static Text expected() {
        return Message.of("input.customer-id.expected", "maxLength", MAX_LENGTH);
    }

    /// The fault of an id that is not valid.
    ///
    /// @param pointer where it is
    public static InputFault fault(String pointer, String id) {
        return InputFault.invalidText(pointer, NAME, id, expected());
    }
}
