package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Text;
import java.util.List;
import java.util.Map;

/// What a ruleset adds to the dictionary: the sheets `Attributes`, `Outcomes` and `Codes` of the settings.
///
/// @param dictionary the standard dictionary with the attributes, outcomes and codes
/// @param outcomes the outcomes by name, with their places
/// @param places of all attributes and outcomes by name
/// @param faulty names that cannot be used, with the place of the mistake
/// @param codes the rows of the sheet `Codes`
record OwnFields(
        Dictionary dictionary,
        Map<String, Address> outcomes,
        Map<String, Address> places,
        Map<String, Address> faulty,
        List<CodeRow> codes) {

    /// One code.
    ///
    /// @param words its label; empty in a language that the sheet leaves out
    /// @param en place of the English label
    /// @param zh place of the Chinese label
    record CodeRow(String code, Text words, Address en, Address zh) {}
}
