package io.tenure.api.authoring;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.Dictionary;
import io.tenure.mutation.KeptScenario;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CheckPool;
import io.tenure.release.Draft;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.text.Characters;
import io.tenure.text.Message;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Keeps decisions as scenarios of drafts.
@Singleton
public final class KeptScenarios {
    private static final String NAME = "kept";
    private static final String FILE = "scenarios/" + NAME + ".xlsx";

    private static final int MAX_NAME_LENGTH = 200;

    private final DraftWorkspace drafts;
    private final DraftChecker checker;
    private final CheckPool pool;
    private final ActiveRuleset active;
    private final ReleaseHistory releases;
    private final Instance<ScenarioWorkbook> workbooks;

    KeptScenarios(
            DraftWorkspace drafts,
            DraftChecker checker,
            CheckPool pool,
            ActiveRuleset active,
            ReleaseHistory releases,
            Instance<ScenarioWorkbook> workbooks) {
        this.drafts = drafts;
        this.checker = checker;
        this.pool = pool;
        this.active = active;
        this.releases = releases;
        this.workbooks = workbooks;
    }

    /// The response with the draft that has one scenario more.
    public Response keep(int draft, String name, KeptScenario kept, RequestContext request) {
        return switch (keepIn(draft, name, kept, request)) {
            case Checked.Invalid(List<Problem> problems) -> request.problem(problems.getFirst());
            case Checked.Valid(Draft changed, var _) -> DraftResponses.of(new Updated(changed), 200, request);
        };
    }

    /// The draft that has one scenario more, or the one problem with it.
    public Checked<Draft, Problem> keepIn(int draft, String name, KeptScenario kept, RequestContext request) {
        Optional<Problem> problem = problem(name);
        if (problem.isPresent()) {
            return invalid(problem.get());
        }
        return checker.compile(draft)
                .map(found -> switch (found) {
                    case Checked.Invalid(List<Finding> findings) ->
                        KeptScenarios.<Draft>invalid(RejectionProblem.of(findings));
                    case Checked.Valid(CompiledDraft compiled, var _) ->
                        saved(drafts.upload(
                                DraftResponses.editor(request),
                                compiled.draft().id(),
                                compiled.draft().version(),
                                workbook(
                                        compiled.bundle(),
                                        compiled.ruleset().ruleset().dictionary(),
                                        name,
                                        kept),
                                false));
                })
                .orElseGet(() -> invalid(ExceptionProblems.ofStatus(404)));
    }

    /// A new draft on the active release that has one scenario more, or the one problem with it.
    ///
    /// @param comment of the draft
    public Checked<Draft, Problem> keepInNew(String comment, String name, KeptScenario kept, RequestContext request) {
        Optional<Problem> problem = problem(name);
        if (problem.isPresent()) {
            return invalid(problem.get());
        }
        return active.current()
                .flatMap(release -> releases.bundle(release.release())
                        .map(bundle -> saved(drafts.create(
                                DraftResponses.editor(request),
                                release.release(),
                                workbook(bundle, release.ruleset().ruleset().dictionary(), name, kept),
                                false,
                                comment))))
                .orElseGet(() -> invalid(Problem.noRuleset()));
    }

    /// What keeps a scenario from getting a name.
    private Optional<Problem> problem(String name) {
        if (!workbooks.isResolvable()) {
            return Optional.of(RejectionProblem.unsupportedInNative(Message.of("api.unsupported-in-native.scenarios")));
        }
        if (name.length() <= MAX_NAME_LENGTH && Characters.isVisibleLine(name)) {
            return Optional.empty();
        }
        return Optional.of(Problem.badInput(List.of(InputFault.invalidText(
                "/name", "name", name, Message.of("api.kept-scenario.name", "maxLength", MAX_NAME_LENGTH)))));
    }

    private Map<String, byte[]> workbook(Bundle bundle, Dictionary dictionary, String name, KeptScenario kept) {
        return Map.of(
                FILE,
                pool.run(() -> workbooks
                        .get()
                        .with(NAME, bundle.files().get(FILE), dictionary, new TreeMap<>(Map.of(name, kept)))));
    }

    private static Checked<Draft, Problem> saved(DraftResult result) {
        return switch (result) {
            case Rejected rejected -> invalid(RejectionProblem.of(rejected));
            case Updated(Draft draft) -> Checked.valid(draft);
        };
    }

    private static <T> Checked<T, Problem> invalid(Problem problem) {
        return new Checked.Invalid<>(List.of(problem));
    }
}
