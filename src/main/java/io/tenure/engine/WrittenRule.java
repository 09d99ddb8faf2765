package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Origin;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import java.util.List;
import java.util.Optional;

/// A rule as its author wrote it, before it is known what its words mean in a ruleset.
///
/// @param number line in the file, or row in the sheet
/// @param phase the phase it names; empty for none
/// @param words the words of its conditions, each once
/// @param parameters names of the parameters it asks for
record WrittenRule(
        String packageName,
        String name,
        String file,
        String sheet,
        int number,
        String phase,
        List<String> words,
        List<String> parameters) {
    WrittenRule {
        words = List.copyOf(words);
        parameters = List.copyOf(parameters);
    }

    DrlRule in(Dictionary dictionary) {
        List<Term> reads = words.stream()
                .map(dictionary::find)
                .flatMap(Optional::stream)
                .filter(term -> term.kind() != Kind.ITEM)
                .distinct()
                .toList();
        return new DrlRule(
                packageName,
                name,
                new Origin(
                        phase,
                        packageName,
                        file.substring(file.lastIndexOf('/') + 1),
                        sheet,
                        number,
                        name,
                        reads.stream().map(Term::name).toList(),
                        List.of(),
                        Text.same("")),
                reads);
    }
}
