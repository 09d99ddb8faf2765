package io.tenure.feedback;

import io.tenure.feedback.Feedback.Type;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.JsonObjectReader;
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
import org.jspecify.annotations.Nullable;

/// Reads the feedback that a caller reports on a decision, and reports all its faults at once.
public final class FeedbackReader {
    private static final List<String> MEMBERS = List.of("type", "action", "channel", "amount", "at");
    private static final BigDecimal MAX_AMOUNT = BigDecimal.valueOf(1_000_000_000_000_000L);
    private static final int MAX_DECIMALS = 4;

    /// Clocks differ a little.
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /// Where a day begins first: a caller's date may be tomorrow in UTC.
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

    /// @param decision the decision it is reported on
    /// @param actions the actions of the decision's release, by code
    public FeedbackReader(FeedbackLog.DecisionReference decision, Map<String, Action> actions, Instant now) {
        this.decision = decision;
        this.actions = actions;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    public Checked<Feedback, InputFault> read(byte[] body) {
        return JsonObjectReader.required(body, MEMBERS, members -> {
            MEMBERS.forEach(name -> read(name, members.value(name)));
            Feedback feedback = validate();
            faults.forEach(members::addFault);
            return feedback;
        });
    }

    /// @param value null or [Json.Null] for the default
    private void read(String name, @Nullable Json value) {
        if (value != null && !(value instanceof Json.Null)) {
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

    private @Nullable Feedback validate() {
        Instant time = at == null ? now : at;
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
                ? new Feedback(Objects.requireNonNull(type), action, channel, amount, time, at != null)
                : null;
    }

    /// A member that has a fault already isn't reported as missing too.
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
        String given = value instanceof Json.Str(String text) ? text : "";
        String near = Dictionary.nearest(given, codes).orElse("");
        faults.add(new InputFault(
                value instanceof Json.Str ? "unknown-code" : "wrong-type",
                "/" + name,
                value.displayValue(),
                Message.of("feedback.unknown-code.expected", "codes", codes),
                ValueBinding.didYouMean(
                        Message.of("feedback.unknown-code.message", "value", displayed(value), "name", name), near)));
        return null;
    }

    private @Nullable BigDecimal amount(Json value) {
        Text expected = Message.of("feedback.amount.expected", "maxDecimals", MAX_DECIMALS);
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
        Text expected = Message.of("feedback.at.expected", "asOf", decision.asOf());
        if (!(value instanceof Json.Str(String text))) {
            faults.add(fault("wrong-type", "/at", value, expected));
            return null;
        }
        Instant time;
        boolean future;
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                time = day.atStartOfDay(ZoneOffset.UTC).toInstant();
                future = day.isAfter(LocalDate.ofInstant(now, EARLIEST_TIME_ZONE));
            } else {
                time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
                future = time.isAfter(now.plus(MAX_CLOCK_SKEW));
            }
        } catch (DateTimeException _) {
            faults.add(fault("wrong-type", "/at", value, expected));
            return null;
        }
        if (future || time.isBefore(earliestAllowed())) {
            faults.add(fault("out-of-range", "/at", value, expected));
            return null;
        }
        return time;
    }

    private Instant earliestAllowed() {
        return decision.asOf().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static InputFault fault(String code, String pointer, Json value, Text expected) {
        return new InputFault(
                code,
                pointer,
                value.displayValue(),
                expected,
                Message.of(
                        "feedback.must-be",
                        "name",
                        pointer.substring(1),
                        "expected",
                        expected,
                        "value",
                        displayed(value)));
    }

    private static Object displayed(Json value) {
        Object displayed = value.displayValue();
        return displayed == null ? "null" : displayed;
    }
}
