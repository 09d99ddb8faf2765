package io.tenure.release;

import io.quarkus.runtime.ImageMode;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bundle that ships, and what reading it comes to.
///
/// A native binary brings both: reading a bundle would take a third of its start. On a JVM the one that ships is read
/// like any other, because bringing it would take as long.
record BundledRelease(Bundle bundle, Checked<Ruleset, Finding> check) {
    /// Read as this class is initialised, which for a native binary is while it is built. Null on a JVM.
    private static final @Nullable BundledRelease EMBEDDED =
            ImageMode.current() == ImageMode.NATIVE_BUILD ? read() : null;

    static BundledRelease read() {
        Bundle bundle = Bundle.ofClasspath("seed/");
        return new BundledRelease(bundle, new BundleReader(Engine.PARAMETERS).read(bundle));
    }

    /// The bundle that this process brings, if its ruleset is known by that hash: then nobody has to fetch it.
    static Optional<Bundle> find(String hash) {
        return Optional.ofNullable(EMBEDDED)
                .filter(shipped -> shipped.hasHash(hash))
                .map(BundledRelease::bundle);
    }

    /// What reading a bundle came to, if it is the one that this process brings.
    static Optional<Checked<Ruleset, Finding>> find(Bundle bundle) {
        return Optional.ofNullable(EMBEDDED).flatMap(shipped -> shipped.checkFor(bundle));
    }

    boolean hasHash(String hash) {
        return check instanceof Checked.Valid(var ruleset, var _)
                && ruleset.hash().equals(hash);
    }

    /// Empty for another bundle.
    Optional<Checked<Ruleset, Finding>> checkFor(Bundle other) {
        return bundle.hasSameFiles(other) ? Optional.of(check) : Optional.empty();
    }
}
