package io.tenure.api;

import io.tenure.http.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The description of the API. It is the file `docs/openapi.yaml`, which a test compares with the resources.
@Path("/api/v1/openapi")
@Tag(name = "About")
@RolesAllowed({Roles.CALLER, Roles.VIEWER, Roles.OPERATOR})
public class OpenApiResource {
    private static final String YAML = "application/yaml";

    @GET
    @Produces(YAML)
    @Operation(
            operationId = "openapi",
            summary = "This description",
            description = "The description of the API in OpenAPI's format, as YAML.")
    @APIResponse(responseCode = "200", description = "The description")
    public byte[] openApi() {
        try (InputStream file =
                Objects.requireNonNull(OpenApiResource.class.getResourceAsStream("openapi.yaml"), "openapi.yaml")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
