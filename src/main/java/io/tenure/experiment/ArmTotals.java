package io.tenure.experiment;

/// What is needed of the customers of one arm to compare it with another: numbers and sums.
///
/// @param customers assigned to the arm, whatever became of them
/// @param sum of the customers' outcomes; `squares` of their squares
/// @param covariateSum of an amount that was known of each before the assignment; `covariateSquares` of its squares
/// @param products sum of outcome x covariate
public record ArmTotals(
        long customers, double sum, double squares, double covariateSum, double covariateSquares, double products) {
    public static final ArmTotals NONE = new ArmTotals(0, 0, 0, 0, 0, 0);

    /// With one more customer.
    ///
    /// @param covariate of a customer of whom it is unknown: the mean of the others
    public ArmTotals plus(double outcome, double covariate) {
        return new ArmTotals(
                customers + 1,
                sum + outcome,
                squares + outcome * outcome,
                covariateSum + covariate,
                covariateSquares + covariate * covariate,
                products + outcome * covariate);
    }

    /// The customers' mean outcome; not a number without customers.
    public double mean() {
        return sum / customers;
    }

    double covariateMean() {
        return covariateSum / customers;
    }

    /// Sum of the squared deviations of the outcomes from their mean.
    double deviations() {
        return Math.max(0, squares - sum * sum / customers);
    }

    double covariateDeviations() {
        return Math.max(0, covariateSquares - covariateSum * covariateSum / customers);
    }

    double codeviations() {
        return products - sum * covariateSum / customers;
    }
}
