package io.tenure.workbench;

import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.people.Sessions;
import io.tenure.text.Message;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/// Rejects forms without the token of their page.
public class FormFilter {
    @CheckedForm
    @WithFormRead
    @ServerRequestFilter
    public Optional<Response> reject(ContainerRequestContext request, HttpHeaders headers) {
        Map<String, Cookie> cookies = request.getCookies();
        @Nullable Cookie session = cookies.get(Sessions.COOKIE);
        @Nullable Cookie secret = session == null ? cookies.get(FormToken.COOKIE) : session;
        Object token = CurrentRequestManager.get().getFormParameter(FormToken.FIELD, true, false);
        return secret != null && token instanceof String text && FormToken.isValid(secret.getValue(), text)
                ? Optional.empty()
                : Optional.of(Problem.of(
                                403,
                                "form-expired",
                                Message.of("workbench.form-expired.title"),
                                Message.of("workbench.form-expired.detail"))
                        .response(Languages.of(headers), request.getUriInfo().getPath()));
    }
}
