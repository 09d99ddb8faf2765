package io.tenure.workbench;

import io.tenure.http.Roles;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The map of the rules.
@Path("/rules")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class RulesResource {
    private static final int MAX_QUERY_LENGTH = 200;

    private final RuleVersions versions;

    RulesResource(RuleVersions versions) {
        this.versions = versions;
    }

    @GET
    public Response rules(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam("q") @DefaultValue("") String query,
            @BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.rules.title"), Page.RULES);
        String searched = query.strip();
        String words = searched.substring(0, Math.min(searched.length(), MAX_QUERY_LENGTH));
        return request.answer(versions.find(wanted, page), version -> {
            RuleMap map = new RuleMap(version, page.locale());
            return request.html(new RulesPage(
                    page,
                    ShownVersion.of(version, page),
                    words,
                    words.isEmpty() ? null : RuleSearch.of(version, page.locale(), words),
                    map.phases(),
                    map.otherFiles()));
        });
    }
}
