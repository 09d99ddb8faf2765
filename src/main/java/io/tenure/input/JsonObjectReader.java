package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.text.Characters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a body that is one JSON object of known members, strictly: an unknown or repeated member, another type and
/// null are faults, and all of them are found at once. No value is converted.
///
/// A member that is left out reads as null; one with a fault reads as null too, and the body is then invalid.
public final class JsonObjectReader {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final List<String> known;
    private final Map<String, Json> members = new LinkedHashMap<>();
    private final List<InputFault> faults = new ArrayList<>();

    private JsonObjectReader(List<Json.Member> written, List<InputFault> duplicates, List<String> known) {
        this.known = known;
        faults.addAll(duplicates);
        for (Json.Member member : written) {
            if (known.contains(member.name())) {
                members.put(member.name(), member.value());
            } else {
                faults.add(unknown(member, known));
            }
        }
    }

    /// Reads a body that must be there.
    ///
    /// @param known the members it may have
    /// @param read makes the value from the members, also if there are faults, so that it finds its own; null
    ///     only if it has added a fault
    public static <T> Checked<T, InputFault> required(
            byte[] body, List<String> known, Function<JsonObjectReader, @Nullable T> read) {
        return switch (Json.parse(body)) {
            case Checked.Invalid(List<InputFault> invalid) -> new Checked.Invalid<>(invalid);
            case Checked.Valid(Json.Obj(List<Json.Member> written), List<InputFault> duplicates) ->
                read(new JsonObjectReader(written, duplicates, known), read);
            case Checked.Valid(Json root, var _) ->
                new Checked.Invalid<>(List.of(ValueBinding.wrongJsonType("", root, Message.of("input.value.object"))));
        };
    }

    /// Reads a body that may be left out, which is the same as an object without members.
    public static <T> Checked<T, InputFault> optional(
            byte[] body, List<String> known, Function<JsonObjectReader, @Nullable T> read) {
        return body.length == 0
                ? read(new JsonObjectReader(List.of(), List.of(), known), read)
                : required(body, known, read);
    }

    private static <T> Checked<T, InputFault> read(
            JsonObjectReader members, Function<JsonObjectReader, @Nullable T> read) {
        T value = read.apply(members);
        return members.faults.isEmpty()
                ? Checked.valid(Objects.requireNonNull(value))
                : new Checked.Invalid<>(members.faults.stream()
                        .sorted(Comparator.comparingInt(members::position))
                        .toList());
    }

    /// The known members in their order, then all others.
    private int position(InputFault fault) {
        String member = fault.pointer().replaceFirst("^/([^/]*).*", "$1");
        int position = known.indexOf(member);
        return position < 0 ? known.size() : position;
    }

    /// The member as it was written; null if it was left out.
    public @Nullable Json value(String name) {
        return members.get(name);
    }

    /// Adds a fault that the caller found.
    public void addFault(InputFault fault) {
        faults.add(fault);
    }

    /// Whether a fault was found in the value of a member.
    public boolean hasFault(String name) {
        String pointer = Json.pointer("", name);
        return faults.stream()
                .anyMatch(fault ->
                        fault.pointer().equals(pointer) || fault.pointer().startsWith(pointer + "/"));
    }

    /// Adds the fault that a member is missing, unless it has another one.
    public void requireMember(String name, Text expected) {
        if (!members.containsKey(name)) {
            faults.add(new InputFault(
                    "missing",
                    Json.pointer("", name),
                    null,
                    expected,
                    Message.of("input.missing.message", "name", name)));
        }
    }

    public @Nullable Boolean bool(String name) {
        return switch (members.get(name)) {
            case null -> null;
            case Json.Bool(boolean value) -> value;
            case Json other -> wrong(name, other, Message.of("input.value.boolean"));
        };
    }

    /// A whole number, written without fraction and exponent.
    public @Nullable Integer wholeNumber(String name, int min, int max) {
        Text expected = Message.of("input.object.whole-number", "min", min, "max", max);
        return switch (members.get(name)) {
            case null -> null;
            case Json.Num(String digits)
            when WHOLE_NUMBER.matcher(digits).matches() -> {
                long value = Long.parseLong(digits);
                yield value < min || value > max
                        ? invalid("out-of-range", name, value, expected)
                        : (Integer) Math.toIntExact(value);
            }
            case Json other -> wrong(name, other, expected);
        };
    }

    public @Nullable Double number(String name, double min, double max) {
        Text expected = Message.of("input.object.number", "min", min, "max", max);
        return switch (members.get(name)) {
            case null -> null;
            case Json.Num(String digits) -> {
                double value = Double.parseDouble(digits);
                yield value >= min && value <= max
                        ? (Double) (value + 0.0)
                        : invalid("out-of-range", name, Double.isInfinite(value) ? digits : value, expected);
            }
            case Json other -> wrong(name, other, expected);
        };
    }

    /// @param maxLength in UTF-16 units; blank text is a fault, and one with characters that can't be stored
    public @Nullable String text(String name, int maxLength) {
        Text expected = Message.of("input.object.text", "maxLength", maxLength);
        return switch (members.get(name)) {
            case null -> null;
            case Json.Str(String text)
            when text.isBlank() || text.length() > maxLength || !Characters.isPlain(text) ->
                invalid("invalid-text", name, text, expected);
            case Json.Str(String text) -> text;
            case Json other -> wrong(name, other, expected);
        };
    }

    /// A password: no fault shows what was written.
    public @Nullable String secret(String name) {
        return switch (members.get(name)) {
            case null -> null;
            case Json.Str(String text) -> text;
            case Json _ -> {
                Text expected = Message.of("input.object.secret");
                faults.add(new InputFault(
                        "wrong-type",
                        Json.pointer("", name),
                        null,
                        expected,
                        Message.of("input.wrong-type.json.message", "expected", expected)));
                yield null;
            }
        };
    }

    /// @return the texts in their order; null if the member was left out or has a fault
    public @Nullable List<String> texts(String name, int maxItems) {
        Text expected = Message.of("input.object.texts", "maxItems", maxItems);
        switch (members.get(name)) {
            case null -> {
                return null;
            }
            case Json.Arr(List<Json> items)
            when items.size() <= maxItems -> {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    if (items.get(i) instanceof Json.Str(String text) && !text.isBlank() && Characters.isPlain(text)) {
                        texts.add(text);
                    } else {
                        faults.add(ValueBinding.wrongJsonType(
                                Json.pointer("", name) + "/" + i, items.get(i), Message.of("input.object.text-item")));
                    }
                }
                return texts;
            }
            case Json.Arr(List<Json> items) -> {
                return invalid("too-many", name, items.size(), expected);
            }
            case Json other -> {
                return wrong(name, other, expected);
            }
        }
    }

    /// A moment with its offset from UTC, 2026-06-30T12:00:00Z, of the years 2000 to 2200.
    public @Nullable Instant moment(String name) {
        Text expected = Message.of("input.object.moment");
        return switch (members.get(name)) {
            case null -> null;
            case Json.Str(String text) -> {
                try {
                    OffsetDateTime moment = OffsetDateTime.parse(text);
                    yield QueryParameters.isInRange(moment.toLocalDate())
                            ? moment.toInstant()
                            : invalid("out-of-range", name, text, expected);
                } catch (DateTimeException _) {
                    yield invalid("wrong-type", name, text, expected);
                }
            }
            case Json other -> wrong(name, other, expected);
        };
    }

    private <T> @Nullable T wrong(String name, Json value, Text expected) {
        faults.add(ValueBinding.wrongJsonType(Json.pointer("", name), value, expected));
        return null;
    }

    private <T> @Nullable T invalid(String code, String name, Object value, Text expected) {
        faults.add(new InputFault(
                code,
                Json.pointer("", name),
                value,
                expected,
                Message.of(
                        "input.value.invalid", "field", name, "expected", expected, "value", String.valueOf(value))));
        return null;
    }

    private InputFault unknown(Json.Member member, Collection<String> known) {
        String name = member.name();
        String near = InputFault.nearest(faults.size(), name, known);
        return new InputFault(
                "unknown-member",
                Json.pointer("", name),
                member.value().displayValue(),
                known.isEmpty()
                        ? Message.of("input.object.empty")
                        : Message.of("input.unknown-member.expected", "members", known),
                ValueBinding.didYouMean(Message.of("input.unknown-name.message", "name", name), near));
    }
}
