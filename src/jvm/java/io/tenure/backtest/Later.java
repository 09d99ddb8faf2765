package io.tenure.backtest;

/// What a customer did in the days after the cut.
///
/// @param purchases purchase days
/// @param sales net sales, money
public record Later(int purchases, double sales) {
    public boolean boughtAgain() {
        return purchases > 0;
    }
}
