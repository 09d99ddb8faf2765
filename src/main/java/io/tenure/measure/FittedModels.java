package io.tenure.measure;

import io.tenure.lifecycle.Parameters;
import io.tenure.model.BgNbd;
import io.tenure.model.GammaGamma;
import io.tenure.model.LogOddsCalibration;
import io.tenure.model.ShiftedBetaGeometric;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The models that were fitted to the site's own base, from their parameters.
///
/// @param purchases in days; null where none was fitted
/// @param horizonDays what the probability of buying nothing looks ahead; 0 without a model of purchases
/// @param unitMargin of the base, money per money sold; NaN where unknown
/// @param riskCalibration what makes the probability of buying nothing agree with what the base did
/// @param spend null where none was fitted
/// @param contracts in months of the contract; null where none was fitted
public record FittedModels(
        @Nullable BgNbd purchases,
        int horizonDays,
        double unitMargin,
        LogOddsCalibration riskCalibration,
        @Nullable GammaGamma spend,
        @Nullable ShiftedBetaGeometric contracts) {
    /// The model of purchases; all or none of them are known.
    public static final List<String> PURCHASES =
            List.of("bgNbdR", "bgNbdAlpha", "bgNbdA", "bgNbdB", "bgNbdDropsAtOnce", "modelHorizon");

    /// The calibration of the probability of buying nothing; both or none of them are known.
    public static final List<String> RISK_CALIBRATION = List.of("riskIntercept", "riskSlope");

    /// The model of spend; all or none of them are known.
    public static final List<String> SPEND = List.of("gammaGammaP", "gammaGammaQ", "gammaGammaV");

    /// The model of contracts; both or none of them are known.
    public static final List<String> CONTRACTS = List.of("sbgAlpha", "sbgBeta");

    /// What else may be known of the base.
    public static final List<String> BASE =
            List.of("modelUnitMargin", "modelCustomers", "bgNbdLogLikelihood", "gammaGammaLogLikelihood");

    /// The models of which all parameters are known, or none.
    public static final List<List<String>> MODELS = List.of(PURCHASES, RISK_CALIBRATION, SPEND, CONTRACTS);

    /// All parameters of models, and what else may be known.
    public static final List<String> NAMES =
            Stream.concat(MODELS.stream().flatMap(List::stream), BASE.stream()).toList();

    /// @param parameters with the whole of a model or nothing of it, each within its range
    public static FittedModels of(Parameters parameters) {
        boolean buys = has(parameters, PURCHASES);
        return new FittedModels(
                buys
                        ? new BgNbd(
                                parameters.get("bgNbdR"),
                                parameters.get("bgNbdAlpha"),
                                parameters.get("bgNbdA"),
                                parameters.get("bgNbdB"),
                                parameters.get("bgNbdDropsAtOnce") > 0)
                        : null,
                buys ? (int) parameters.get("modelHorizon") : 0,
                parameters.has("modelUnitMargin") ? parameters.get("modelUnitMargin") : Double.NaN,
                has(parameters, RISK_CALIBRATION)
                        ? new LogOddsCalibration(parameters.get("riskIntercept"), parameters.get("riskSlope"))
                        : LogOddsCalibration.NONE,
                has(parameters, SPEND)
                        ? new GammaGamma(
                                parameters.get("gammaGammaP"),
                                parameters.get("gammaGammaQ"),
                                parameters.get("gammaGammaV"))
                        : null,
                has(parameters, CONTRACTS)
                        ? new ShiftedBetaGeometric(parameters.get("sbgAlpha"), parameters.get("sbgBeta"))
                        : null);
    }

    private static boolean has(Parameters parameters, List<String> names) {
        return names.stream().allMatch(parameters::has);
    }
}
