package io.tenure.api.authoring;

import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.release.CheckRefusedException;
import io.tenure.text.Message;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers checks that aren't made now.
public class CheckProblems {
    @ServerExceptionMapper
    public Response refused(CheckRefusedException e, HttpHeaders headers, UriInfo uri) {
        Response response = Problem.of(503, e.code(), Message.of("api.check-refused.title"), e.detail())
                .response(Languages.of(headers), uri.getRequestUri().getPath());
        return Response.fromResponse(response)
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, e.waitTime().toSeconds()))
                .build();
    }
}
