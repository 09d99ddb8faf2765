package io.tenure.api.proof;

import io.tenure.finding.Checked;
import io.tenure.history.CustomerHistory;
import io.tenure.history.CustomerHistorySummary;
import io.tenure.history.RecalledFacts;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.measure.Aggregates;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.replay.StageCalendar;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A customer as the latest request described them, on a later day: with the purchases of then, and what the record
/// recalls on that day. Values that were given as numbers stay as they are, except those that count days.
final class RecordedCustomer implements StageCalendar.UnchangedCustomer {
    /// The facts that a request may give although they grow by one each day.
    private static final List<String> COUNTING_DAYS = List.of("recencyDays", "previousStageDays");

    private static final String GAP_RATIO = "gapRatio";

    /// A contact counts so long.
    private static final int CONTACT_DAYS = 30;

    private final LocalDate asOf;
    private final Json.Obj request;
    private final CustomerReader reader;
    private final CustomerHistory history;
    private final @Nullable String decidedStage;

    private RecordedCustomer(
            LocalDate asOf,
            Json.Obj request,
            CustomerReader reader,
            CustomerHistory history,
            @Nullable String decidedStage) {
        this.asOf = asOf;
        this.request = request;
        this.reader = reader;
        this.history = history;
        this.decidedStage = decidedStage;
    }

    /// Empty where the decision can't be decrypted, or the ruleset can't read it.
    static Optional<RecordedCustomer> of(StoredDecision stored, CustomerReader reader, DecisionLog log) {
        DecisionPayload payload = stored.payload();
        if (payload == null) {
            return Optional.empty();
        }
        Checked<Json, InputFault> parsed = payload.readRequest().customer();
        if (!(parsed instanceof Checked.Valid(Json.Obj request, var _))
                || !(reader.read(parsed, null) instanceof Checked.Valid(DecisionInput input, var _))) {
            return Optional.empty();
        }
        String id = input.customer().getCustomerId();
        CustomerHistory history = id == null ? CustomerHistory.empty(new byte[0]) : log.recall(id, stored.asOf(), null);
        String stage = history.points().stream()
                .filter(point -> point.asOf().equals(stored.asOf()))
                .map(CustomerHistory.StagePoint::stage)
                .findFirst()
                .orElse(null);
        return Optional.of(new RecordedCustomer(stored.asOf(), request, reader, history, stage));
    }

    /// The stage that was decided; null where it isn't on record.
    @Nullable
    String decidedStage() {
        return decidedStage;
    }

    @Override
    public @Nullable DecisionInput on(LocalDate day) {
        if (!(reader.read(Checked.valid(aged(day)), null) instanceof Checked.Valid(DecisionInput input, var _))) {
            return null;
        }
        return RecalledFacts.of(reader.dictionary(), input, CustomerHistorySummary.of(history, day))
                .addTo(reader.dictionary(), input);
    }

    private Json.Obj aged(LocalDate day) {
        long days = ChronoUnit.DAYS.between(asOf, day);
        return new Json.Obj(request.members().stream()
                .map(member -> switch (member.value()) {
                    case Json.Str _ when member.name().equals("asOf") -> with(member, new Json.Str(day.toString()));
                    case Json.Obj facts when member.name().equals("facts") -> with(member, aged(facts, days));
                    default -> member;
                })
                .toList());
    }

    private static Json.Obj aged(Json.Obj facts, long days) {
        double silent = number(facts, "recencyDays");
        List<Json.Member> members = new ArrayList<>();
        for (Json.Member member : facts.members()) {
            if (COUNTING_DAYS.contains(member.name()) && member.value() instanceof Json.Num(String text)) {
                members.add(with(member, new Json.Num(Long.toString(Math.round(Double.parseDouble(text)) + days))));
            } else if (member.name().equals(GAP_RATIO)
                    && silent > 0
                    && member.value() instanceof Json.Num(String text)) {
                members.add(with(
                        member, new Json.Num(Double.toString(Double.parseDouble(text) * (silent + days) / silent))));
            } else {
                members.add(member);
            }
        }
        return new Json.Obj(members);
    }

    private static double number(Json.Obj facts, String name) {
        return facts.members().stream()
                .filter(member -> member.name().equals(name) && member.value() instanceof Json.Num)
                .mapToDouble(member -> Double.parseDouble(((Json.Num) member.value()).text()))
                .findFirst()
                .orElse(0);
    }

    private static Json.Member with(Json.Member member, Json value) {
        return new Json.Member(member.name(), value, member.line(), member.column());
    }

    @Override
    public LocalDate[] changeDays(DecisionInput today, LocalDate after, LocalDate until) {
        Customer customer = today.customer();
        LongStream contacts = Stream.concat(
                        customer.contacts().stream().map(Contact::date),
                        history.contacts().stream().map(CustomerHistory.PastContact::date))
                .mapToLong(LocalDate::toEpochDay)
                .flatMap(day -> LongStream.of(day, day + CONTACT_DAYS));
        LongStream purchases = Stream.of(Aggregates.changeDays(customer.purchases(), after, until))
                .mapToLong(LocalDate::toEpochDay);
        return LongStream.concat(LongStream.concat(CustomerHistorySummary.changeDays(history), contacts), purchases)
                .filter(day -> day > after.toEpochDay() && day <= until.toEpochDay())
                .sorted()
                .distinct()
                .mapToObj(LocalDate::ofEpochDay)
                .toArray(LocalDate[]::new);
    }
}
