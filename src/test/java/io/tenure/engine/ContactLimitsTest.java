package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.ContactLimit;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactLimitsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    private static final Map<String, Action> CATALOGUE = Map.of(
            "OFFER", action("OFFER", true, "EMAIL", "SMS"),
            "CALL", action("CALL", true, "PHONE"),
            "RECOVERY", action("RECOVERY", false, "PHONE", "EMAIL"));

    @Test
    void anActionIsExcludedWithTheNumbersWhenTheCapIsReached() {
        ContactLimits.LimitedCandidates allowed =
                apply(List.of(limit("K1", null, null, 7, 2)), contact(1, "EMAIL", "OFFER"), contact(6, "SMS", "OFFER"));

        assertThat(allowed.exclusions())
                .extracting(Exclusion::action, Exclusion::rule)
                .containsExactly(tuple("OFFER", "K1"), tuple("CALL", "K1"));
        Exclusion first = allowed.exclusions().getFirst();
        assertThat(first.reason().in(Locale.ENGLISH)).isEqualTo("enough (2 contacts in the last 7 days, at most 2)");
        assertThat(first.reason().in(Locale.CHINESE)).isEqualTo("足够（最近7天内已接触2次，上限2次）");
        assertThat(first.limit()).isNotNull();
    }

    @Test
    void aContactSevenDaysAgoIsNotInTheLastSevenDays() {
        List<ContactLimit> weekly = List.of(limit("K1", null, null, 7, 1));

        assertThat(excluded(apply(weekly, contact(6, "EMAIL", "OFFER")))).containsExactly("OFFER", "CALL");
        assertThat(excluded(apply(weekly, contact(7, "EMAIL", "OFFER")))).isEmpty();
    }

    @Test
    void aLimitOnAChannelExcludesTheActionOnlyIfNoChannelIsLeft() {
        ContactLimit sms = limit("SMS", "SMS", null, 7, 1);
        ContactLimits.LimitedCandidates one = apply(List.of(sms), contact(1, "SMS", "OFFER"));
        assertThat(one.exclusions()).isEmpty();
        assertThat(channels(one, "OFFER")).containsExactly("EMAIL");

        ContactLimit mail = limit("MAIL", "EMAIL", null, 7, 1);
        ContactLimits.LimitedCandidates both =
                apply(List.of(sms, mail), contact(1, "SMS", "OFFER"), contact(2, "EMAIL", "OFFER"));
        assertThat(both.exclusions())
                .extracting(Exclusion::action, Exclusion::rule)
                .containsExactly(tuple("OFFER", "SMS"), tuple("OFFER", "MAIL"));
    }

    @Test
    void aLimitOnAnActionLimitsOnlyThatAction() {
        List<ContactLimit> limits = List.of(limit("K", null, "OFFER", 30, 1));

        assertThat(excluded(apply(limits, contact(1, "PHONE", "CALL")))).isEmpty();
        assertThat(excluded(apply(limits, contact(1, "SMS", "OFFER")))).containsExactly("OFFER");
    }

    @Test
    void responsesToComplaintsNeitherCountNorAreLimited() {
        List<ContactLimit> limits = List.of(limit("K", null, null, 7, 1), limit("P", "PHONE", null, 7, 0));

        assertThat(excluded(apply(limits, contact(0, "PHONE", "RECOVERY")))).containsExactly("CALL");
        ContactLimits.LimitedCandidates reached = apply(limits, contact(0, "PHONE", "CALL"));
        assertThat(excluded(reached)).containsExactly("OFFER", "CALL", "CALL");
        assertThat(channels(reached, "RECOVERY")).containsExactly("PHONE", "EMAIL");
    }

    @Test
    void aContactForAnUnknownActionCountsAndOneByAnUnknownChannelCountsForNoChannel() {
        List<ContactLimit> limits = List.of(limit("K", null, null, 7, 1));
        assertThat(excluded(apply(limits, contact(1, null, null)))).containsExactly("OFFER", "CALL");
        assertThat(excluded(apply(limits, contact(1, "EMAIL", "NO_LONGER_KNOWN"))))
                .containsExactly("OFFER", "CALL");

        List<ContactLimit> phone = List.of(limit("P", "PHONE", null, 7, 1), limit("O", null, "OFFER", 7, 1));
        assertThat(excluded(apply(phone, contact(1, null, null)))).isEmpty();
    }

    @Test
    void theCapOfACustomerComesBeforeTheDefaultCapWhichIsCitedByItsRow() {
        ContactLimits limits = new ContactLimits(List.of(cap(2)), CATALOGUE);
        Contact[] two = {contact(1, "EMAIL", "OFFER"), contact(29, "SMS", "OFFER")};

        Exclusion first = apply(limits, Map.of(), two).exclusions().getFirst();
        assertThat(first.rule()).isEqualTo("E4");
        assertThat(first.reason().in(Locale.ENGLISH)).isEqualTo("2 contacts in the last 30 days: the cap is reached");
        assertThat(first.reason().in(Locale.CHINESE)).isEqualTo("最近30天内已接触2次，达到上限");
        assertThat(first.limit()).isNotNull();
        assertThat(first.limit().sheet()).isEqualTo("Contacts");
        assertThat(first.limit().row()).isEqualTo(3);

        assertThat(excluded(apply(limits, Map.of("contactCap", 3), two))).isEmpty();
        Exclusion own =
                apply(limits, Map.of("contactCap", 1), two[0]).exclusions().getFirst();
        assertThat(own.rule()).isEqualTo("E4");
        assertThat(excluded(apply(limits, Map.of(), two[0], contact(30, "SMS", "OFFER"))))
                .isEmpty();
    }

    /// A caller that knows only the number of contacts gives that; it includes the stored contacts.
    @Test
    void aNumberOfContactsCountsOnlyForTheCapAndIncludesTheKnownContacts() {
        ContactLimits limits = new ContactLimits(List.of(cap(4), limit("K", null, null, 30, 3)), CATALOGUE);
        Contact known = contact(1, "EMAIL", "OFFER");

        assertThat(excluded(apply(limits, Map.of("contactsLast30d", 3, "contactCap", 3))))
                .containsExactly("OFFER", "CALL");
        assertThat(excluded(apply(limits, Map.of("contactsLast30d", 2, "contactCap", 3), known)))
                .isEmpty();
        assertThat(excluded(apply(limits, Map.of("contactsLast30d", 3), known, known)))
                .isEmpty();
        // The contacts include a response to a complaint, which we did not start.
        assertThat(excluded(apply(
                        limits, Map.of("contactsLast30d", 2, "contactCap", 2), known, contact(2, "PHONE", "RECOVERY"))))
                .isEmpty();
    }

    @Test
    void theMinimumGapOfAnActionLimitsItWhetherOrNotWeStartIt() {
        Map<String, Action> catalogue = Map.of(
                "OFFER", action("OFFER", true, "EMAIL"),
                "RECOVERY", withGap(action("RECOVERY", false, "PHONE"), 14, 12));
        ContactLimits limits = new ContactLimits(List.of(gap()), catalogue);

        Exclusion tooSoon = apply(limits, Map.of(), contact(13, "PHONE", "RECOVERY"))
                .exclusions()
                .getFirst();
        assertThat(tooSoon.action()).isEqualTo("RECOVERY");
        assertThat(tooSoon.rule()).isEqualTo("E4g");
        assertThat(tooSoon.reason().in(Locale.ENGLISH)).isEqualTo("taken less than 14 days ago");
        assertThat(tooSoon.reason().in(Locale.CHINESE)).isEqualTo("距上次执行不足14天");
        assertThat(tooSoon.limit()).isNotNull();
        assertThat(tooSoon.limit().sheet()).isEqualTo("Actions");
        assertThat(tooSoon.limit().row()).isEqualTo(12);
        assertThat(excluded(apply(limits, Map.of(), contact(14, "PHONE", "RECOVERY"))))
                .isEmpty();
        assertThat(excluded(apply(limits, Map.of(), contact(0, "PHONE", null)))).isEmpty();
    }

    @Test
    void aContactOnALaterDayCountsIfOneWindowContainsBothDays() {
        List<ContactLimit> one = List.of(limit("K", null, null, 7, 1));
        assertThat(excluded(apply(one, contact(-6, "EMAIL", "OFFER")))).containsExactly("OFFER", "CALL");
        assertThat(excluded(apply(one, contact(-7, "EMAIL", "OFFER")))).isEmpty();

        List<ContactLimit> two = List.of(limit("K", null, null, 7, 2));
        // No window of seven days contains both.
        assertThat(excluded(apply(two, contact(4, "EMAIL", "OFFER"), contact(-4, "EMAIL", "OFFER"))))
                .isEmpty();
        assertThat(apply(two, contact(3, "EMAIL", "OFFER"), contact(-3, "EMAIL", "OFFER"))
                        .exclusions()
                        .getFirst()
                        .reason()
                        .in(Locale.ENGLISH))
                .isEqualTo("enough (2 contacts within 7 days, later ones included, at most 2)");
    }

    private static Action withGap(Action action, int days, int row) {
        return new Action(
                action.code(),
                action.label(),
                action.level(),
                action.channels(),
                action.cost(),
                days,
                action.selling(),
                action.marketing(),
                action.duty(),
                action.strategy(),
                action.guidance(),
                row);
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static ContactLimits.LimitedCandidates apply(List<ContactLimit> limits, Contact... contacts) {
        return apply(new ContactLimits(limits, CATALOGUE), Map.of(), contacts);
    }

    private static ContactLimits.LimitedCandidates apply(
            ContactLimits limits, Map<String, ?> facts, Contact... contacts) {
        return limits.apply(
                customer(facts, Arrays.asList(contacts)),
                List.of(candidate("OFFER"), candidate("OFFER"), candidate("CALL"), candidate("RECOVERY")));
    }

    private static Customer customer(Map<String, ?> facts, List<Contact> contacts) {
        return Customer.of(Dictionary.standard(), facts, List.of(), contacts, List.of());
    }

    private static Candidate candidate(String code) {
        return new Candidate(CATALOGUE.get(code), 0.5, 100.0, 0, Text.same("because"));
    }

    private static List<String> excluded(ContactLimits.LimitedCandidates allowed) {
        return allowed.exclusions().stream().map(Exclusion::action).toList();
    }

    private static List<String> channels(ContactLimits.LimitedCandidates allowed, String action) {
        return allowed.candidates().stream()
                .filter(c -> c.getAction().equals(action))
                .findFirst()
                .orElseThrow()
                .catalogueAction()
                .channels();
    }

    private static ContactLimit cap(int most) {
        return new ContactLimit(
                ContactLimit.LimitKind.CAP, "E4", null, null, 30, most, Text.same(""), "settings.xlsx", "Contacts", 3);
    }

    private static ContactLimit gap() {
        return new ContactLimit(
                ContactLimit.LimitKind.GAP, "E4g", null, null, 0, 1, Text.same(""), "settings.xlsx", "Contacts", 4);
    }

    static ContactLimit limit(String name, @Nullable String channel, @Nullable String action, int days, int most) {
        return new ContactLimit(
                name, channel, action, days, most, Text.of("enough", "足够"), "settings.xlsx", "Contacts", 2);
    }

    static Action action(String code, boolean selling, String... channels) {
        return new Action(
                code,
                Text.same(code),
                "NONE",
                List.of(channels),
                0,
                0,
                selling,
                false,
                false,
                Text.same(""),
                Text.same(""),
                0);
    }

    private static Contact contact(int daysAgo, @Nullable String channel, @Nullable String action) {
        return new Contact(TODAY.minusDays(daysAgo), daysAgo, channel, action);
    }

    /// What is decided on one day, and the contact that follows from it.
    static @Nullable Contact chosenContact(
            List<ContactLimit> limits,
            Map<String, Action> catalogue,
            List<Candidate> candidates,
            List<Contact> contacts,
            LocalDate day,
            @Nullable String preference) {
        List<Contact> seen = new ArrayList<>();
        for (Contact contact : contacts) {
            int daysAgo = (int) (day.toEpochDay() - contact.date().toEpochDay());
            seen.add(new Contact(contact.date(), daysAgo, contact.channel(), contact.action()));
        }
        ContactLimits.LimitedCandidates allowed =
                new ContactLimits(limits, catalogue).apply(customer(Map.of(), seen), candidates);
        NextBestAction best = Arbitration.rank(allowed.candidates(), allowed.exclusions(), List.of(), preference)
                .getFirst();
        return best.action().equals(Action.NONE) ? null : new Contact(day, 0, best.channel(), best.action());
    }
}
