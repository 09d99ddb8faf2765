package io.tenure.lifecycle;

import io.tenure.text.Reason;
import org.jspecify.annotations.Nullable;

/// An allowed action with its rank.
///
/// @param rank 1 is best
/// @param score `(propensity x value - cost) x context x lever`, money
/// @param context multiplier, 1 changes nothing; likewise lever
/// @param channel channel to use; null for `NO_ACTION`
/// @param level retention level the action belongs to
/// @param duty whether it is owed whatever it is worth, and therefore ranks before what only pays
public record NextBestAction(
        int rank,
        String action,
        double score,
        double propensity,
        double value,
        double cost,
        double context,
        double lever,
        @Nullable String channel,
        String level,
        boolean duty,
        Reason reason) {}
