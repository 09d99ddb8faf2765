package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import org.jspecify.annotations.Nullable;

/// The number of retention levels, of three, at which the customer already has a bond.
///
/// `bondsPresent`, 0 to 3: financial (`automaticPayment` or `loyaltyMember`), social (`namedRepresentative`
/// or `communityMember`), structural (`systemIntegration`). An unknown bond counts as none. Source: 《客户生命周期管理》,
/// after Berry and Parasuraman.
final class BondCount implements Formula {
    private static final int PRESENT = MeasureContext.index("bondsPresent");

    @Override
    public int[] measures() {
        return new int[] {PRESENT};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        int financial = is(c.getAutomaticPayment()) || is(c.getLoyaltyMember()) ? 1 : 0;
        int social = is(c.getNamedRepresentative()) || is(c.getCommunityMember()) ? 1 : 0;
        int structural = is(c.getSystemIntegration()) ? 1 : 0;
        context.set(PRESENT, financial + social + structural);
    }

    private static boolean is(@Nullable Boolean bond) {
        return bond != null && bond;
    }
}
