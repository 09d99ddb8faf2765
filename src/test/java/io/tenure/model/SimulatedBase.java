package io.tenure.model;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;

/// Purchases of customers drawn from a BG/NBD model, each from their first purchase on.
///
/// @param purchases times of a customer's purchases after the first one, up to `age`
public record SimulatedBase(List<Simulated> customers) {
    public record Simulated(double age, List<Double> purchases) {
        public PurchaseHistory history(double end) {
            List<Double> until = purchases.stream().filter(t -> t <= end).toList();
            return new PurchaseHistory(until.size(), until.isEmpty() ? 0 : until.getLast(), end);
        }
    }

    /// @param age until when each is watched, after a first purchase that nobody has to wait for
    public static SimulatedBase of(BgNbd model, int customers, double age, long seed) {
        var random = new RandomDataGenerator(seed);
        List<Simulated> base = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            double rate = random.nextGamma(model.r(), 1 / model.alpha());
            double dropout = model.a() == 0 ? 0 : random.nextBeta(model.a(), model.b());
            List<Double> purchases = new ArrayList<>();
            double time = 0;
            boolean gone = model.dropsAtOnce() && random.nextDouble() < dropout;
            while (rate > 1e-12 && !gone) {
                time += random.nextExponential(1 / rate);
                if (time > age) {
                    break;
                }
                purchases.add(time);
                gone = random.nextDouble() < dropout;
            }
            base.add(new Simulated(age, purchases));
        }
        return new SimulatedBase(base);
    }

    public List<PurchaseHistory> histories() {
        return customers.stream().map(c -> c.history(c.age())).toList();
    }
}
