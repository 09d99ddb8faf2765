package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One action of the catalogue.
///
/// @param code name of the action in tables and answers
/// @param level retention level the action needs, cumulative; `NONE` where it needs none
/// @param channels channels it may use, the usual one first
/// @param cost cost of doing it once, money
/// @param minGapDays least days since the same action was last taken; 0 for no limit
/// @param selling whether it sells; blocked while a complaint is open
/// @param marketing whether it needs consent to marketing
/// @param duty whether it is owed whatever it is worth, such as answering a complaint: it ranks before what only pays
/// @param strategy where in the sources the action comes from
/// @param guidance how to carry it out, for whoever does; empty where nothing is written
/// @param parts codes of the parts that a ruleset adds to candidates (`candidate.serviceLevel`), in the order of
///     [Dictionary#ownParts()]; empty texts where it has none
/// @param row its row in the sheet `Actions`, as the spreadsheet shows it; 0 where it stands in none
/// @param costShare what the cost is a share of; null where it is given as it is
public record Action(
        String code,
        Text label,
        String level,
        List<String> channels,
        double cost,
        int minGapDays,
        boolean selling,
        boolean marketing,
        boolean duty,
        Text strategy,
        Text guidance,
        List<String> parts,
        int row,
        Parameters.@Nullable Share costShare) {
    /// Doing nothing, which is always possible and scores 0.
    public static final String NONE = "NO_ACTION";

    public Action {
        channels = List.copyOf(channels);
        parts = List.copyOf(parts);
    }

    /// Whether taking it is a contact that we start: it sells, or needs consent to marketing. Answering a
    /// complaint is none.
    public boolean isStartedByUs() {
        return selling || marketing;
    }

    /// An action without parts of a ruleset's own, whose cost is an amount of money.
    public Action(
            String code,
            Text label,
            String level,
            List<String> channels,
            double cost,
            int minGapDays,
            boolean selling,
            boolean marketing,
            boolean duty,
            Text strategy,
            Text guidance,
            int row) {
        this(
                code,
                label,
                level,
                channels,
                cost,
                minGapDays,
                selling,
                marketing,
                duty,
                strategy,
                guidance,
                List.of(),
                row,
                null);
    }

    /// The code of one of the parts that the ruleset adds; null where the action has none.
    ///
    /// @param place among [Dictionary#ownParts()]
    public @Nullable String part(int place) {
        return parts.get(place).isEmpty() ? null : parts.get(place);
    }

    /// The same action, through these channels only.
    public Action withChannels(List<String> channels) {
        return new Action(
                code,
                label,
                level,
                channels,
                cost,
                minGapDays,
                selling,
                marketing,
                duty,
                strategy,
                guidance,
                parts,
                row,
                costShare);
    }
}
