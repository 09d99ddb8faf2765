package io.tenure.api.authoring;

import io.tenure.bundle.Bundle;
import io.tenure.engine.CompiledRuleset;
import io.tenure.http.RequestContext;
import io.tenure.mutation.KeptScenario;
import io.tenure.release.CheckPool;
import io.tenure.release.DraftCheck;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftWorkspace;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/// Keeps decisions as scenarios of drafts.
@Singleton
public final class KeptScenarios {
    private static final String NAME = "kept";
    private static final String FILE = "scenarios/" + NAME + ".xlsx";

    private final DraftWorkspace drafts;
    private final DraftChecker checker;
    private final CheckPool pool;
    private final Instance<ScenarioWorkbook> workbooks;

    KeptScenarios(DraftWorkspace drafts, DraftChecker checker, CheckPool pool, Instance<ScenarioWorkbook> workbooks) {
        this.drafts = drafts;
        this.checker = checker;
        this.pool = pool;
        this.workbooks = workbooks;
    }

    /// The response with the draft that has one scenario more.
    public Response keep(int draft, String name, KeptScenario kept, RequestContext request) {
        if (!workbooks.isResolvable()) {
            return request.problem(RejectionProblem.noAnnotatedWorkbooks());
        }
        Optional<Bundle> bundle = drafts.bundle(draft);
        Optional<DraftCheck> check = checker.check(draft);
        if (bundle.isEmpty() || check.isEmpty()) {
            return Downloads.notFound(request);
        }
        CompiledRuleset compiled = check.get().ruleset();
        if (compiled == null) {
            return request.problem(RejectionProblem.of(check.get().findings()));
        }
        byte[] workbook = pool.run(() -> workbooks
                .get()
                .with(NAME, bundle.get().files().get(FILE), compiled.ruleset().dictionary(), name, kept));
        return DraftResponses.of(
                drafts.upload(
                        DraftResponses.editor(request),
                        draft,
                        check.get().draft().version(),
                        Map.of(FILE, workbook),
                        false),
                200,
                request);
    }
}
