package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.CSV;
import static io.tenure.api.authoring.Downloads.XLSX;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;

import io.tenure.finding.Checked;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.input.CustomerFile;
import io.tenure.input.InputFault;
import io.tenure.release.ImpactReport;
import io.tenure.release.ImpactText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The impact of a draft: what publishing it would change for customers.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class ImpactResource {
    private static final String JSON_LINES = "application/x-ndjson";

    private final DraftImpact impact;

    ImpactResource(DraftImpact impact) {
        this.impact = impact;
    }

    @POST
    @Path("/drafts/{id}/impact")
    @Consumes({CSV, XLSX, MediaType.APPLICATION_JSON, JSON_LINES, MediaType.WILDCARD})
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "impactOfDraft",
            summary = "What publishing a draft would change for the customers of a file, or for stored ones",
            description = "Decides each customer by the active release and by the draft, and tells which edited cells"
                    + " move whom. Without a file it takes the latest stored decision of each customer, with its request"
                    + " and recalled facts. What only one of the two knows, such as a new attribute, the other leaves"
                    + " out of a file. The run is stored.")
    @RequestBody(
            description = "Customers as CSV of any office program, as the first sheet of a workbook, or as JSON like"
                    + " requests for decisions",
            content = {
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = XLSX, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Object[].class)),
                @Content(mediaType = JSON_LINES, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "200",
            description = "How many customers change from which value to which, with examples",
            content = @Content(schema = @Schema(implementation = ImpactReport.class)))
    public Response impact(
            @PathParam("id") int id,
            byte @Nullable [] body,
            @QueryParam("maxCustomers")
                    @Parameter(description = "The most stored customers to decide, up to 100000; 10000 by default")
                    @Nullable
                    String maxCustomers,
            @QueryParam("from") @Parameter(description = "First day of stored decisions (UTC)") @Nullable String from,
            @QueryParam("to") @Parameter(description = "Last day of stored decisions (UTC)") @Nullable String to,
            @QueryParam(FileColumns.COLUMNS)
                    @Parameter(
                            description = "The columns of a CSV file or a workbook that have other names than the"
                                    + " dictionary: customerId=Client,purchaseCount=Orders")
                    @Nullable
                    String columns,
            @QueryParam(FileColumns.DECIMAL)
                    @Parameter(
                            description = "The decimal sign of a CSV file; recognised by default",
                            schema = @Schema(enumeration = {"point", "comma"}))
                    @Nullable
                    String decimal,
            @QueryParam(FileColumns.DATE_FORMAT)
                    @Parameter(description = "How a CSV file writes dates, such as dd/MM/yyyy; recognised by default")
                    @Nullable
                    String dateFormat,
            @BeanParam RequestContext request) {
        RecordedCustomers selection = RecordedCustomers.of(request.queryParameters());
        byte[] file = body == null ? new byte[0] : body;
        CustomerFile.Format format = format(request.contentType(), file);
        if (format == null && file.length > 0) {
            return request.problem(ExceptionProblems.ofStatus(415));
        }
        FileColumns fileColumns = FileColumns.of(request.queryParameters(), format);
        List<InputFault> faults = Stream.of(
                        format == null ? selection.faults() : selection.conflictWithFile(), fileColumns.faults())
                .flatMap(List::stream)
                .toList();
        if (!faults.isEmpty()) {
            return request.problem(Problem.badInput(faults));
        }
        Locale locale = request.locale();
        Checked<ImpactReport, Problem> measured = format == null
                ? impact.ofRecord(
                        id, selection.maxCustomers(), selection.from(), selection.to(), request.userName(), locale)
                : impact.ofFile(id, file, format, fileColumns, request.userName(), locale);
        return switch (measured) {
            case Checked.Invalid(List<Problem> problems) -> request.problem(problems.getFirst());
            case Checked.Valid(ImpactReport report, var _) ->
                request.wantsText() ? request.text(ImpactText.of(report, locale)) : request.ok(report);
        };
    }

    /// By its type, since an empty CSV file is a file too; null for no file. Clients send the type of JSON without a
    /// body.
    private static CustomerFile.@Nullable Format format(@Nullable MediaType type, byte[] file) {
        if (type == null || type.isWildcardType()) {
            return null;
        }
        if (MediaType.valueOf(CSV).isCompatible(type)) {
            return CustomerFile.Format.CSV;
        }
        if (MediaType.valueOf(XLSX).isCompatible(type)) {
            return CustomerFile.Format.WORKBOOK;
        }
        if (MediaType.valueOf(JSON_LINES).isCompatible(type)) {
            return CustomerFile.Format.JSON_LINES;
        }
        return MediaType.APPLICATION_JSON_TYPE.isCompatible(type) && file.length > 0 ? CustomerFile.Format.JSON : null;
    }
}
