package io.tenure.workbench;

import io.quarkus.qute.TemplateInstance;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.people.Sessions;
import io.tenure.text.Text;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/// A request for a page.
///
/// A bean parameter of JAX-RS, which fills its fields.
public class PageRequest extends RequestContext {
    static final String HTML = "text/html;charset=UTF-8";

    private static final int SEE_OTHER = 303;

    @Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext pageSecurity;

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo pageUri;

    @CookieParam(Sessions.COOKIE)
    @Nullable
    String session;

    @CookieParam(FormToken.COOKIE)
    @Nullable
    String form;

    /// What the page shows around its content, to the person who is signed in.
    ///
    /// @param section code of its entry of the menu
    Page page(Text title, String section) {
        return Page.of(
                title.in(locale()),
                section,
                pageSecurity,
                locale(),
                session,
                pageUri.getRequestUri().getRawPath());
    }

    /// A field of the form whose name isn't fixed; null where the form has none.
    @Nullable
    String field(String name) {
        return CurrentRequestManager.get().getFormParameter(name, true, false) instanceof String text ? text : null;
    }

    Response html(TemplateInstance template) {
        return html(Response.Status.OK.getStatusCode(), template);
    }

    Response html(int status, TemplateInstance template) {
        return respond(
                Response.status(status)
                        .entity(template.setAttribute(PageTexts.LOCALE, locale())
                                .render())
                        .type(HTML),
                locale());
    }

    /// What was found, or the page of the first problem with it.
    <T> Response answer(Checked<T, Problem> found, Function<? super T, Response> page) {
        return switch (found) {
            case Checked.Invalid(List<Problem> problems) -> problem(problems.getFirst());
            case Checked.Valid(T one, var _) -> page.apply(one);
        };
    }

    /// Sends the browser to another page after a form.
    ///
    /// @param path of a page of ours
    Response goTo(String path) {
        return Response.status(SEE_OTHER)
                .header(HttpHeaders.LOCATION, URI.create(path))
                .build();
    }
}
