package io.tenure.release;

import io.quarkus.runtime.StartupEvent;
import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
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

/// Makes a release active when the service starts: the database's, or, where it holds none, the bundle that ships.
///
/// With `tenure.bundle.directory`, a folder worked on locally, what changed there is published on top.
@Singleton
final class InitialActivation {
    private static final Logger LOG = Logger.getLogger(InitialActivation.class);
    private static final String SYSTEM_AUTHOR = "tenure";

    private final Publisher publisher;
    private final ReleaseSynchronizer synchronizer;
    private final Releases releases;
    private final ActiveRuleset active;
    private final Optional<String> directory;

    InitialActivation(
            Publisher publisher,
            ReleaseSynchronizer watch,
            Releases releases,
            ActiveRuleset active,
            @ConfigProperty(name = "tenure.bundle.directory") Optional<String> directory) {
        this.publisher = publisher;
        this.synchronizer = watch;
        this.releases = releases;
        this.active = active;
        this.directory = directory;
    }

    void onStart(@Observes StartupEvent event) throws IOException {
        synchronizer.sync();
        if (active.current().isEmpty() && releases.active().isEmpty()) {
            logResult(
                    publisher.publish(Bundle.ofClasspath("seed/"), SYSTEM_AUTHOR, "The bundle that ships", true),
                    "The bundle that ships");
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
        // Compared as read: a file's bytes may differ while what it says does not. Compared with what last came from
        // a folder too, so that a restart never undoes what was published over the API since.
        boolean same = Publisher.read(bundle) instanceof Checked.Valid(var ruleset, var _)
                && Stream.concat(
                                active.current().map(a -> a.ruleset().ruleset().hash()).stream(),
                                releases.all().stream()
                                        .filter(r -> r.author().equals(SYSTEM_AUTHOR))
                                        .limit(1)
                                        .map(Releases.Release::hash))
                        .anyMatch(ruleset.hash()::equals);
        if (!same) {
            logResult(
                    publisher.publish(bundle, SYSTEM_AUTHOR, "Changed in " + folder.getFileName(), false),
                    "The bundle in " + folder);
        }
    }

    private void logResult(PublishResult publication, String what) {
        switch (publication) {
            case PublishResult.Published(int release, String hash, var _, List<Finding> findings) -> {
                LOG.infof("%s is now release %d, %s.", what, release, hash.substring(0, Math.min(19, hash.length())));
                FindingLog.log(LOG, findings);
            }
            case PublishResult.Invalid(List<Finding> findings) -> {
                LOG.errorf(
                        "%s was refused, %s:",
                        what,
                        active.current()
                                .map(a -> "release " + a.release() + " stays active")
                                .orElse("and none is active"));
                FindingLog.log(LOG, findings);
            }
            case Rejected declined ->
                LOG.infof("%s was not published: %s", what, declined.detail().en());
        }
    }
}
