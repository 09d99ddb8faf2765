package io.tenure.decision;

import io.tenure.history.Outcome;
import io.tenure.history.Outcome.Type;
import io.tenure.history.OutcomeLog;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Text;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what a caller tells of a decision; all that is wrong with it at once.
final class OutcomeReader {
    /// What reading came to.
    sealed interface Read {
        record Sound(Outcome outcome) implements Read {}

        record Faulty(List<Fault> faults) implements Read {}
    }

    private static final List<String> MEMBERS = List.of("type", "action", "channel", "amount", "at");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);
    private static final int DECIMALS = 4;

    /// Clocks differ a little.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /// The day begins first here; a caller's own date may be tomorrow by ours.
    private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

    private final OutcomeLog.Decided decided;
    private final Map<String, Action> catalogue;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable Type type;
    private @Nullable String action;
    private @Nullable String channel;
    private @Nullable BigDecimal amount;
    private @Nullable Instant at;

    /// @param catalogue the actions of the decision's release
    OutcomeReader(OutcomeLog.Decided decided, Map<String, Action> catalogue, Instant now) {
        this.decided = decided;
        this.catalogue = catalogue;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    Read read(byte[] body) {
        return switch (Json.parse(body)) {
            case Json.Parsed.Malformed(Fault fault) -> new Read.Faulty(List.of(fault));
            case Json.Parsed.Tree(Json.Obj(List<Json.Member> members), List<Fault> duplicates) -> {
                faults.addAll(duplicates);
                members.forEach(this::read);
                yield complete();
            }
            case Json.Parsed.Tree(Json root, List<Fault> _) ->
                new Read.Faulty(List.of(fault("wrong-type", "", root, new Text("an object", "对象"))));
        };
    }

    private void read(Json.Member member) {
        String name = member.name();
        Json value = member.value();
        if (!MEMBERS.contains(name)) {
            String near = Dictionary.nearest(name, MEMBERS).orElse("");
            Text mean = Typing.didYouMean(near);
            faults.add(new Fault(
                    "unknown-name",
                    Json.pointer("", name),
                    value.shown(),
                    new Text("one of " + String.join(", ", MEMBERS), "以下名称之一：" + String.join("、", MEMBERS)),
                    new Text(
                            "%s is no member of an outcome.".formatted(name) + mean.en(),
                            "%s不是结果的成员。".formatted(name) + mean.zh())));
        } else if (!(value instanceof Json.Nul)) {
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
                            catalogue.keySet().stream()
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

    private Read complete() {
        Instant told = at == null ? now : at;
        if (type == null) {
            missing("type");
        } else {
            if (action == null && type.isOfAction()) {
                action = decided.action();
                if (action == null || action.equals(Action.NONE)) {
                    missing("action");
                }
            }
            if (amount == null && type == Type.PURCHASED) {
                missing("amount");
            }
            if (amount != null && type != Type.PURCHASED) {
                faults.add(new Fault(
                        "wrong-value",
                        "/amount",
                        amount.doubleValue(),
                        new Text("an amount with PURCHASED only", "仅PURCHASED可带金额"),
                        new Text("%s has no amount.".formatted(type), "%s没有金额。".formatted(type))));
            }
            if (channel == null && type.isPresented() && Objects.equals(action, decided.action())) {
                channel = decided.channel();
            }
        }
        return faults.isEmpty()
                ? new Read.Sound(new Outcome(Objects.requireNonNull(type), action, channel, amount, told))
                : new Read.Faulty(List.copyOf(faults));
    }

    /// A missing member is no second fault where something wrong stands in its place.
    private void missing(String name) {
        if (faults.stream().noneMatch(f -> f.pointer().equals("/" + name))) {
            faults.add(new Fault(
                    "missing",
                    "/" + name,
                    null,
                    new Text("a value", "一个值"),
                    new Text("%s is needed here.".formatted(name), "此处需要%s。".formatted(name))));
        }
    }

    private @Nullable String code(String name, Json value, List<String> codes) {
        if (value instanceof Json.Str(String text) && codes.contains(text)) {
            return text;
        }
        String shown = value instanceof Json.Str(String text) ? text : "";
        Text mean = Typing.didYouMean(Dictionary.nearest(shown, codes).orElse(""));
        faults.add(new Fault(
                value instanceof Json.Str ? "unknown-code" : "wrong-type",
                "/" + name,
                value.shown(),
                new Text(
                        codes.stream().collect(Collectors.joining(", ", "one of ", "")),
                        codes.stream().collect(Collectors.joining("、", "以下代码之一：", ""))),
                new Text(
                        "%s is none of the codes of %s.".formatted(value.shown(), name) + mean.en(),
                        "%s不是%s的代码。".formatted(value.shown(), name) + mean.zh())));
        return null;
    }

    private @Nullable BigDecimal amount(Json value) {
        Text expected = new Text(
                String.format(Locale.ROOT, "a number from 0 to 1e15 with at most %d decimals", DECIMALS),
                String.format(Locale.ROOT, "0至1e15且小数不超过%d位的数字", DECIMALS));
        if (value instanceof Json.Num(String text) && Double.isFinite(Double.parseDouble(text))) {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            if (number.signum() >= 0 && number.scale() <= DECIMALS && number.compareTo(LARGEST) <= 0) {
                return number;
            }
            faults.add(fault("out-of-range", "/amount", value, expected));
        } else {
            faults.add(fault("wrong-type", "/amount", value, expected));
        }
        return null;
    }

    private @Nullable Instant at(Json value) {
        Text expected = new Text(
                "a moment as 2026-06-30T12:00:00Z or a day as 2026-06-30, from the day before the decision's asOf (%s) to now"
                        .formatted(decided.asOf()),
                "形如2026-06-30T12:00:00Z的时刻或2026-06-30的日期，自决策日期（%s）前一日至当前".formatted(decided.asOf()));
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
                future = day.isAfter(LocalDate.ofInstant(now, EARLIEST));
            } else {
                moment = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
                future = moment.isAfter(now.plus(AHEAD));
            }
        } catch (DateTimeException _) {
            faults.add(fault("wrong-type", "/at", value, expected));
            return null;
        }
        if (future || moment.isBefore(earliest())) {
            faults.add(fault("out-of-range", "/at", value, expected));
            return null;
        }
        return moment;
    }

    private Instant earliest() {
        return decided.asOf().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Fault fault(String code, String pointer, Json value, Text expected) {
        String name = pointer.isEmpty() ? "An outcome" : pointer.substring(1);
        String nameZh = pointer.isEmpty() ? "结果" : pointer.substring(1);
        return new Fault(
                code,
                pointer,
                value.shown(),
                expected,
                new Text(
                        "%s must be %s, and is %s.".formatted(name, expected.en(), value.shown()),
                        "%s应为%s，而不是%s。".formatted(nameZh, expected.zh(), value.shown())));
    }
}
