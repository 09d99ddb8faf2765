package io.tenure.model;

/// The BG/NBD model: a customer buys at random at a rate of their own until they drop out, which may happen after
/// any purchase.
///
/// Rates vary between customers as a gamma distribution (`r`, `alpha`), the probability of dropping out after a
/// purchase as a beta distribution (`a`, `b`). As published, nobody drops out after the first purchase: then
/// [#aliveProbability] of a customer who bought once is 1 and is no warning; [#expectedPurchases] is one. The
/// modified model (MBG/NBD) lets customers drop out after any purchase, the first one included.
///
/// Sources: Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way; Batislam, Denizel and Filiztekin
/// 2007, Empirical validation and comparison of models for customer base analysis, for the modified one.
///
/// @param r shape of the rates, above 0
/// @param alpha scale of the rates, in the unit of time of the histories, above 0
/// @param a first parameter of the dropout, 0 or more; 0 means that nobody drops out
/// @param b second parameter of the dropout, above 0
/// @param dropsAtOnce whether customers may drop out after their first purchase: MBG/NBD
public record BgNbd(double r, double alpha, double a, double b, boolean dropsAtOnce) {
    /// More terms than any base needs: a horizon of a hundred thousand times the age, and nobody drops out.
    private static final int MAX_TERMS = 5_000_000;

    /// Where what is left adds nothing that is ever shown.
    private static final double NEGLIGIBLE = 1e-13;

    /// Below it, `Math.exp` is 0.
    private static final double LEAST_EXPONENT = -700;

    private static final double QUARTER_DAYS = 91.25;
    private static final double DAYS_PER_YEAR = 365;

    public BgNbd {
        if (!(r > 0 && alpha > 0 && a >= 0 && b > 0) || !Double.isFinite(r + alpha + a + b)) {
            throw new IllegalArgumentException("no BG/NBD: r " + r + ", alpha " + alpha + ", a " + a + ", b " + b);
        }
    }

    /// As published: nobody drops out after the first purchase.
    public BgNbd(double r, double alpha, double a, double b) {
        this(r, alpha, a, b, false);
    }

    /// How often the customer could have dropped out.
    private int chances(PurchaseHistory history) {
        return dropsAtOnce ? history.repeats() + 1 : history.repeats();
    }

    /// Whether customers drop out at all.
    public boolean hasDropout() {
        return a > 0;
    }

    /// The probability that the customer has not dropped out.
    ///
    /// `1 / (1 + a / (b + c - 1) * ((alpha + T) / (alpha + t_x))^(r + x))` with c chances to drop out: x, or x + 1.
    public double aliveProbability(PurchaseHistory history) {
        int chances = chances(history);
        if (chances == 0 || a == 0) {
            return 1;
        }
        double odds = Math.log(a / (b + chances - 1))
                + (r + history.repeats()) * Math.log((alpha + history.age()) / (alpha + history.last()));
        return 1 / (1 + Math.exp(odds));
    }

    /// The probability that the customer buys nothing in the time to come, dropped out or not:
    /// `1 - P(alive) (1 - ((alpha + T) / (alpha + T + t))^(r + x))`.
    ///
    /// @param time the horizon, 0 or more, in the unit of the history
    public double inactiveProbability(PurchaseHistory history, double time) {
        double silent = Math.exp(-(r + history.repeats()) * Math.log1p(time / (alpha + history.age())));
        return 1 - aliveProbability(history) * (1 - silent);
    }

    /// The purchases expected in the time to come.
    ///
    /// The published formula has a Gaussian hypergeometric function, which overflows for customers who buy often,
    /// and a pole at `a = 1`. The same expectation is a sum of positive terms: over j, the probability that the
    /// rate brings more than j purchases, times the probability of staying through j of them, `(b + c)...(b + c + j
    /// - 1) / ((a + b + c)...(a + b + c + j - 1))`.
    ///
    /// @param time the horizon, 0 or more, in the unit of the history
    public double expectedPurchases(PurchaseHistory history, double time) {
        if (!(time >= 0) || !Double.isFinite(time)) {
            throw new IllegalArgumentException("no horizon: " + time);
        }
        double shape = r + history.repeats();
        double ratio = time / (alpha + history.age());
        double alive = aliveProbability(history);
        if (a == 0) {
            return shape * ratio;
        }
        return alive * whileAlive(shape, ratio, b + chances(history));
    }

    private double whileAlive(double shape, double ratio, double stays) {
        double z = ratio / (1 + ratio);
        // The probability of n purchases, as its logarithm as long as it would be 0.
        double logChance = -shape * Math.log1p(ratio);
        double chance = logChance > LEAST_EXPONENT ? Math.exp(logChance) : 0;
        double more = 1 - chance;
        double staying = 1;
        double sum = 0;
        for (int n = 0; n < MAX_TERMS; n++) {
            double term = more * staying;
            sum += term;
            if (term <= NEGLIGIBLE * sum || more <= NEGLIGIBLE) {
                break;
            }
            double step = (shape + n) / (n + 1) * z;
            if (chance > 0) {
                chance *= step;
            } else {
                logChance += Math.log(step);
                chance = logChance > LEAST_EXPONENT ? Math.exp(logChance) : 0;
            }
            more = Math.max(0, more - chance);
            staying *= (stays + n) / (a + stays + n);
        }
        return sum;
    }

    /// The purchases expected in the time to come, each discounted to now.
    ///
    /// @param days the horizon; histories must be in days
    /// @param discountRate per year
    public double discountedPurchases(PurchaseHistory history, double days, double discountRate) {
        int steps = Math.max(1, (int) Math.ceil(days / QUARTER_DAYS));
        double before = 0;
        double sum = 0;
        for (int i = 1; i <= steps; i++) {
            double end = days * i / steps;
            double expected = expectedPurchases(history, end);
            double middle = days * (i - .5) / steps;
            sum += (expected - before) * Math.pow(1 + discountRate, -middle / DAYS_PER_YEAR);
            before = expected;
        }
        return sum;
    }

    /// The logarithm of the likelihood of a history.
    public double logLikelihood(PurchaseHistory history) {
        int x = history.repeats();
        int chances = chances(history);
        double product = r * Math.log(alpha);
        for (int i = 0; i < x; i++) {
            product += Math.log(r + i);
        }
        for (int i = 0; i < chances; i++) {
            product += Math.log((b + i) / (a + b + i));
        }
        double alive = -(r + x) * Math.log(alpha + history.age());
        if (chances == 0 || a == 0) {
            return product + alive;
        }
        double gone = Math.log(a / (b + chances - 1)) - (r + x) * Math.log(alpha + history.last());
        return product + logSum(alive, gone);
    }

    static double logSum(double one, double other) {
        double larger = Math.max(one, other);
        return larger + Math.log1p(Math.exp(Math.min(one, other) - larger));
    }
}
