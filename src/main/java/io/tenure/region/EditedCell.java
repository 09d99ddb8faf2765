package io.tenure.region;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Change;
import io.tenure.finding.Address;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A cell, row or parameter that an edit changed.
///
/// @param file path in the bundle
/// @param cell `D14`; a row number for a row that was added, removed or moved
/// @param subject name of the row or parameter
/// @param part the column's name; empty for a row or a parameter
/// @param before what was written there, `after` likewise; empty for nothing
@RegisterForReflection
@Schema(description = "A cell, row or parameter that was edited")
public record EditedCell(
        String file, String sheet, String cell, String subject, String part, String before, String after) {
    static EditedCell of(Change change) {
        Address at = change.address();
        return new EditedCell(
                at.file(),
                at.sheet(),
                at.cell(),
                change.subject(),
                change.part(),
                change.oldValue(),
                change.newValue());
    }
}
