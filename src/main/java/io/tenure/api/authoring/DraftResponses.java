package io.tenure.api.authoring;

import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.release.Draft;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Drafts between HTTP and the package `release`: who edits, which version is meant, and the response.
public final class DraftResponses {
    private DraftResponses() {}

    /// Who sent the request, as an editor of drafts.
    public static Draft.Editor editor(RequestContext request) {
        return new Draft.Editor(request.userName(), request.hasRole(Roles.RULE_ENGINEER));
    }

    /// The version that the header `If-Match` names; null if any version will do.
    ///
    /// @param ifMatch the header; null if the request has none
    static @Nullable Integer expectedVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String digits = ifMatch.replaceFirst("^W/", "").replace("\"", "").strip();
        // No draft has version 0, so a header that can't be read never matches.
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /// The draft with its version as ETag, or the problem why it wasn't changed.
    static Response of(DraftResult result, int status, RequestContext request) {
        return switch (result) {
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case DraftResult.Updated(Draft draft) ->
                request.respond(
                        Response.status(status)
                                .type(MediaType.APPLICATION_JSON_TYPE)
                                .entity(DraftView.of(draft))
                                .header(HttpHeaders.ETAG, "\"" + draft.version() + "\""),
                        request.locale());
        };
    }
}
