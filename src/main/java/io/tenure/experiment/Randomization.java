package io.tenure.experiment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.lifecycle.DecisionResult.Arm;
import io.tenure.lifecycle.Field;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Assigns customers to the arms of experiments, always the same ones and without storing anything.
///
/// A customer's *draw* is a number from 0 to 1: the first 53 bits of HMAC-SHA-256 with the experiment's salt as key,
/// over
/// the customer's pseudonym, which is itself a keyed hash of the customer's id. A draw below the experiment's share is
/// in
/// the arm that is treated otherwise. Draws of different salts are independent of each other and of everything that is
/// known of the customer; whoever lacks the key of the pseudonyms can't foresee them.
///
/// Where experiments overlap, the order of the sheet decides: a customer whom an experiment treats otherwise takes no
/// part in later ones. So nobody is treated otherwise twice, and each share is a share of those whom earlier
/// experiments
/// leave alone.
///
/// Immutable; any number of threads may use it at once.
public final class Randomization {
    private static final String ALGORITHM = "HmacSHA256";
    private static final double TWO_TO_MINUS_53 = 0x1p-53;

    private final List<Experiment> experiments;

    /// In the order of the experiments; copied before they are used.
    private final Mac[] hashes;

    /// The arm of one customer in one experiment.
    public record AssignedArm(Experiment experiment, Arm arm) {}

    /// @param experiments in the order in which they come first
    public Randomization(List<Experiment> experiments) {
        this.experiments = List.copyOf(experiments);
        this.hashes =
                experiments.stream().map(experiment -> hash(experiment.salt())).toArray(Mac[]::new);
    }

    /// The arms of a customer in every experiment that the decision takes part in, in order.
    ///
    /// @param pseudonym of the customer; null where there is none, which takes part in no experiment
    /// @param day of the decision
    /// @param values of the customer by name, null for unknown
    public List<AssignedArm> arms(@Nullable String pseudonym, LocalDate day, Function<Field, @Nullable Object> values) {
        if (experiments.isEmpty() || pseudonym == null) {
            return List.of();
        }
        List<AssignedArm> arms = new ArrayList<>(experiments.size());
        for (int i = 0; i < hashes.length; i++) {
            Experiment experiment = experiments.get(i);
            if (experiment.isRunningOn(day) && experiment.concerns(values)) {
                boolean drawn = draw(hashes[i], pseudonym) < experiment.share();
                arms.add(new AssignedArm(experiment, drawn ? Arm.HOLDOUT : Arm.ADVISED));
                if (drawn) {
                    break;
                }
            }
        }
        return arms;
    }

    /// A customer's draw.
    ///
    /// @param salt not empty
    /// @return from 0 to less than 1
    public static double draw(String salt, String pseudonym) {
        return draw(hash(salt), pseudonym);
    }

    private static double draw(Mac prepared, String pseudonym) {
        try {
            byte[] hash = ((Mac) prepared.clone()).doFinal(pseudonym.getBytes(US_ASCII));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * TWO_TO_MINUS_53;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC can't be copied", e);
        }
    }

    private static Mac hash(String salt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt.getBytes(UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is not available", e);
        }
    }
}
