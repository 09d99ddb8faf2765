package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Makes a release active when the service starts: the database's, or, where it holds none, the bundle
/// that ships.
///
/// With `tenure.bundle.directory`, a folder worked on locally, what changed there is published on top.
@Singleton
final class ReleaseStart {
    private static final Logger LOG = Logger.getLogger(ReleaseStart.class);
    private static final String AUTHOR = "tenure";

    private final Releases releases;
    private final Publisher publisher;
    private final ActiveRuleset active;
    private final Optional<String> directory;

    ReleaseStart(
            Releases releases,
            Publisher publisher,
            ActiveRuleset active,
            @ConfigProperty(name = "tenure.bundle.directory") Optional<String> directory) {
        this.releases = releases;
        this.publisher = publisher;
        this.active = active;
        this.directory = directory;
    }

    private record Stored(int number, byte[] zip) {}

    void onStart(@Observes StartupEvent event) throws IOException {
        Optional<Stored> stored = QuarkusTransaction.requiringNew()
                .call(() -> releases.active().map(r -> new Stored(r.number, r.bundle)));
        if (stored.isPresent()) {
            load(stored.get());
        } else {
            report(
                    publisher.publish(Bundle.ofClasspath("seed/"), AUTHOR, "The bundle that ships"),
                    "The bundle that ships");
        }
        if (directory.isPresent() && Files.isDirectory(Path.of(directory.get()))) {
            publishChanges(Path.of(directory.get()));
        }
    }

    private void load(Stored stored) {
        Publisher.Prepared prepared = switch (Bundle.ofZip(stored.zip)) {
            case Bundle.Unpacked.Intact(Bundle bundle) -> Publisher.compile(bundle);
            case Bundle.Unpacked.Refused(Finding finding) -> new Publisher.Prepared.Unfit(List.of(finding));
        };
        switch (prepared) {
            case Publisher.Prepared.Fit(var ruleset, var _) ->
                active.become(new ActiveRuleset.Active(stored.number, ruleset));
            case Publisher.Prepared.Unfit(List<Finding> findings) -> {
                LOG.errorf("Release %d, the active one, cannot be used by this version of Tenure:", stored.number);
                print(findings);
            }
        }
    }

    private void publishChanges(Path folder) throws IOException {
        Bundle bundle = Bundle.ofDirectory(folder);
        // Compared as read: a file's bytes may differ while what it says does not.
        boolean same = Publisher.read(bundle) instanceof Check.Sound(var ruleset, var _)
                && active.current()
                        .map(a -> a.ruleset().ruleset().hash().equals(ruleset.hash()))
                        .orElse(false);
        if (!same) {
            report(publisher.publish(bundle, AUTHOR, "Changed in " + folder.getFileName()), "The bundle in " + folder);
        }
    }

    private void report(Publication publication, String what) {
        switch (publication) {
            case Publication.Published(int release, String hash, List<Finding> findings) -> {
                LOG.infof("%s is now release %d, %s.", what, release, hash.substring(0, Math.min(19, hash.length())));
                print(findings);
            }
            case Publication.Refused(List<Finding> findings) -> {
                LOG.errorf(
                        "%s was refused, %s:",
                        what,
                        active.current()
                                .map(a -> "release " + a.release() + " stays active")
                                .orElse("and none is active"));
                print(findings);
            }
        }
    }

    private static void print(List<Finding> findings) {
        for (Finding finding : findings) {
            String content = finding.content().isEmpty() ? "" : " \"" + finding.content() + "\"";
            Logger.Level level = switch (finding.severity()) {
                case ERROR -> Logger.Level.ERROR;
                case WARNING -> Logger.Level.WARN;
                case NOTE -> Logger.Level.DEBUG;
            };
            LOG.logf(
                    level,
                    "  %s%s: %s %s",
                    finding.address(),
                    content,
                    finding.message().in(Locale.ENGLISH),
                    finding.mend().in(Locale.ENGLISH));
        }
    }
}
