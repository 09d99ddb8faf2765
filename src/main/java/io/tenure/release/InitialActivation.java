package io.tenure.release;

import io.quarkus.runtime.StartupEvent;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.release.ReleaseResult.NotPublishable;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Published;
import io.tenure.release.ReleaseResult.Rejected;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Makes a release active when the service starts: the database's active one, or, in an empty database, the bundled
/// ruleset.
///
/// With `tenure.bundle.directory`, a local folder, what changed there is published on top.
@Singleton
final class InitialActivation {
    private static final Logger LOG = Logger.getLogger(InitialActivation.class);
    private static final String SYSTEM_AUTHOR = "tenure";

    private final Publisher publisher;
    private final ReleaseSynchronizer synchronizer;
    private final ReleaseHistory releases;
    private final ActiveRuleset active;
    private final Optional<String> directory;

    InitialActivation(
            Publisher publisher,
            ReleaseSynchronizer synchronizer,
            ReleaseHistory releases,
            ActiveRuleset active,
            @ConfigProperty(name = "tenure.bundle.directory") Optional<String> directory) {
        this.publisher = publisher;
        this.synchronizer = synchronizer;
        this.releases = releases;
        this.active = active;
        this.directory = directory;
    }

    void onStart(@Observes StartupEvent event) throws IOException {
        synchronizer.sync();
        if (active.current().isEmpty() && releases.active().isEmpty()) {
            logResult(
                    publisher.publish(Bundle.ofClasspath("seed/"), SYSTEM_AUTHOR, "The bundled ruleset", true),
                    "The bundled ruleset");
            // Another instance may have been first.
            synchronizer.sync();
        }
        if (directory.isPresent() && Files.isDirectory(Path.of(directory.get()))) {
            publishDirectory(Path.of(directory.get()));
        }
        synchronizer.start();
    }

    private void publishDirectory(Path folder) throws IOException {
        Bundle bundle = Bundle.ofDirectory(folder);
        // Compares hashes of what is read: a file's bytes may differ while its content doesn't. Compares with the
        // last release from a folder too, so that a restart never undoes what was published over the API since.
        boolean same = new BundleReader().read(bundle) instanceof Checked.Valid(var ruleset, var _)
                && Stream.concat(
                                active.current().map(a -> a.ruleset().ruleset().hash()).stream(),
                                releases.all().stream()
                                        .filter(r -> r.author().equals(SYSTEM_AUTHOR))
                                        .limit(1)
                                        .map(ReleaseHistory.Release::hash))
                        .anyMatch(ruleset.hash()::equals);
        if (!same) {
            logResult(
                    publisher.publish(bundle, SYSTEM_AUTHOR, "Changed in " + folder.getFileName(), false),
                    "The bundle in " + folder);
        }
    }

    private void logResult(PublishResult result, String name) {
        switch (result) {
            case Published(int release, String hash, var _, List<Finding> findings) -> {
                LOG.infof("%s is now release %s, %s.", name, release, hash.substring(0, Math.min(19, hash.length())));
                FindingLog.log(LOG, findings);
            }
            case NotPublishable(List<Finding> findings) -> {
                LOG.errorf(
                        "%s was rejected, %s:",
                        name,
                        active.current()
                                .map(a -> "release " + a.release() + " stays active")
                                .orElse("and none is active"));
                FindingLog.log(LOG, findings);
            }
            case Rejected rejected ->
                LOG.infof("%s was not published: %s", name, rejected.detail().en());
        }
    }
}
