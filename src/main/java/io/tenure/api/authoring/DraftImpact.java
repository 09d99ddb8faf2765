package io.tenure.api.authoring;

import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.input.CustomerFile;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.Draft;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.Impact;
import io.tenure.release.ImpactReport;
import io.tenure.release.RecordedImpact;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Measures what publishing a draft would change for customers, and stores each run.
@Singleton
public final class DraftImpact {
    /// How many customers on record are decided where nobody says how many.
    public static final int DEFAULT_CUSTOMERS = 10_000;

    private static final int MAX_LATEST = 1_000;
    private static final Duration LONGEST_FOR_LATEST = Duration.ofMillis(400);

    private final DraftWorkspace drafts;
    private final DraftChecker checker;
    private final ActiveRuleset active;
    private final RecordedImpact recordedImpact;
    private final CheckPool pool;
    private final Clock clock;

    DraftImpact(
            DraftWorkspace drafts,
            DraftChecker checker,
            ActiveRuleset active,
            RecordedImpact recordedImpact,
            CheckPool pool,
            Clock clock) {
        this.drafts = drafts;
        this.checker = checker;
        this.active = active;
        this.recordedImpact = recordedImpact;
        this.pool = pool;
        this.clock = clock;
    }

    /// The impact on the customers on record.
    ///
    /// @param maxCustomers how many at most, the latest decided first
    /// @param from first day of decisions, UTC; null for no limit
    /// @param to last day; null for no limit
    /// @param actor who asks for it
    public Checked<ImpactReport, Problem> ofRecord(
            int id, int maxCustomers, @Nullable LocalDate from, @Nullable LocalDate to, String actor, Locale locale) {
        return measure(
                id,
                actor,
                locale,
                impact ->
                        Checked.valid(pool.run(() -> recordedImpact.measure(impact, maxCustomers, from, to, locale))));
    }

    /// The impact on those who were decided last, as far as there is time to decide them again. It isn't stored.
    public Checked<ImpactReport, Problem> ofLatest(int id, Locale locale) {
        return compare(
                id,
                locale,
                (impact, _, _) -> pool.run(() -> {
                    recordedImpact.sample(impact, MAX_LATEST, LONGEST_FOR_LATEST, locale);
                    return Checked.valid(true);
                }));
    }

    /// The impact on the customers of a file.
    Checked<ImpactReport, Problem> ofFile(
            int id, byte[] file, CustomerFile.Format format, FileColumns columns, String actor, Locale locale) {
        return measure(
                id,
                actor,
                locale,
                impact -> pool.run(() -> unreadable(impact, file, format, columns, locale))
                        .<Checked<Boolean, Problem>>map(fault ->
                                invalid(Problem.of(400, "bad-file", Message.of("api.shared.bad-input"), fault)))
                        .orElseGet(() -> Checked.valid(false)));
    }

    /// @param customers decides them, and tells whether they were the whole record
    private Checked<ImpactReport, Problem> measure(
            int id, String actor, Locale locale, Function<Impact, Checked<Boolean, Problem>> customers) {
        return compare(
                id,
                locale,
                (impact, draft, against) -> customers.apply(impact).then(wholeRecord -> {
                    drafts.recordImpact(draft, against, actor, impact.measure(wholeRecord));
                    return Checked.valid(wholeRecord);
                }));
    }

    private interface Measurement {
        /// @param against number of the active release
        /// @return anything, or why it can't be measured
        Checked<Boolean, Problem> take(Impact impact, Draft draft, int against);
    }

    private Checked<ImpactReport, Problem> compare(int id, Locale locale, Measurement measurement) {
        Optional<Checked<CompiledDraft, Finding>> found = checker.compile(id);
        if (found.isEmpty()) {
            return invalid(ExceptionProblems.ofStatus(404));
        }
        if (found.get() instanceof Checked.Invalid(List<Finding> findings)) {
            return invalid(RejectionProblem.of(findings));
        }
        CompiledDraft compiled = found.get().orElseThrow();
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return invalid(Problem.noRuleset());
        }
        int against = current.get().release();
        Impact impact = recordedImpact.between(current.get().ruleset(), compiled.ruleset(), clock);
        return measurement
                .take(impact, compiled.draft(), against)
                .then(_ -> Checked.valid(impact.report(id, compiled.draft().version(), against, locale)));
    }

    private static <T> Checked<T, Problem> invalid(Problem problem) {
        return new Checked.Invalid<>(List.of(problem));
    }

    private static Optional<Text> unreadable(
            Impact impact, byte[] file, CustomerFile.Format format, FileColumns columns, Locale locale) {
        try {
            CustomerFile customers = CustomerFile.of(() -> new ByteArrayInputStream(file), format);
            impact.read(reader -> customers.open(columns.options(), columns.renamed(), reader, null), locale);
            return Optional.empty();
        } catch (UnreadableFileException unreadable) {
            return Optional.of(unreadable.sentence());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
