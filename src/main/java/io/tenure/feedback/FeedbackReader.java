package io.tenure.feedback;

import io.tenure.feedback.Feedback.Type;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.ValueBinding;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what a caller tells of a decision; all that is wrong with it at once.
public final class FeedbackReader {
    private static final List<String> MEMBERS = List.of("type", "action", "channel", "amount", "at");
    private static final BigDecimal MAX_AMOUNT = BigDecimal.valueOf(1_000_000_000_000_000L);
    private static final int MAX_DECIMALS = 4;

    /// Clocks differ a little.
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /// The day begins first here; a caller's own date may be tomorrow by ours.
    private static final ZoneOffset EARLIEST_TIME_ZONE = ZoneOffset.ofHours(14);

    private final FeedbackLog.DecisionReference decision;
    private final Map<String, Action> actions;
    private final Instant now;
    private final List<InputFault> faults = new ArrayList<>();
    private @Nullable Type type;
    private @Nullable String action;
    private @Nullable String channel;
    private @Nullable BigDecimal amount;
    private @Nullable Instant at;

    /// @param catalogue the actions of the decision's release
    public FeedbackReader(FeedbackLog.DecisionReference decided, Map<String, Action> catalogue, Instant now) {
        this.decision = decided;
        this.actions = catalogue;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    public Checked<Feedback, InputFault> read(byte[] body) {
        return switch (Json.parse(body)) {
            case Checked.Invalid(List<InputFault> invalid) -> new Checked.Invalid<>(invalid);
            case Checked.Valid(Json.Obj(List<Json.Member> members), List<InputFault> duplicates) -> {
                faults.addAll(duplicates);
                members.forEach(this::read);
                yield validate();
            }
            case Checked.Valid(Json root, var _) ->
                new Checked.Invalid<>(List.of(fault("wrong-type", "", root, Message.of("feedback.wrong-type"))));
        };
    }

    private void read(Json.Member member) {
        String name = member.name();
        Json value = member.value();
        if (!MEMBERS.contains(name)) {
            String near = Dictionary.nearest(name, MEMBERS).orElse("");
            faults.add(new InputFault(
                    "unknown-name",
                    Json.pointer("", name),
                    value.displayValue(),
                    Message.of("feedback.unknown-name.expected", "members", MEMBERS),
                    ValueBinding.didYouMean(Message.of("feedback.unknown-name.message", "name", name), near)));
        } else if (!(value instanceof Json.Null)) {
            switch (name) {
                case "type" -> {
                    String code = code(
                            name,
                            value,
                            Arrays.stream(Type.values()).map(Type::name).toList());
                    type = code == null ? null : Type.valueOf(code);
                }
                case "action" ->
                    action = code(
                            name,
                            value,
                            actions.keySet().stream()
                                    .filter(a -> !a.equals(Action.NONE))
                                    .sorted()
                                    .toList());
                case "channel" ->
                    channel = code(
                            name,
                            value,
                            Dictionary.standard().require("channelPreference").codes());
                case "amount" -> amount = amount(value);
                default -> at = at(value);
            }
        }
    }

    private Checked<Feedback, InputFault> validate() {
        Instant told = at == null ? now : at;
        if (type == null) {
            missing("type");
        } else {
            if (action == null && type.concernsAction()) {
                action = decision.action();
                if (action == null || action.equals(Action.NONE)) {
                    missing("action");
                }
            }
            if (amount == null && type == Type.PURCHASED) {
                missing("amount");
            }
            if (amount != null && type != Type.PURCHASED) {
                faults.add(new InputFault(
                        "invalid-value",
                        "/amount",
                        amount.doubleValue(),
                        Message.of("feedback.invalid-value.expected"),
                        Message.of("feedback.invalid-value.message", "type", type)));
            }
            if (channel == null && type.impliesPresentation() && Objects.equals(action, decision.action())) {
                channel = decision.channel();
            }
        }
        return faults.isEmpty()
                ? Checked.valid(new Feedback(Objects.requireNonNull(type), action, channel, amount, told))
                : new Checked.Invalid<>(List.copyOf(faults));
    }

    /// A missing member is no second fault where something wrong stands in its place.
    private void missing(String name) {
        if (faults.stream().noneMatch(f -> f.pointer().equals("/" + name))) {
            faults.add(new InputFault(
                    "missing",
                    "/" + name,
                    null,
                    Message.of("feedback.missing.expected"),
                    Message.of("feedback.missing.message", "name", name)));
        }
    }

    private @Nullable String code(String name, Json value, List<String> codes) {
        if (value instanceof Json.Str(String text) && codes.contains(text)) {
            return text;
        }
        String shown = value instanceof Json.Str(String text) ? text : "";
        String near = Dictionary.nearest(shown, codes).orElse("");
        faults.add(new InputFault(
                value instanceof Json.Str ? "unknown-code" : "wrong-type",
                "/" + name,
                value.displayValue(),
                Text.of(
                        codes.stream().collect(Collectors.joining(", ", "one of ", "")),
                        codes.stream().collect(Collectors.joining("、", "以下代码之一：", ""))),
                ValueBinding.didYouMean(
                        Message.of(
                                "feedback.feedback-reader.none-codes",
                                "displayValue",
                                value.displayValue(),
                                "name",
                                name),
                        near)));
        return null;
    }

    private @Nullable BigDecimal amount(Json value) {
        Text expected = Message.of("feedback.feedback-reader.number-0-1e15-most", "maxDecimals", MAX_DECIMALS);
        if (value instanceof Json.Num(String text) && Double.isFinite(Double.parseDouble(text))) {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            if (number.signum() >= 0 && number.scale() <= MAX_DECIMALS && number.compareTo(MAX_AMOUNT) <= 0) {
                return number;
            }
            faults.add(fault("out-of-range", "/amount", value, expected));
        } else {
            faults.add(fault("wrong-type", "/amount", value, expected));
        }
        return null;
    }

    private @Nullable Instant at(Json value) {
        Text expected = Message.of("feedback.feedback-reader.moment-2026-06-30t12", "asOf", decision.asOf());
        if (!(value instanceof Json.Str(String text))) {
            faults.add(fault("wrong-type", "/at", value, expected));
            return null;
        }
        Instant moment;
        boolean future;
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                moment = day.atStartOfDay(ZoneOffset.UTC).toInstant();
                future = day.isAfter(LocalDate.ofInstant(now, EARLIEST_TIME_ZONE));
            } else {
                moment = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
                future = moment.isAfter(now.plus(MAX_CLOCK_SKEW));
            }
        } catch (DateTimeException _) {
            faults.add(fault("wrong-type", "/at", value, expected));
            return null;
        }
        if (future || moment.isBefore(earliestAllowed())) {
            faults.add(fault("out-of-range", "/at", value, expected));
            return null;
        }
        return moment;
    }

    private Instant earliestAllowed() {
        return decision.asOf().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static InputFault fault(String code, String pointer, Json value, Text expected) {
        String name = pointer.isEmpty() ? "An outcome" : pointer.substring(1);
        String nameZh = pointer.isEmpty() ? "结果" : pointer.substring(1);
        return new InputFault(
                code,
                pointer,
                value.displayValue(),
                expected,
                Text.of(
                        "%s must be %s, and is %s.".formatted(name, expected.en(), value.displayValue()),
                        "%s应为%s，而不是%s。".formatted(nameZh, expected.zh(), value.displayValue())));
    }
}
