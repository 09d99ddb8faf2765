package io.tenure.engine;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.ContactLimit;
import io.tenure.lifecycle.Exclusion;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How often a customer may be contacted.
///
/// Only contacts that we start count and are limited: those for selling or marketing. Answering a complaint is
/// neither. A contact whose action is not known, or no longer in the catalogue, counts as one that we started:
/// the customer was reached, and may have had enough. A contact whose channel is not known counts for the
/// limits of any channel only.
public final class ContactLimits {
    private ContactLimits() {}

    /// What a policy leaves.
    ///
    /// @param candidates all of them, each with the channels it may still use
    /// @param exclusions the actions that may not be taken now, each for every limit that says so
    public record LimitedCandidates(List<Candidate> candidates, List<Exclusion> exclusions) {
        public LimitedCandidates {
            candidates = List.copyOf(candidates);
            exclusions = List.copyOf(exclusions);
        }
    }

    /// @param catalogue the actions by code, which tell what a contact was for
    public static LimitedCandidates apply(
            List<ContactLimit> limits,
            Map<String, Action> catalogue,
            List<Candidate> candidates,
            List<Contact> contacts) {
        List<ReachedLimit> reached = reachedLimits(limits, catalogue, contacts);
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

    private record ReachedLimit(ContactLimit limit, int count) {
        Exclusion exclusion(Action action) {
            return new Exclusion(action.code(), limit.name(), reason(), limit);
        }

        private Text reason() {
            String en = count + (count == 1 ? " contact" : " contacts") + " in the last " + limit.days()
                    + (limit.days() == 1 ? " day" : " days") + ", at most " + limit.maxContacts();
            String zh = "最近" + limit.days() + "天内已接触" + count + "次，上限" + limit.maxContacts() + "次";
            return Text.of(
                    limit.reason().en().isBlank() ? en : limit.reason().en() + " (" + en + ")",
                    limit.reason().zh().isBlank() ? zh : limit.reason().zh() + "（" + zh + "）");
        }
    }

    private static List<ReachedLimit> reachedLimits(
            List<ContactLimit> limits, Map<String, Action> catalogue, List<Contact> contacts) {
        List<ReachedLimit> reached = new ArrayList<>();
        for (ContactLimit limit : limits) {
            int count = 0;
            for (Contact contact : contacts) {
                if (isCounted(contact, limit, catalogue)) {
                    count++;
                }
            }
            if (count >= limit.maxContacts()) {
                reached.add(new ReachedLimit(limit, count));
            }
        }
        return reached;
    }

    private static boolean isCounted(Contact contact, ContactLimit limit, Map<String, Action> catalogue) {
        Action carriedOut = contact.action() == null ? null : catalogue.get(contact.action());
        return contact.daysAgo() < limit.days()
                && (carriedOut == null || isStartedByUs(carriedOut))
                && matches(limit.channel(), contact.channel())
                && matches(limit.action(), contact.action());
    }

    private static boolean matches(@Nullable String limited, @Nullable String happened) {
        return limited == null || limited.equals(happened);
    }

    /// Whether an action is a contact that we start, which counts towards the limits and can be reserved.
    public static boolean isStartedByUs(Action action) {
        return action.selling() || action.marketing();
    }

    /// The action with the channels that are left; what leaves it none, or forbids it altogether, is told.
    private static Action limitChannels(Action action, List<ReachedLimit> reached, List<Exclusion> exclusions) {
        if (!isStartedByUs(action)) {
            return action;
        }
        List<String> channels = new ArrayList<>(action.channels());
        List<ReachedLimit> narrowing = new ArrayList<>();
        for (ReachedLimit one : reached) {
            if (!matches(one.limit.action(), action.code())) {
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
}
