package io.tenure.api.authoring;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.RequestContext;
import io.tenure.mutation.KeptScenario;
import io.tenure.release.CheckPool;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.DraftWorkspace;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
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
        Optional<Checked<CompiledDraft, Finding>> found = checker.compile(draft);
        if (found.isEmpty()) {
            return Downloads.notFound(request);
        }
        return switch (found.get()) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Checked.Valid(CompiledDraft compiled, var _) -> keep(compiled, name, kept, request);
        };
    }

    private Response keep(CompiledDraft compiled, String name, KeptScenario kept, RequestContext request) {
        byte[] workbook = pool.run(() -> workbooks
                .get()
                .with(
                        NAME,
                        compiled.bundle().files().get(FILE),
                        compiled.ruleset().ruleset().dictionary(),
                        name,
                        kept));
        return DraftResponses.of(
                drafts.upload(
                        DraftResponses.editor(request),
                        compiled.draft().id(),
                        compiled.draft().version(),
                        Map.of(FILE, workbook),
                        false),
                200,
                request);
    }
}
