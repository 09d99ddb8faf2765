package io.tenure.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.input.InputFault;
import io.tenure.input.JsonOutput;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A problem as the API shows it, in one language.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem", description = "Why the request was rejected (RFC 9457)")
public record ProblemView(
        @Schema(description = "In the answer to a batch: the line, from 1", type = SchemaType.INTEGER, format = "int64")
        @Nullable
        Long line,

        @Schema(required = true) URI type,
        @Schema(required = true) String title,
        @Schema(required = true) int status,
        @Schema(required = true) String detail,

        @Schema(required = true, description = "The path of the request")
        String instance,

        @Schema(required = true, description = "Everything wrong with the request; empty for other problems")
        List<FaultView> faults) {
    @Schema(name = "Fault", description = "One thing wrong with the request")
    record FaultView(
            String code,

            @Schema(description = "Where it is, as a JSON pointer (RFC 6901); for a bundle, the address of the cell")
            String pointer,

            @Schema(description = "The value found there; null if there is none to show", nullable = true) @Nullable
            Object value,

            @Schema(description = "What is allowed there") String expected,

            String message) {
        static FaultView of(InputFault fault, Locale locale) {
            Object value = fault.value();
            return new FaultView(
                    fault.code(),
                    fault.pointer(),
                    value instanceof Double number ? JsonOutput.roundedOrNull(number) : value,
                    fault.expected().in(locale),
                    fault.message().in(locale));
        }
    }
}
