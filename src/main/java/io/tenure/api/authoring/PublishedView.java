package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.release.ReleaseResult.Published;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A release that was just published or activated, as the API shows it.
@RegisterForReflection
@Schema(name = "Published", description = "The release, and the moment from which it is active")
record PublishedView(int release, String hash, Instant from, List<FindingView> findings) {
    static PublishedView of(Published published, Locale locale) {
        return new PublishedView(
                published.release(),
                published.hash(),
                published.activeFrom(),
                FindingView.of(published.findings(), locale));
    }
}
