package io.tenure.workbench;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Adds an action to the catalogue and to the tables that propose and exclude actions, into one draft.
@Path("/actions/new")
@RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
@Produces(PageRequest.HTML)
class NewActionResource {
    private static final String CODE_PATTERN = "[A-Z][A-Z0-9_]{0,59}";

    private final RuleVersions versions;
    private final DraftEdits edits;

    NewActionResource(RuleVersions versions, DraftEdits edits) {
        this.versions = versions;
        this.edits = edits;
    }

    @GET
    public Response form(@QueryParam(RuleVersion.PARAMETER) @Nullable String wanted, @BeanParam PageRequest request) {
        Page page = page(request);
        return request.answer(
                versions.find(wanted, page).then(NewActionResource::action),
                action -> show(200, page, action, _ -> "", null, request));
    }

    @POST
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @FormParam("action.code") @Nullable String typedCode,
            @BeanParam PageRequest request) {
        Page page = page(request);
        Function<String, String> typed = field -> FormValues.text(request.field(field));
        String code = FormValues.text(typedCode);
        return request.answer(
                versions.forChange(wanted, stamp, page),
                changeable -> request.answer(action(changeable.version()), action -> {
                    if (changeable.isStale()) {
                        return show(409, page, action, typed, Message.of("workbench.row.stale"), request);
                    }
                    if (!code.matches(CODE_PATTERN)) {
                        return show(422, page, action, typed, Message.of("workbench.new-action.bad-code"), request);
                    }
                    return action.isKnown(code)
                            ? show(
                                    409,
                                    page,
                                    action,
                                    typed,
                                    Message.of("workbench.new-action.known", "code", code),
                                    request)
                            : save(code, page, action, typed, request);
                }));
    }

    private Response save(
            String code, Page page, NewAction action, Function<String, String> typed, PageRequest request) {
        return switch (edits.save(
                action.version(),
                action.edits(code, typed),
                Message.of("workbench.new-action.comment", "code", code),
                request)) {
            case DraftEdits.Result.Saved(var draft) -> request.goTo(DraftsResource.address(draft.id()) + "?saved=true");
            case DraftEdits.Result.Refused(Text reason) -> show(409, page, action, typed, reason, request);
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                show(422, page, action, typed, findings.getFirst().message(), request);
        };
    }

    private static Checked<NewAction, Problem> action(RuleVersion version) {
        return NewAction.in(version)
                .<Checked<NewAction, Problem>>map(Checked::valid)
                .orElseGet(() -> new Checked.Invalid<>(List.of(ExceptionProblems.ofStatus(404))));
    }

    private static Page page(PageRequest request) {
        return request.page(Message.of("workbench.new-action.title"), "parameters");
    }

    private static Response show(
            int status,
            Page page,
            NewAction action,
            Function<String, String> typed,
            @Nullable Text fault,
            PageRequest request) {
        return request.html(
                status,
                new NewActionPage(
                        page,
                        ShownVersion.of(action.version(), page),
                        fault == null ? null : fault.in(page.locale()),
                        action.sections(typed, page.locale())));
    }
}
