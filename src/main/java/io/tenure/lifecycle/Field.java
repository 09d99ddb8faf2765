package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One name of the dictionary: a fact, a measure, an outcome, or part of an item.
///
/// @param unit what a value is counted in; empty where there is none
/// @param min least legal value, null for none; likewise max
/// @param codes the legal codes of a [FieldType#CODE], in their order; empty where the bundle decides (action
///     codes)
/// @param moreCodes whether a ruleset may add codes of its own to them
/// @param overrideRule for a measure, whether the caller may give it
/// @param presence whether a decision can meet it unknown
/// @param label what it is called within a sentence
/// @param meaning what it says about the customer
/// @param whenUnknown what happens when it is not known
/// @param phase the phase that decides an outcome of a ruleset's own; empty for every other field
/// @param index place of the value among those of its kind
public record Field(
        String name,
        FieldKind kind,
        FieldType type,
        String unit,
        @Nullable Double min,
        @Nullable Double max,
        List<String> codes,
        boolean moreCodes,
        OverrideRule overrideRule,
        Presence presence,
        Text label,
        Text meaning,
        Text whenUnknown,
        String phase,
        int index) {
    private static final String CANDIDATE = "candidate.";

    /// The unit in words.
    public Text unitText() {
        return Units.text(unit);
    }

    /// Whether a caller may give a measure's value instead of leaving it to be computed.
    public enum OverrideRule {
        /// Never: it is computed, or it is not a measure.
        NOT_ALLOWED,
        /// The given value is used in place of the computed one.
        ALLOWED,
        /// The given value must agree with the computed one where that is known.
        MUST_AGREE
    }

    /// Whether a decision can meet a field without a value.
    public enum Presence {
        /// It may be unknown.
        OPTIONAL,
        /// A request without it is rejected.
        REQUIRED,
        /// It is always computed.
        COMPUTED
    }

    /// Longest value of a [FieldType#TEXT] that is decided, in characters.
    public static final int MAX_TEXT_LENGTH = 1_000;

    public Field {
        codes = List.copyOf(codes);
    }

    /// A field outside the dictionary: without unit, range and meaning.
    public static Field of(String name, FieldKind kind, FieldType type, List<String> codes) {
        return own(name, kind, type, "", null, null, codes, Text.same(name), Text.same(""), "");
    }

    /// A field that a ruleset adds to the dictionary, which gives it its index.
    ///
    /// @param phase the phase that decides it; empty for what is no outcome
    public static Field own(
            String name,
            FieldKind kind,
            FieldType type,
            String unit,
            @Nullable Double min,
            @Nullable Double max,
            List<String> codes,
            Text label,
            Text meaning,
            String phase) {
        return new Field(
                name,
                kind,
                type,
                unit,
                min,
                max,
                codes,
                false,
                OverrideRule.NOT_ALLOWED,
                Presence.OPTIONAL,
                label,
                meaning,
                Text.same(""),
                phase,
                0);
    }

    /// The part of candidates by which tables judge actions, where the sheet `Actions` has a column for this outcome.
    public Field asCandidatePart(Text meaning) {
        return own(candidatePart(), FieldKind.ITEM, FieldType.CODE, "", null, null, codes, label, meaning, "");
    }

    /// The name of that part: `candidate.serviceLevel` for `serviceLevel`.
    public String candidatePart() {
        return CANDIDATE + name;
    }

    /// The column of the sheet `Actions` that a part of candidates comes from.
    public String actionColumn() {
        return name.substring(CANDIDATE.length());
    }

    /// The same field at another place among those of its kind, with more codes behind its own.
    Field at(int place, List<String> added) {
        List<String> all = new ArrayList<>(codes);
        all.addAll(added);
        return new Field(
                name,
                kind,
                type,
                unit,
                min,
                max,
                all,
                moreCodes,
                overrideRule,
                presence,
                label,
                meaning,
                whenUnknown,
                phase,
                place);
    }

    /// The same with only some of its codes, for asking what can be met where a ruleset is known.
    ///
    /// @param met the codes that can be met; empty for any
    /// @param known whether it is never met without a value
    public Field meeting(List<String> met, boolean known) {
        return new Field(
                name,
                kind,
                type,
                unit,
                min,
                max,
                met,
                moreCodes,
                overrideRule,
                known ? Presence.COMPUTED : presence,
                label,
                meaning,
                whenUnknown,
                phase,
                index);
    }

    /// Whether it can hold a value: of its type, one of its codes, finite and within its range, not too long.
    public boolean accepts(Object value) {
        if (!type.javaType().isInstance(value)) {
            return false;
        }
        return switch (value) {
            case Integer whole -> isWithinRange(whole);
            case Double number -> Double.isFinite(number) && isWithinRange(number);
            case String code when type == FieldType.CODE -> codes.isEmpty() || codes.contains(code);
            case String text -> text.length() <= MAX_TEXT_LENGTH;
            default -> true;
        };
    }

    /// The nearest that it can hold to what a rule computed: a number within its range, null for one that is none, a
    /// text cut to the longest. Values of other types stay as they are.
    @Nullable
    Object nearest(Object value) {
        return switch (type) {
            case NUMBER -> value instanceof Number number ? nearestNumber(number.doubleValue()) : value;
            case INTEGER ->
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte
                        ? (int) Math.clamp(
                                ((Number) value).longValue(),
                                min == null ? Integer.MIN_VALUE : min.longValue(),
                                max == null ? Integer.MAX_VALUE : max.longValue())
                        : value;
            case TEXT -> value instanceof String text ? shortened(text) : value;
            case BOOLEAN, CODE, DATE -> value;
        };
    }

    private @Nullable Double nearestNumber(double value) {
        return Double.isNaN(value)
                ? null
                : (Double)
                        Math.clamp(value, min == null ? -Double.MAX_VALUE : min, max == null ? Double.MAX_VALUE : max);
    }

    /// A text cut to the longest that is decided, with an ellipsis at its end.
    static String shortened(String text) {
        if (text.length() <= MAX_TEXT_LENGTH) {
            return text;
        }
        int end = MAX_TEXT_LENGTH - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private boolean isWithinRange(double value) {
        return (min == null || value >= min) && (max == null || value <= max);
    }

    /// Whether it has a value in every decision: a request without it is rejected, or it is always computed.
    public boolean isAlwaysKnown() {
        return presence != Presence.OPTIONAL;
    }

    /// Whether its values are few enough to count each: codes, true and false.
    public boolean hasFewValues() {
        return type == FieldType.CODE || type == FieldType.BOOLEAN;
    }

    /// Whether it may stand under `facts` in a request.
    public boolean isInput() {
        return kind == FieldKind.FACT || overrideRule != OverrideRule.NOT_ALLOWED;
    }
}
