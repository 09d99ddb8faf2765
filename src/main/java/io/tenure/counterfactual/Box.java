package io.tenure.counterfactual;

import java.util.ArrayList;
import java.util.List;

/// Changes of the same few facts, each by a range of numbers on one side of 0.
///
/// @param dimensions places of the facts in the list of all, ascending
/// @param near number of the value of each that is nearest to now
/// @param far number of the farthest
/// @param distance of the nearest change
/// @param uniform whether it is known that no table tells its changes apart
record Box(List<Integer> dimensions, int[] near, int[] far, double distance, boolean uniform) {
    static Box of(List<Integer> dimensions, int[] near, int[] far, boolean uniform, List<Dimension> all) {
        double distance = 0;
        for (int i = 0; i < near.length; i++) {
            distance += all.get(dimensions.get(i)).distance(near[i]);
        }
        return new Box(dimensions, near, far, distance, uniform);
    }

    Trials.Change nearest() {
        return corner(0);
    }

    int corners() {
        return 1 << near.length;
    }

    /// A corner by its bits: those of the dimensions in which it is the farthest.
    Trials.Change corner(int bits) {
        List<Integer> numbers = new ArrayList<>(near.length);
        for (int i = 0; i < near.length; i++) {
            numbers.add((bits >> i & 1) == 0 ? near[i] : far[i]);
        }
        return new Trials.Change(dimensions, numbers);
    }

    /// Both halves, cut across the side with the most numbers; none of a single change.
    List<Box> halves(List<Dimension> all) {
        int longest = 0;
        for (int i = 1; i < near.length; i++) {
            if (Math.abs(far[i] - near[i]) > Math.abs(far[longest] - near[longest])) {
                longest = i;
            }
        }
        int length = Math.abs(far[longest] - near[longest]);
        if (length == 0) {
            return List.of();
        }
        int sign = Integer.signum(far[longest] - near[longest]);
        int[] end = far.clone();
        end[longest] = near[longest] + sign * (length / 2);
        int[] start = near.clone();
        start[longest] = end[longest] + sign;
        return List.of(of(dimensions, near, end, uniform, all), of(dimensions, start, far, uniform, all));
    }
}
