package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request for what would change a decision, as the description of the API shows it.
///
/// A customer stands here with the members of a request for a decision.
@RegisterForReflection
@Schema(
        name = "WhatIfQuestion",
        description =
                "A customer as for a decision (customerId, asOf, facts, purchases, contacts, complaints, attributes,"
                        + " ruleset) with a wish; or decisionId with a wish",
        additionalProperties = Schema.True.class)
record WhatIfQuestion(
        @Schema(description = "Id of a stored decision", format = "uuid") @Nullable
        String decisionId,

        @Schema(
                description =
                        "A condition for each outcome, as a cell of a table has it: {\"retentionLevel\": \"SOCIAL\"},"
                                + " {\"nextBestAction\": \"not NO_ACTION\"}, {\"riskPoints\": \"<= 2\"}. Left out or \"other\":"
                                + " another retention level or another first action than now.",
                implementation = Object.class)
        @Nullable
        Map<String, Object> wish) {}
