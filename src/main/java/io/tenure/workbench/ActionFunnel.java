package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.lifecycle.Action;
import io.tenure.release.CheckPool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts what became of the actions that rules proposed, by the latest decision about each customer in the last
/// [RecentResponses#DAYS] days: proposed, eligible, within the limits on contacts, ranked. An action of a customer
/// counts once, however many candidates proposed it.
@Singleton
final class ActionFunnel {
    private final RecentResponses responses;
    private final KeptCount<Counts> kept;

    ActionFunnel(RecentResponses responses, CheckPool pool, Clock clock) {
        this.responses = responses;
        this.kept = new KeptCount<>(pool, clock, this::count);
    }

    /// Whatever excludes an action.
    ///
    /// @param limit whether it is a limit on contacts that stands in a sheet
    record Rule(String name, boolean limit) {}

    /// What a rule removed.
    ///
    /// @param alone how many of them no other rule removed
    record Removed(int actions, int alone) {
        Removed plus(boolean isAlone) {
            return new Removed(actions + 1, alone + (isAlone ? 1 : 0));
        }
    }

    /// @param customers that were looked at
    /// @param advised customers for whom an action was ranked first
    /// @param eligible proposed ones that no rule excluded, limits on contacts aside
    record Counts(
            Instant at,
            int customers,
            int proposed,
            int eligible,
            int ranked,
            int advised,
            Map<Rule, Removed> removed) {
        Counts {
            removed = Map.copyOf(removed);
        }
    }

    /// What was counted a while ago; where nothing was, counts if asked to, and is null otherwise.
    ///
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    @Nullable
    Counts counts(boolean isAsked) {
        return kept.get(isAsked);
    }

    private Counts count(Instant now) {
        Sums sums = new Sums();
        int customers = responses.read(now, sums::add);
        return new Counts(now, customers, sums.proposed, sums.eligible, sums.ranked, sums.advised, sums.removed);
    }

    private static final class Sums {
        private final Map<Rule, Removed> removed = new HashMap<>();
        private int proposed;
        private int eligible;
        private int ranked;
        private int advised;

        void add(JsonNode response) {
            Set<String> actions = new HashSet<>();
            response.path("nextBestActions")
                    .forEach(one -> actions.add(one.path("action").asText()));
            actions.remove(Action.NONE);
            Map<String, Set<Rule>> excluded = new HashMap<>();
            response.path("excluded")
                    .forEach(one -> excluded.computeIfAbsent(one.path("action").asText(), _ -> new LinkedHashSet<>())
                            .add(new Rule(one.path("rule").asText(), one.has("workbook"))));
            excluded.keySet().removeAll(actions);
            proposed += actions.size() + excluded.size();
            ranked += actions.size();
            eligible += actions.size();
            advised += actions.isEmpty() ? 0 : 1;
            for (Set<Rule> rules : excluded.values()) {
                if (rules.stream().allMatch(Rule::limit)) {
                    eligible++;
                }
                for (Rule rule : rules) {
                    removed.put(
                            rule, removed.getOrDefault(rule, new Removed(0, 0)).plus(rules.size() == 1));
                }
            }
        }
    }
}
