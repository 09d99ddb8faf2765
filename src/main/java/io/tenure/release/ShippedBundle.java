package io.tenure.release;

import io.quarkus.runtime.ImageMode;
import io.tenure.engine.Engine;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bundle that ships, and what reading it comes to.
///
/// A native binary brings both: reading a bundle would take a third of its start. On a JVM the one that ships is read
/// like any other, because bringing it would take as long.
record ShippedBundle(Bundle bundle, Check check) {
    /// Read as this class is initialised, which for a native binary is while it is built. Null on a JVM.
    private static final @Nullable ShippedBundle BROUGHT =
            ImageMode.current() == ImageMode.NATIVE_BUILD ? readNow() : null;

    static ShippedBundle readNow() {
        Bundle bundle = Bundle.ofClasspath("seed/");
        return new ShippedBundle(bundle, new BundleReader(Engine.PARAMETERS).read(bundle));
    }

    /// The bundle that this process brings, if its ruleset is known by that hash: then nobody has to fetch it.
    static Optional<Bundle> brought(String hash) {
        return Optional.ofNullable(BROUGHT)
                .filter(shipped -> shipped.hasHash(hash))
                .map(ShippedBundle::bundle);
    }

    /// What reading a bundle came to, if it is the one that this process brings.
    static Optional<Check> brought(Bundle bundle) {
        return Optional.ofNullable(BROUGHT).flatMap(shipped -> shipped.checkOf(bundle));
    }

    boolean hasHash(String hash) {
        return check instanceof Check.Sound(var ruleset, var _)
                && ruleset.hash().equals(hash);
    }

    /// Empty for another bundle.
    Optional<Check> checkOf(Bundle other) {
        return bundle.hasSameFiles(other) ? Optional.of(check) : Optional.empty();
    }
}
