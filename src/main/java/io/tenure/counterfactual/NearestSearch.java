package io.tenure.counterfactual;

import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.counterfactual.Counterfactual.FactChange;
import io.tenure.counterfactual.Counterfactual.Nearest;
import io.tenure.counterfactual.Trials.Trial;
import io.tenure.lifecycle.DecisionResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The search for the nearest change that one actor, or anybody, can bring about: one fact, then two, then, where
/// neither leads there, more.
///
/// A box of changes is cut until no table tells its corners apart; since every measure rises or falls with each fact
/// between two cuts, no table tells what lies between them apart either, and the nearest corner stands for all. The
/// boxes are taken nearest first, so that the first change that leads there is the nearest.
final class NearestSearch {
    /// Changes of so many facts are searched to the end.
    private static final int FEW_FACTS = 2;

    /// More facts than anybody would change at once.
    private static final int MAX_FACTS = 4;

    /// How many of the nearest changes are combined where two facts don't do.
    private static final int MAX_COMBINED = 300;

    /// About 15 MB of customers tried by one search. Those of earlier searches about the same customer count not: they
    /// would leave it none.
    private static final int MAX_TRIALS = 33_000;

    private static final double NONE = Double.POSITIVE_INFINITY;

    private final Trials trials;
    private final Wish wish;
    private final List<Dimension> dimensions;
    private final boolean opaque;
    private final @Nullable Actor actor;
    private final long deadline;
    private final int triedBefore;
    /// For each fact the ranges of numbers that the actor can bring about: nearest and farthest.
    private final List<List<int[]>> sides;

    private final List<Box> pieces = new ArrayList<>();
    private @Nullable Trial best;
    private double bestDistance = NONE;
    private boolean limited;

    /// @param actor null for anybody
    /// @param deadline in the time of [System#nanoTime]
    NearestSearch(
            Trials trials,
            Wish wish,
            List<Dimension> dimensions,
            DependencySlice slice,
            @Nullable Actor actor,
            long deadline) {
        this.trials = trials;
        this.wish = wish;
        this.dimensions = dimensions;
        this.opaque = slice.isOpaque();
        this.actor = actor;
        this.deadline = deadline;
        this.triedBefore = trials.size();
        this.sides = dimensions.stream().map(this::sides).toList();
    }

    Nearest find() {
        return find(MAX_FACTS);
    }

    /// @param most how many facts may change
    Nearest find(int most) {
        explore(single(), true);
        if (most > 1) {
            explore(pairs(), false);
        }
        if (most > FEW_FACTS && best == null && !limited) {
            combine();
        }
        Counterfactual found = best == null ? null : counterfactual(best);
        return new Nearest(
                found,
                !limited && !isUncertain() && (found == null || found.changes().size() <= FEW_FACTS));
    }

    // --- One and two facts ------------------------------------------------------------------------------

    private PriorityQueue<Box> queue() {
        return new PriorityQueue<>(Comparator.comparingDouble(Box::distance));
    }

    private PriorityQueue<Box> single() {
        PriorityQueue<Box> queue = queue();
        for (int d = 0; d < dimensions.size(); d++) {
            for (int[] side : sides.get(d)) {
                queue.add(Box.of(List.of(d), new int[] {side[0]}, new int[] {side[1]}, false, dimensions));
            }
        }
        return queue;
    }

    private List<int[]> sides(Dimension dimension) {
        List<int[]> sides = new ArrayList<>();
        if (dimension.isOrdered()) {
            if (dimension.most() > 0 && dimension.allows(1, actor)) {
                sides.add(new int[] {1, dimension.most()});
            }
            if (dimension.least() < 0 && dimension.allows(-1, actor)) {
                sides.add(new int[] {-1, dimension.least()});
            }
        } else {
            for (int number = 1; number <= dimension.most(); number++) {
                if (dimension.allows(number, actor)) {
                    sides.add(new int[] {number, number});
                }
            }
        }
        return sides;
    }

    private PriorityQueue<Box> pairs() {
        PriorityQueue<Box> queue = queue();
        Map<Integer, List<Box>> piecesByFact = pieces.stream()
                .collect(Collectors.groupingBy(piece -> piece.dimensions().getFirst()));
        int[] related =
                IntStream.range(0, dimensions.size()).filter(this::isRelated).toArray();
        for (int i = 0; i < related.length; i++) {
            for (int j = i + 1; j < related.length; j++) {
                addPair(related[i], related[j], piecesByFact, queue);
            }
        }
        return queue;
    }

    private void addPair(int one, int other, Map<Integer, List<Box>> piecesByFact, PriorityQueue<Box> queue) {
        if (isIndependent(one, other)) {
            for (Box first : piecesByFact.getOrDefault(one, List.of())) {
                for (Box second : piecesByFact.getOrDefault(other, List.of())) {
                    add(pair(one, other, first.near(), first.far(), second.near(), second.far(), true), queue);
                }
            }
        } else {
            for (int[] first : sides.get(one)) {
                for (int[] second : sides.get(other)) {
                    add(
                            pair(
                                    one,
                                    other,
                                    new int[] {first[0]},
                                    new int[] {first[1]},
                                    new int[] {second[0]},
                                    new int[] {second[1]},
                                    false),
                            queue);
                }
            }
        }
    }

    private Box pair(int one, int other, int[] near1, int[] far1, int[] near2, int[] far2, boolean uniform) {
        return Box.of(
                List.of(one, other), new int[] {near1[0], near2[0]}, new int[] {far1[0], far2[0]}, uniform, dimensions);
    }

    private void add(Box box, PriorityQueue<Box> queue) {
        if (box.distance() < bestDistance) {
            queue.add(box);
        }
    }

    private boolean isRelated(int dimension) {
        return trials.touched(dimension).intersects(trials.related())
                || trials.touched(dimension).intersects(trials.contradictable());
    }

    /// Whether two facts change nothing in common, so that each can be looked at alone.
    private boolean isIndependent(int one, int other) {
        BitSet first = trials.touched(one);
        BitSet second = trials.touched(other);
        return !dimensions.get(one).isUnknown()
                && !dimensions.get(other).isUnknown()
                && !first.intersects(second)
                && !(first.intersects(trials.contradictable()) && second.intersects(trials.contradictable()));
    }

    /// Takes boxes nearest first, until one leads there or all are farther than what does already.
    ///
    /// @param keep whether the pieces are kept, to be combined
    private void explore(PriorityQueue<Box> queue, boolean keep) {
        while (true) {
            Box box = queue.poll();
            if (box == null || box.distance() >= bestDistance) {
                return;
            }
            if (System.nanoTime() > deadline || trials.size() - triedBefore > MAX_TRIALS) {
                limited = true;
                return;
            }
            visit(box, queue, keep);
        }
    }

    private void visit(Box box, PriorityQueue<Box> queue, boolean keep) {
        Trial near = trials.of(box.nearest());
        boolean sameAmounts = true;
        for (int corner = 1; corner < box.corners(); corner++) {
            Trial trial = trials.of(box.corner(corner));
            if (!box.uniform() && !trial.looksLike(near)) {
                queue.addAll(box.halves(dimensions));
                return;
            }
            sameAmounts &= trial.hasSameAmounts(near);
        }
        if (!near.isConsistent() || isNothingNew(box, near, sameAmounts)) {
            return;
        }
        if (keep) {
            pieces.add(box);
        }
        if (near.isMet()) {
            best = near;
            bestDistance = box.distance();
            return;
        }
        if (!sameAmounts && !isDecidedAlike(box, near)) {
            queue.addAll(box.halves(dimensions));
        }
    }

    /// Whether a change of fewer facts asks the tables the same.
    private boolean isNothingNew(Box box, Trial near, boolean sameAmounts) {
        if (!sameAmounts) {
            return false;
        }
        if (box.near().length == 1) {
            return near.looksLike(trials.now()) && near.hasSameAmounts(trials.now());
        }
        for (int left = 0; left < box.near().length; left++) {
            List<Integer> fewer = new ArrayList<>(box.dimensions());
            List<Integer> numbers = new ArrayList<>();
            for (int number : box.near()) {
                numbers.add(number);
            }
            fewer.remove(left);
            numbers.remove(left);
            Trial same = trials.of(new Trials.Change(fewer, numbers));
            if (near.looksLike(same) && near.hasSameAmounts(same)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDecidedAlike(Box box, Trial near) {
        for (int corner = 1; corner < box.corners(); corner++) {
            if (!trials.of(box.corner(corner)).isDecidedLike(near)) {
                return false;
            }
        }
        return true;
    }

    // --- More facts -------------------------------------------------------------------------------------

    /// Some of the pieces, by their places in the order of their distances, ascending.
    private record Combination(List<Integer> places, double distance) {}

    private void combine() {
        List<Box> nearest = pieces.stream()
                .sorted(Comparator.comparingDouble(Box::distance))
                .limit(MAX_COMBINED)
                .toList();
        PriorityQueue<Combination> queue = new PriorityQueue<>(Comparator.comparingDouble(Combination::distance));
        if (!nearest.isEmpty()) {
            queue.add(new Combination(List.of(0), nearest.getFirst().distance()));
        }
        while (best == null && !queue.isEmpty()) {
            if (System.nanoTime() > deadline || trials.size() - triedBefore > MAX_TRIALS) {
                return;
            }
            Combination next = queue.remove();
            if (next.places().size() > FEW_FACTS) {
                tryOut(next, nearest);
            }
            int last = next.places().getLast();
            if (last + 1 < nearest.size()) {
                double step = nearest.get(last + 1).distance();
                List<Integer> moved = new ArrayList<>(next.places());
                moved.set(moved.size() - 1, last + 1);
                queue.add(new Combination(
                        moved, next.distance() - nearest.get(last).distance() + step));
                if (next.places().size() < MAX_FACTS) {
                    List<Integer> longer = new ArrayList<>(next.places());
                    longer.add(last + 1);
                    queue.add(new Combination(longer, next.distance() + step));
                }
            }
        }
    }

    private void tryOut(Combination combination, List<Box> nearest) {
        List<Box> chosen = combination.places().stream()
                .map(nearest::get)
                .sorted(Comparator.comparing(box -> box.dimensions().getFirst()))
                .toList();
        List<Integer> facts =
                chosen.stream().map(box -> box.dimensions().getFirst()).toList();
        if (Set.copyOf(facts).size() < facts.size()) {
            return;
        }
        Trial trial = trials.of(new Trials.Change(
                facts, chosen.stream().map(box -> box.near()[0]).toList()));
        if (trial.isMet()) {
            best = trial;
            bestDistance = combination.distance();
        }
    }

    // --- The answer -------------------------------------------------------------------------------------

    /// Whether code could tell apart what no table does.
    private boolean isUncertain() {
        if (opaque) {
            return true;
        }
        for (int d = 0; d < dimensions.size(); d++) {
            if (dimensions.get(d).isOrdered()
                    && !sides.get(d).isEmpty()
                    && trials.touched(d).intersects(trials.codeReads())) {
                return true;
            }
        }
        return false;
    }

    private Counterfactual counterfactual(Trial trial) {
        List<FactChange> changes = new ArrayList<>();
        for (int i = 0; i < trial.change().dimensions().size(); i++) {
            Dimension dimension = dimensions.get(trial.change().dimensions().get(i));
            int number = trial.change().numbers().get(i);
            changes.add(new FactChange(
                    dimension.fact(),
                    dimension.now(),
                    dimension.value(number),
                    Objects.requireNonNull(dimension.changers(number))));
        }
        DecisionResult result = Objects.requireNonNull(trial.result());
        return new Counterfactual(changes, bestDistance, wish.values(result));
    }
}
