package io.tenure.engine;

import io.tenure.bundle.ContactLimit;
import io.tenure.bundle.ContactLimit.LimitKind;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Exclusion;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How often a customer may be contacted: the one place in which contacts are counted and limited.
///
/// The limits are the rows of the sheet `Contacts`: so many contacts in so many days, the minimum gap of each action in
/// the catalogue, and the customer's cap, which is the fact `contactCap` or else the parameter `defaultContactCap`. All
/// of them count the same contacts: those given with the decision together with those
/// stored.
///
/// Only contacts that we start count and are limited: those for selling or marketing. Responding to a complaint is
/// neither; only the gap of its action counts it. A contact whose action is unknown, or no longer in the catalogue,
/// counts as one that we started, to be careful. A contact whose channel is unknown counts only for limits on all
/// channels.
///
/// A stored contact on a day after the decision's counts too: no window of a limit's days that contains the day of
/// the decision may contain more contacts than the limit allows, whichever was decided first.
final class ContactLimits {
    private final Map<String, Action> catalogue;
    private final List<ContactLimit> limits;

    /// @param limits the rows of the sheet `Contacts`
    /// @param catalogue the actions by code, which say what a contact was for and how often it may be taken
    ContactLimits(List<ContactLimit> limits, Map<String, Action> catalogue) {
        this.catalogue = Map.copyOf(catalogue);
        List<ContactLimit> all = new ArrayList<>();
        for (ContactLimit limit : limits) {
            if (limit.kind() == LimitKind.GAP) {
                catalogue.values().stream()
                        .filter(action -> action.minGapDays() > 0 && matches(limit.action(), action.code()))
                        .map(action -> gap(limit, action))
                        .forEach(all::add);
            } else {
                all.add(limit);
            }
        }
        this.limits = List.copyOf(all);
    }

    /// The gap of one action, which stands in its row of the catalogue.
    private static ContactLimit gap(ContactLimit limit, Action action) {
        return new ContactLimit(
                LimitKind.GAP,
                limit.name(),
                null,
                action.code(),
                action.minGapDays(),
                limit.maxContacts(),
                limit.reason(),
                limit.workbook(),
                "Actions",
                action.row());
    }

    /// What the limits allow.
    ///
    /// @param candidates all candidates, each with the channels that it may still use
    /// @param exclusions the actions that are not allowed now, once for each limit that is reached
    record LimitedCandidates(List<Candidate> candidates, List<Exclusion> exclusions) {
        LimitedCandidates {
            candidates = List.copyOf(candidates);
            exclusions = List.copyOf(exclusions);
        }
    }

    /// @param customer whose contacts count, with the cap and the number of contacts that the caller gave
    LimitedCandidates apply(Customer customer, List<Candidate> candidates) {
        List<Contact> contacts = customer.contacts();
        List<ReachedLimit> reached = new ArrayList<>();
        for (ContactLimit limit : limits) {
            boolean cap = limit.kind() == LimitKind.CAP;
            addIfReached(
                    limit,
                    cap ? most(limit, customer) : limit.maxContacts(),
                    contacts,
                    cap ? unrecorded(customer, limit.days()) : 0,
                    reached);
        }
        if (reached.isEmpty()) {
            return new LimitedCandidates(candidates, List.of());
        }
        Map<String, Action> left = new HashMap<>();
        List<Exclusion> exclusions = new ArrayList<>();
        List<Candidate> narrowed = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Action action = left.get(candidate.getAction());
            if (action == null) {
                action = limitChannels(candidate.catalogueAction(), reached, exclusions);
                left.put(action.code(), action);
            }
            narrowed.add(candidate.withChannels(action.channels()));
        }
        return new LimitedCandidates(narrowed, exclusions);
    }

    /// The customer's own maximum, or else that of the row.
    private static int most(ContactLimit limit, Customer customer) {
        Integer own = customer.getContactCap();
        return own == null ? limit.maxContacts() : own;
    }

    /// The number of contacts of which the caller gave only the number: what `contactsLast30d` exceeds the known
    /// contacts by.
    private static int unrecorded(Customer customer, int days) {
        Integer number = customer.getContactsLast30d();
        if (number == null) {
            return 0;
        }
        int known = 0;
        for (Contact contact : customer.contacts()) {
            if (contact.daysAgo() >= 0 && contact.daysAgo() < days) {
                known++;
            }
        }
        return Math.max(0, number - known);
    }

    private void addIfReached(
            ContactLimit limit, int most, List<Contact> contacts, int more, List<ReachedLimit> reached) {
        int earlier = 0;
        boolean later = false;
        for (Contact contact : contacts) {
            if (Math.abs(contact.daysAgo()) < limit.days() && isCounted(contact, limit)) {
                if (contact.daysAgo() >= 0) {
                    earlier++;
                } else {
                    later = true;
                }
            }
        }
        int count = more + (later ? busiestWindow(limit, contacts) : earlier);
        if (count >= most) {
            reached.add(new ReachedLimit(limit, count, most, later));
        }
    }

    /// The largest number of contacts in a window of the limit's days that contains the day of the decision.
    private int busiestWindow(ContactLimit limit, List<Contact> contacts) {
        int[] days = contacts.stream()
                .filter(contact -> Math.abs(contact.daysAgo()) < limit.days() && isCounted(contact, limit))
                .mapToInt(Contact::daysAgo)
                .toArray();
        // The window with the most contacts begins with a contact or on the day of the decision.
        return IntStream.concat(IntStream.of(0), IntStream.of(days).filter(daysAgo -> daysAgo > 0))
                .distinct()
                .map(first -> (int) IntStream.of(days)
                        .filter(daysAgo -> daysAgo <= first && daysAgo > first - limit.days())
                        .count())
                .max()
                .orElse(0);
    }

    private boolean isCounted(Contact contact, ContactLimit limit) {
        Action carriedOut = contact.action() == null ? null : catalogue.get(contact.action());
        return (carriedOut == null || carriedOut.isStartedByUs() || limit.kind() == LimitKind.GAP)
                && matches(limit.channel(), contact.channel())
                && matches(limit.action(), contact.action());
    }

    private static boolean matches(@Nullable String limited, @Nullable String happened) {
        return limited == null || limited.equals(happened);
    }

    /// The action with the channels that are left; it is excluded if there are none.
    private static Action limitChannels(Action action, List<ReachedLimit> reached, List<Exclusion> exclusions) {
        List<String> channels = new ArrayList<>(action.channels());
        List<ReachedLimit> narrowing = new ArrayList<>();
        for (ReachedLimit one : reached) {
            if (!matches(one.limit.action(), action.code())
                    || !(action.isStartedByUs() || one.limit.kind() == LimitKind.GAP)) {
                continue;
            }
            if (one.limit.channel() == null) {
                exclusions.add(one.exclusion(action));
            } else if (action.channels().contains(one.limit.channel())) {
                channels.remove(one.limit.channel());
                narrowing.add(one);
            }
        }
        if (channels.isEmpty()) {
            narrowing.forEach(one -> exclusions.add(one.exclusion(action)));
        }
        return action.withChannels(channels);
    }

    /// @param around whether contacts of later days were counted
    private record ReachedLimit(ContactLimit limit, int count, int most, boolean around) {
        Exclusion exclusion(Action action) {
            return new Exclusion(action.code(), limit.name(), reason(), limit.address());
        }

        private Text reason() {
            int days = limit.days();
            Text window = around
                    ? Message.of("engine.contact-limits.window-around", "days", days)
                    : Message.of("engine.contact-limits.window", "days", days);
            return withOwnReason(
                    switch (limit.kind()) {
                        case GAP ->
                            around
                                    ? Message.of("engine.contact-limits.gap-around", "days", days)
                                    : Message.of("engine.contact-limits.gap", "days", days);
                        case CAP -> Message.of("engine.contact-limits.cap", "count", count, "window", window);
                        case COUNT ->
                            Message.of("engine.contact-limits.count", "count", count, "window", window, "most", most);
                    });
        }

        /// The reason of the row and the numbers; only the numbers in a language without a reason.
        private Text withOwnReason(Text numbers) {
            Text reason = limit.reason();
            Text both = Message.of("engine.contact-limits.reason", "reason", reason, "numbers", numbers);
            return Text.of(
                    (reason.en().isBlank() ? numbers : both).en(), (reason.zh().isBlank() ? numbers : both).zh());
        }
    }
}
