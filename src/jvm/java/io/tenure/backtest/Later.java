package io.tenure.backtest;

import java.util.List;

/// What a customer did in the days after the cut.
///
/// @param purchases purchase days
/// @param sales net sales, money
public record Later(int purchases, double sales) {
    public boolean boughtAgain() {
        return purchases > 0;
    }

    /// Which customers bought nothing.
    public static boolean[] lost(List<Later> later) {
        boolean[] lost = new boolean[later.size()];
        for (int i = 0; i < lost.length; i++) {
            lost[i] = !later.get(i).boughtAgain();
        }
        return lost;
    }
}
