package io.tenure.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The program of `docs/embedding.md`: decides the requests that arrive as lines. Its arguments are the zip file of a
/// release and its number.
final class EmbeddingExample {
    private EmbeddingExample() {}

    public static void main(String[] args) throws Exception {
        int release = Integer.parseInt(args[1]);
        EmbeddedRuleset ruleset = Bundle.ofZip(Files.readAllBytes(Path.of(args[0])))
                .then(bundle -> EmbeddedRuleset.of(bundle, release))
                .orElseThrow();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        PrintStream answers = new PrintStream(System.out, true, UTF_8);
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            switch (ruleset.decide(request.getBytes(UTF_8), Locale.ENGLISH)) {
                case Checked.Valid(byte[] answer, var _) -> answers.println(new String(answer, UTF_8));
                case Checked.Invalid(var faults) -> answers.println(faults);
            }
        }
    }
}
