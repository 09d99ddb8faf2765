package io.tenure.release;

import io.quarkus.runtime.StartupEvent;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Finding;
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
final class ReleaseStart {
    private static final Logger LOG = Logger.getLogger(ReleaseStart.class);
    private static final String AUTHOR = "tenure";

    private final Publisher publisher;
    private final ReleaseWatch watch;
    private final Releases releases;
    private final ActiveRuleset active;
    private final Optional<String> directory;

    ReleaseStart(
            Publisher publisher,
            ReleaseWatch watch,
            Releases releases,
            ActiveRuleset active,
            @ConfigProperty(name = "tenure.bundle.directory") Optional<String> directory) {
        this.publisher = publisher;
        this.watch = watch;
        this.releases = releases;
        this.active = active;
        this.directory = directory;
    }

    void onStart(@Observes StartupEvent event) throws IOException {
        watch.follow();
        if (active.current().isEmpty() && releases.active().isEmpty()) {
            report(
                    publisher.publish(Bundle.ofClasspath("seed/"), AUTHOR, "The bundle that ships", true),
                    "The bundle that ships");
            // Another instance may have been first.
            watch.follow();
        }
        if (directory.isPresent() && Files.isDirectory(Path.of(directory.get()))) {
            publishChanges(Path.of(directory.get()));
        }
        watch.start();
    }

    private void publishChanges(Path folder) throws IOException {
        Bundle bundle = Bundle.ofDirectory(folder);
        // Compared as read: a file's bytes may differ while what it says does not. Compared with what last came from
        // a folder too, so that a restart never undoes what was published over the API since.
        boolean same = Publisher.read(bundle) instanceof Check.Sound(var ruleset, var _)
                && Stream.concat(
                                active.current().map(a -> a.ruleset().ruleset().hash()).stream(),
                                releases.all().stream()
                                        .filter(r -> r.author().equals(AUTHOR))
                                        .limit(1)
                                        .map(Releases.Release::hash))
                        .anyMatch(ruleset.hash()::equals);
        if (!same) {
            report(
                    publisher.publish(bundle, AUTHOR, "Changed in " + folder.getFileName(), false),
                    "The bundle in " + folder);
        }
    }

    private void report(Publication publication, String what) {
        switch (publication) {
            case Publication.Published(int release, String hash, var _, List<Finding> findings) -> {
                LOG.infof("%s is now release %d, %s.", what, release, hash.substring(0, Math.min(19, hash.length())));
                FindingLog.print(LOG, findings);
            }
            case Publication.Refused(List<Finding> findings) -> {
                LOG.errorf(
                        "%s was refused, %s:",
                        what,
                        active.current()
                                .map(a -> "release " + a.release() + " stays active")
                                .orElse("and none is active"));
                FindingLog.print(LOG, findings);
            }
            case Declined declined ->
                LOG.infof("%s was not published: %s", what, declined.detail().en());
        }
    }
}
