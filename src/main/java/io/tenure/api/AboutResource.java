package io.tenure.api;

import io.tenure.api.authoring.WorkbookAnnotation;
import io.tenure.engine.Engine;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The version and the capabilities of this service.
@Path("/api/v1/about")
@Tag(name = "About")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
public class AboutResource {
    private final Instance<WorkbookAnnotation> workbookAnnotation;

    AboutResource(Instance<WorkbookAnnotation> workbookAnnotation) {
        this.workbookAnnotation = workbookAnnotation;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "about",
            summary = "Version, build, DRL and capabilities",
            description = "A native binary can publish changed tables, but not changed code.")
    @APIResponse(
            responseCode = "200",
            description = "The version and the capabilities",
            content = @Content(schema = @Schema(implementation = AboutView.class)))
    public Response about(@BeanParam RequestContext request) {
        return request.ok(AboutView.of(
                Engine.precompiledHash(),
                new AboutView.CapabilitiesView(
                        true, Engine.canCompileCode(), Engine.canCompileCode(), workbookAnnotation.isResolvable())));
    }
}
