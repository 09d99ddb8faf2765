package io.tenure.region;

import io.tenure.bundle.Change;
import io.tenure.bundle.RulesetDiff;
import io.tenure.engine.CompiledRuleset;
import io.tenure.explanation.CellDescription;
import io.tenure.region.DecisionDifference.Difference;
import io.tenure.region.Region.FieldCondition;
import io.tenure.region.Region.OutcomeChange;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is affected by an edit: the regions of customers for whom tables decide differently, and what is proven about
/// everybody else.
public final class AffectedCustomers {
    private static final int MAX_REGIONS = 100;

    private final List<Text> notProven;
    private final List<FoundRegion> regions;
    private final int moreRegions;
    private final List<Text> notFollowed;

    /// A region, and a customer of it; null where none was found.
    record FoundRegion(Region region, @Nullable Sample example) {}

    private AffectedCustomers(
            List<Text> notProven, List<FoundRegion> regions, int moreRegions, List<Text> notFollowed) {
        this.notProven = notProven;
        this.regions = regions;
        this.moreRegions = moreRegions;
        this.notFollowed = notFollowed;
    }

    /// Compares two rulesets.
    ///
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public static AffectedCustomers between(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        return between(before, after, clock, RegionLimits.STANDARD);
    }

    static AffectedCustomers between(CompiledRuleset before, CompiledRuleset after, Clock clock, RegionLimits limits) {
        List<Change> changes =
                RulesetDiff.between(before.ruleset(), after.ruleset()).changes();
        List<Text> notProven = new ArrayList<>(OtherEdits.of(before.ruleset(), after.ruleset(), changes));
        RegionSearch search = new RegionSearch(before.ruleset(), after.ruleset(), changes, limits);
        search.run();
        if (!search.incomplete().isEmpty()) {
            notProven.add(Message.of("region.not-proven.limit", "tables", String.join(", ", search.incomplete())));
        }
        List<Region> grouped = grouped(search.regions());
        List<FoundRegion> found = new ArrayList<>();
        List<Text> notFollowed = notFollowed(search);
        int more = 0;
        if (limits.maxTries() == 0) {
            grouped.forEach(region -> found.add(new FoundRegion(region, null)));
        } else if (!grouped.isEmpty()) {
            Decider decider = new Decider(before, after, clock);
            ExampleSearch examples = new ExampleSearch(decider, limits);
            for (Region region : grouped) {
                if (examples.isImpossible(region)) {
                    continue;
                }
                // Where a later table reads what changed, not every choice of changes is that of a customer.
                Sample example = found.size() < MAX_REGIONS ? examples.find(region, region.isRoot()) : null;
                if (region.isRoot() ? found.size() < MAX_REGIONS : example != null) {
                    found.add(new FoundRegion(region, example));
                } else {
                    more++;
                }
            }
            decider.ruleFailures()
                    .forEach(reason -> notFollowed.add(Message.of("region.not-followed.undecided", "reason", reason)));
        }
        return new AffectedCustomers(notProven, found, more, notFollowed);
    }

    private static List<Text> notFollowed(RegionSearch search) {
        List<Text> names = new ArrayList<>();
        search.drlReaders().forEach(file -> names.add(Message.of("region.not-followed.rules", "file", file)));
        if (!search.unfollowed().isEmpty()) {
            names.add(Message.of("region.not-followed.outcomes", "names", String.join(", ", search.unfollowed())));
        }
        if (!search.regions().isEmpty()) {
            names.add(Message.of("region.not-followed.ranking"));
        }
        return names;
    }

    /// The regions of edited tables first; those that say the same taken together.
    private static List<Region> grouped(List<Region> regions) {
        Map<List<Object>, Region> groups = new LinkedHashMap<>();
        for (boolean root : new boolean[] {true, false}) {
            for (Region region : regions) {
                if (region.isRoot() == root) {
                    List<Object> key = List.of(
                            region.table().name(),
                            region.field().name(),
                            String.valueOf(region.before()),
                            String.valueOf(region.after()),
                            region.inputs(),
                            region.cells());
                    groups.merge(key, region, AffectedCustomers::together);
                }
            }
        }
        return List.copyOf(groups.values());
    }

    private static Region together(Region one, Region other) {
        List<List<FieldCondition>> boxes = new ArrayList<>(one.boxes());
        boxes.addAll(other.boxes());
        return new Region(
                one.table(),
                one.field(),
                one.before(),
                one.after(),
                one.inputs(),
                List.copyOf(boxes),
                one.cells(),
                one.isRoot());
    }

    /// Whether it is proven that no decision changes outside the regions.
    public boolean nobodyElse() {
        return notProven.isEmpty();
    }

    List<FoundRegion> regions() {
        return regions;
    }

    /// Whether each region of an edited table has an example.
    boolean isEachExampleFound() {
        return regions.stream().allMatch(found -> found.example != null || !found.region.isRoot());
    }

    /// The result for people and programs.
    public AffectedReport report(Locale locale) {
        Text statement = !nobodyElse()
                ? Message.of("region.statement.not-proven")
                : regions.isEmpty() ? Message.of("region.statement.nobody") : Message.of("region.statement.proven");
        return new AffectedReport(
                nobodyElse(),
                statement.in(locale),
                notProven.stream().map(text -> text.in(locale)).toList(),
                regions.stream().map(found -> view(found, locale)).toList(),
                moreRegions,
                notFollowed.stream().map(text -> text.in(locale)).toList());
    }

    private static AffectedRegion view(FoundRegion found, Locale locale) {
        Region region = found.region;
        Sample example = found.example;
        return new AffectedRegion(
                region.table().name(),
                Sample.differenceName(region.field()),
                region.before(),
                region.after(),
                region.isRoot(),
                region.inputs().values().stream()
                        .map((OutcomeChange input) -> new ChangedValue(
                                input.field().name(),
                                input.before().text(),
                                input.after().text()))
                        .toList(),
                region.boxes().stream()
                        .map(box -> box.stream()
                                .map(asked -> new RegionCondition(
                                        asked.field().name(),
                                        CellDescription.of(asked.field(), asked.condition())
                                                .in(locale)))
                                .toList())
                        .toList(),
                List.copyOf(region.cells()),
                example == null ? null : new AffectedExample(example.cells(), changes(example)));
    }

    private static List<ChangedValue> changes(Sample example) {
        List<ChangedValue> changes = new ArrayList<>();
        for (Map.Entry<String, Difference> entry : example.differences().entrySet()) {
            changes.add(new ChangedValue(
                    entry.getKey(), entry.getValue().before(), entry.getValue().after()));
        }
        return changes;
    }
}
