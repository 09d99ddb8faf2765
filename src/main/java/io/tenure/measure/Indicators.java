package io.tenure.measure;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.util.List;

/// The scores, and the indicators of which each is the weighted mean, as the sheet `Indicators` sets them. A site
/// chooses facts, weights, scales and directions, and may add facts of its own.
///
/// - `totalCustomerValue`, `totalCustomerCost`: what the customer gets and gives up, as they perceive it.
/// - `fourDimensionScore`: finance, market, management, learning and growth.
/// - `informationScore`: how much we learn from the customer; the idea is Kumar et al. 2010.
/// - `currentValueScore`, `potentialValueScore`: what the customer is worth now, and may come to be.
/// - `retentionEffectScore`: how well the customer is retained.
///
/// 《客户生命周期管理》 and 《基于客户价值的客户关系管理》 name most indicators; factors and weights are the firm's choice.
///
/// @param all in the order of the sheet
public record Indicators(List<Indicator> all) {
    /// The measures that are scores, in the order in which they are computed.
    public static final List<String> SCORES = List.of(
            "totalCustomerValue",
            "totalCustomerCost",
            "fourDimensionScore",
            "informationScore",
            "currentValueScore",
            "potentialValueScore",
            "retentionEffectScore");

    /// The score whose indicators are recorded and reported.
    public static final String RETENTION = "retentionEffectScore";

    /// Maximum number of indicators of a score.
    public static final int MAX_PER_SCORE = 30;

    /// Measures that are computed from scores, so that no score can be computed from them.
    private static final List<String> LATER = List.of("deliveredValue", "deliveredValueRatio");

    public static final Indicators NONE = new Indicators(List.of());

    public Indicators {
        all = List.copyOf(all);
    }

    /// The indicators of a score, in their order.
    public List<Indicator> of(String score) {
        return all.stream().filter(indicator -> indicator.score().equals(score)).toList();
    }

    /// Whether a name of the dictionary may be an indicator: a fact that can be put on a scale, or a measure that is
    /// computed before the scores.
    public static boolean canScore(Field field) {
        boolean early =
                field.kind() == FieldKind.MEASURE && !SCORES.contains(field.name()) && !LATER.contains(field.name());
        return (field.kind() == FieldKind.FACT || early)
                && switch (field.type()) {
                    case NUMBER, INTEGER, BOOLEAN, CODE -> true;
                    case TEXT, DATE -> false;
                };
    }

    /// The names that may be indicators.
    public static List<String> usable(Dictionary dictionary) {
        return dictionary.all().stream()
                .filter(Indicators::canScore)
                .map(Field::name)
                .toList();
    }
}
