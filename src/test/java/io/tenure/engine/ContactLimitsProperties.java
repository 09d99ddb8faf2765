package io.tenure.engine;

import static io.tenure.engine.ContactLimitsTest.action;
import static io.tenure.engine.ContactLimitsTest.chosenContact;
import static io.tenure.engine.ContactLimitsTest.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.ContactLimit;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Contact;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ContactLimitsProperties {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final List<String> CHANNELS = List.of("EMAIL", "SMS", "PHONE");
    private static final Map<String, Action> CATALOGUE = new TreeMap<>(Map.of(
            "A", action("A", true, "EMAIL", "SMS"),
            "B", action("B", true, "SMS"),
            "C", action("C", true, "PHONE", "EMAIL", "SMS"),
            "Z", action("Z", false, "PHONE", "SMS")));

    /// Each decision knows the contacts that earlier decisions led to.
    @Property(tries = 300)
    void noLimitIsExceededHoweverOftenACustomerIsDecided(
            @ForAll("policies") List<ContactLimit> limits, @ForAll Random random) {
        assertNoLimitIsExceeded(limits, random, decision -> decision / 2);
    }

    @Property(tries = 300)
    void noLimitIsExceededInWhateverOrderTheDaysAreDecided(
            @ForAll("policies") List<ContactLimit> limits, @ForAll Random random) {
        assertNoLimitIsExceeded(limits, random, _ -> random.nextInt(30));
    }

    private static void assertNoLimitIsExceeded(List<ContactLimit> limits, Random random, IntUnaryOperator dayOf) {
        List<Contact> contacts = new ArrayList<>();
        for (int decision = 0; decision < 60; decision++) {
            LocalDate day = START.plusDays(dayOf.applyAsInt(decision));
            List<Candidate> candidates = new ArrayList<>();
            for (Action action : CATALOGUE.values()) {
                if (random.nextBoolean()) {
                    candidates.add(
                            new Candidate(action, random.nextDouble(), 100.0, random.nextInt(20), Text.same("")));
                }
            }
            Contact contact = chosenContact(
                    limits,
                    CATALOGUE,
                    candidates,
                    contacts,
                    day,
                    random.nextBoolean() ? CHANNELS.get(random.nextInt(CHANNELS.size())) : null);
            if (contact != null) {
                contacts.add(contact);
            }
        }
        assertThat(contacts).as("something is always left: nothing limits Z").isNotEmpty();
        for (ContactLimit limit : limits) {
            for (int last = 0; last < 30; last++) {
                LocalDate to = START.plusDays(last);
                long counted = contacts.stream()
                        .filter(c -> !c.date().isAfter(to) && c.date().isAfter(to.minusDays(limit.days())))
                        .filter(c -> !"Z".equals(c.action()))
                        .filter(c -> limit.channel() == null || limit.channel().equals(c.channel()))
                        .filter(c -> limit.action() == null || limit.action().equals(c.action()))
                        .count();
                assertThat(counted).as("%s up to %s", limit, to).isLessThanOrEqualTo(limit.maxContacts());
            }
        }
    }

    @Provide
    Arbitrary<List<ContactLimit>> policies() {
        return Combinators.combine(
                        Arbitraries.of(CHANNELS).injectNull(0.5),
                        Arbitraries.of("A", "B", "C").injectNull(0.6),
                        Arbitraries.integers().between(1, 10),
                        Arbitraries.integers().between(0, 3))
                .as((channel, action, days, most) -> limit("K", channel, action, days, most))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
