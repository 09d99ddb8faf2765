package io.tenure.action;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.ContactLimit;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Text;
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
public final class ContactPolicy {
    private ContactPolicy() {}

    /// What a policy leaves.
    ///
    /// @param candidates all of them, each with the channels it may still use
    /// @param exclusions the actions that may not be taken now, each for every limit that says so
    public record Allowed(List<Candidate> candidates, List<Exclusion> exclusions) {
        public Allowed {
            candidates = List.copyOf(candidates);
            exclusions = List.copyOf(exclusions);
        }
    }

    /// @param catalogue the actions by code, which tell what a contact was for
    public static Allowed of(
            List<ContactLimit> limits,
            Map<String, Action> catalogue,
            List<Candidate> candidates,
            List<Contact> contacts) {
        List<Reached> reached = reached(limits, catalogue, contacts);
        if (reached.isEmpty()) {
            return new Allowed(candidates, List.of());
        }
        Map<String, Action> left = new HashMap<>();
        List<Exclusion> exclusions = new ArrayList<>();
        List<Candidate> narrowed = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Action action = left.get(candidate.getAction());
            if (action == null) {
                action = limited(candidate.entry(), reached, exclusions);
                left.put(action.code(), action);
            }
            narrowed.add(candidate.through(action.channels()));
        }
        return new Allowed(narrowed, exclusions);
    }

    private record Reached(ContactLimit limit, int count) {
        Exclusion excludes(Action action) {
            return new Exclusion(action.code(), limit.name(), reason(), limit);
        }

        private Text reason() {
            String en = count + (count == 1 ? " contact" : " contacts") + " in the last " + limit.days()
                    + (limit.days() == 1 ? " day" : " days") + ", at most " + limit.most();
            String zh = "最近" + limit.days() + "天内已接触" + count + "次，上限" + limit.most() + "次";
            return new Text(
                    limit.reason().en().isBlank() ? en : limit.reason().en() + " (" + en + ")",
                    limit.reason().zh().isBlank() ? zh : limit.reason().zh() + "（" + zh + "）");
        }
    }

    private static List<Reached> reached(
            List<ContactLimit> limits, Map<String, Action> catalogue, List<Contact> contacts) {
        List<Reached> reached = new ArrayList<>();
        for (ContactLimit limit : limits) {
            int count = 0;
            for (Contact contact : contacts) {
                if (counts(contact, limit, catalogue)) {
                    count++;
                }
            }
            if (count >= limit.most()) {
                reached.add(new Reached(limit, count));
            }
        }
        return reached;
    }

    private static boolean counts(Contact contact, ContactLimit limit, Map<String, Action> catalogue) {
        Action carriedOut = contact.action() == null ? null : catalogue.get(contact.action());
        return contact.daysAgo() < limit.days()
                && (carriedOut == null || isStartedByUs(carriedOut))
                && fits(limit.channel(), contact.channel())
                && fits(limit.action(), contact.action());
    }

    private static boolean fits(@Nullable String limited, @Nullable String happened) {
        return limited == null || limited.equals(happened);
    }

    private static boolean isStartedByUs(Action action) {
        return action.selling() || action.marketing();
    }

    /// The action with the channels that are left; what leaves it none, or forbids it altogether, is told.
    private static Action limited(Action action, List<Reached> reached, List<Exclusion> exclusions) {
        if (!isStartedByUs(action)) {
            return action;
        }
        List<String> channels = new ArrayList<>(action.channels());
        List<Reached> narrowing = new ArrayList<>();
        for (Reached one : reached) {
            if (!fits(one.limit.action(), action.code())) {
                continue;
            }
            if (one.limit.channel() == null) {
                exclusions.add(one.excludes(action));
            } else if (action.channels().contains(one.limit.channel())) {
                channels.remove(one.limit.channel());
                narrowing.add(one);
            }
        }
        if (channels.isEmpty()) {
            narrowing.forEach(one -> exclusions.add(one.excludes(action)));
        }
        return action.through(channels);
    }
}
