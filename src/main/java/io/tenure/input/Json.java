package io.tenure.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tenure.finding.Checked;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value as it was written: duplicate members are all kept, and numbers are kept as text.
public sealed interface Json {
    /// Deeper than any request needs, shallow enough for any stack.
    int MAX_DEPTH = 32;

    record Obj(List<Member> members) implements Json {}

    record Arr(List<Json> items) implements Json {}

    record Str(String text) implements Json {}

    /// @param text the digits as written; also `NaN` and `Infinity`, which aren't JSON and become faults later
    record Num(String text) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {
        static final Null INSTANCE = new Null();
    }

    /// @param line line of the name, from 1; likewise column
    record Member(String name, Json value, int line, int column) {}

    /// Parses a request.
    ///
    /// Duplicate members are findings of a valid value: they make the request invalid in the end, but it is read on
    /// for its other faults.
    static Checked<Json, InputFault> parse(byte[] utf8) {
        try (JsonParser parser = Parser.FACTORY.createParser(utf8)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return invalid(Parser.notJson(null, Message.of("input.json.empty")));
            }
            Parser parsing = new Parser(parser);
            Json root = parsing.value(first);
            if (parser.nextToken() != null) {
                return invalid(Parser.notJson(parser.currentTokenLocation(), Message.of("input.json.text-after-end")));
            }
            List<InputFault> duplicates = new ArrayList<>();
            if (parsing.hasDuplicates) {
                Parser.collectDuplicates(root, "", duplicates);
            }
            return new Checked.Valid<>(root, duplicates);
        } catch (StreamConstraintsException _) {
            return invalid(Parser.tooDeep());
        } catch (JsonParseException malformed) {
            return invalid(Parser.notJson(malformed.getLocation(), JsonSyntax.fault(malformed)));
        } catch (IOException undecodable) {
            return invalid(Parser.notJson(null, Message.of("input.json.not-utf8")));
        }
    }

    private static Checked<Json, InputFault> invalid(InputFault fault) {
        return new Checked.Invalid<>(List.of(fault));
    }

    /// The value as a fault shows it: a text, number or boolean; null for null.
    default @Nullable Object displayValue() {
        return switch (this) {
            case Obj _ -> "{…}";
            case Arr _ -> "[…]";
            case Str(String text) -> text;
            case Num(String text) -> number(text);
            case Bool(boolean value) -> value;
            case Null _ -> null;
        };
    }

    private static Object number(String text) {
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? (Object) value : text;
    }

    static String pointer(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /// Builds the value from the tokens of one parser.
    final class Parser {
        private static final JsonFactory FACTORY = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(1_000)
                        .maxNumberLength(1_000)
                        .build())
                // Not JSON; accepted here, so that they are reported together with the other faults.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();

        private final JsonParser parser;
        private boolean hasDuplicates;

        private Parser(JsonParser parser) {
            this.parser = parser;
        }

        private Json value(JsonToken token) throws IOException {
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> new Str(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(parser.getText());
                case VALUE_TRUE -> new Bool(true);
                case VALUE_FALSE -> new Bool(false);
                case VALUE_NULL -> Null.INSTANCE;
                case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value begins with " + token);
            };
        }

        private Obj object() throws IOException {
            List<Member> members = new ArrayList<>();
            Map<String, Boolean> seen = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonLocation at = parser.currentTokenLocation();
                members.add(new Member(name, value(parser.nextToken()), at.getLineNr(), at.getColumnNr()));
                hasDuplicates |= seen.put(name, Boolean.TRUE) != null;
            }
            return new Obj(members);
        }

        private Arr array() throws IOException {
            List<Json> items = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                items.add(value(token));
            }
            return new Arr(items);
        }

        private static void collectDuplicates(Json json, String pointer, List<InputFault> faults) {
            switch (json) {
                case Obj(List<Member> members) -> {
                    Map<String, List<Member>> byName = new HashMap<>();
                    members.forEach(m -> byName.computeIfAbsent(m.name(), _ -> new ArrayList<>())
                            .add(m));
                    for (Member member : members) {
                        String at = Json.pointer(pointer, member.name());
                        List<Member> same = byName.getOrDefault(member.name(), List.of());
                        if (same.size() > 1) {
                            faults.add(duplicate(at, member, same.size()));
                        }
                        collectDuplicates(member.value(), at, faults);
                    }
                }
                case Arr(List<Json> items) -> {
                    for (int i = 0; i < items.size(); i++) {
                        collectDuplicates(items.get(i), pointer + "/" + i, faults);
                    }
                }
                case Str _, Num _, Bool _, Null _ -> {}
            }
        }

        private static InputFault duplicate(String pointer, Member member, int times) {
            return new InputFault(
                    "duplicate",
                    pointer,
                    member.value().displayValue(),
                    Message.of("input.duplicate.expected"),
                    Message.of(
                            "input.duplicate.message",
                            "member",
                            member.name(),
                            "times",
                            times,
                            "line",
                            member.line(),
                            "column",
                            member.column()));
        }

        private static InputFault notJson(@Nullable JsonLocation at, Text reason) {
            int line = at == null ? 1 : at.getLineNr();
            int column = at == null ? 1 : at.getColumnNr();
            return new InputFault(
                    "not-json",
                    "",
                    null,
                    Message.of("input.not-json.expected"),
                    Message.of("input.not-json.message", "line", line, "column", column, "reason", reason));
        }

        private static InputFault tooDeep() {
            return new InputFault(
                    "too-deep",
                    "",
                    null,
                    Message.of("input.too-deep.expected", "maxDepth", MAX_DEPTH),
                    Message.of("input.too-deep.message"));
        }
    }
}
