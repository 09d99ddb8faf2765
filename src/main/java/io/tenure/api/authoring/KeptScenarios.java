package io.tenure.api.authoring;

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
        Optional<DraftCheck> found = checker.check(draft);
        if (found.isEmpty()) {
            return Downloads.notFound(request);
        }
        DraftCheck check = found.get();
        CompiledRuleset compiled = check.ruleset();
        if (compiled == null) {
            return request.problem(RejectionProblem.of(check.findings()));
        }
        byte[] workbook = pool.run(() -> workbooks
                .get()
                .with(NAME, check.bundle().files().get(FILE), compiled.ruleset().dictionary(), name, kept));
        return DraftResponses.of(
                drafts.upload(
                        DraftResponses.editor(request), draft, check.draft().version(), Map.of(FILE, workbook), false),
                200,
                request);
    }
}
