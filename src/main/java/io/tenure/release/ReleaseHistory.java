package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Field;
import io.tenure.measure.Indicator;
import io.tenure.measure.Indicators;
import io.tenure.record.ReportingColumns;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The published releases, and from when on each of them was active.
@Singleton
public final class ReleaseHistory {
    /// @param hash of its ruleset
    /// @param author everybody who worked on it, comma-separated
    /// @param approver null for a bundle that nobody had to approve
    public record Release(
            int number,
            String hash,
            String author,
            @Nullable String approver,
            String comment,
            Instant createdAt) {}

    /// A moment from which a release is active.
    ///
    /// @param cancelled whether it was cancelled before its moment
    public record Activation(
            long id, int release, Instant activeFrom, String createdBy, Instant createdAt, boolean cancelled) {
        /// Whether its moment is still to come.
        public boolean isPending(Instant now) {
            return !cancelled && activeFrom.isAfter(now);
        }

        /// The one by which a release is active now.
        public static Optional<Activation> current(List<Activation> activations, Instant now) {
            return activations.stream()
                    .filter(one -> !one.cancelled && !one.activeFrom.isAfter(now))
                    .max(Comparator.comparing(Activation::activeFrom));
        }
    }

    private final Releases releases;
    private final Activations activations;
    private final ActivationCancellations cancellations;
    private final ReleaseReader reader;
    private final ReleaseChannel channel;
    private final Database database;

    ReleaseHistory(
            Releases releases,
            Activations activations,
            ActivationCancellations cancellations,
            ReleaseReader reader,
            ReleaseChannel channel,
            Database database) {
        this.releases = releases;
        this.activations = activations;
        this.cancellations = cancellations;
        this.reader = reader;
        this.channel = channel;
        this.database = database;
    }

    /// All releases, the latest first.
    public List<Release> all() {
        return QuarkusTransaction.joiningExisting()
                .call(() -> releases.latestFirst().stream()
                        .map(ReleaseHistory::release)
                        .toList());
    }

    public Optional<Release> find(int number) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> releases.findByIdOptional(number).map(ReleaseHistory::release));
    }

    /// The files of a release as they were uploaded; empty where there is no such release.
    public Optional<Bundle> bundle(int number) {
        return reader.bundle(number);
    }

    /// The release that was active at a moment; empty before the first one.
    public Optional<Integer> activeAt(Instant moment) {
        return reader.activeAt(moment);
    }

    /// The release that is active by the database's clock; empty before the first one.
    public Optional<Integer> active() {
        return reader.active();
    }

    /// All activations, the latest moment first, cancelled and pending ones too.
    public List<Activation> activations() {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Set<Long> cancelled = cancellations.cancelledIds();
            return activations.latestFirst().stream()
                    .map(a -> {
                        long id = Objects.requireNonNull(a.id);
                        return new Activation(
                                id,
                                a.release,
                                a.activeFrom,
                                a.createdBy,
                                Objects.requireNonNull(a.createdAt),
                                cancelled.contains(id));
                    })
                    .toList();
        });
    }

    /// Stores a release under the next number. The releases must be locked.
    int add(Ruleset ruleset, Bundle bundle, String author, @Nullable String approver, String comment) {
        int number = releases.nextNumber();
        releases.persistAndFlush(new ReleaseEntity(
                number,
                ruleset.hash(),
                bundle.toZip(),
                author,
                approver,
                comment,
                database.now(),
                ruleset.indicators().of(Indicators.RETENTION).stream()
                        .map(Indicator::name)
                        .toList(),
                ReportingColumns.ownOutcomes(ruleset).stream().map(Field::name).toList()));
        return number;
    }

    /// Makes a release active from a moment on, and notifies every instance once the transaction is committed.
    void activate(int number, Instant from, String by) {
        activations.persist(new ActivationEntity(number, from, by));
        channel.notifyActivation();
    }

    /// Cancels the activations of a release that are still to come. The releases must be locked.
    ///
    /// @return whether there were any
    boolean cancelPending(int number, String by) {
        Instant now = database.now();
        List<ActivationEntity> pending = activations.pending(number, now);
        pending.forEach(
                a -> cancellations.persist(new ActivationCancellationEntity(Objects.requireNonNull(a.id), by, now)));
        return !pending.isEmpty();
    }

    private static Release release(ReleaseEntity r) {
        return new Release(r.number, r.hash, r.author, r.approver, r.comment, r.createdAt);
    }
}
