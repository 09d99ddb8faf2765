package io.tenure.api;

import io.tenure.decision.DecideResult;
import io.tenure.decision.DecisionBatch;
import io.tenure.http.BodyFailure;
import io.tenure.http.LogRedaction;
import io.tenure.http.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Writes the answers to the lines of a batch as JSON, one a line.
///
/// @param out the response
/// @param maxLines that a batch may have, as a problem says it
/// @param maxLineBytes that a line may have, likewise
record BatchAnswers(OutputStream out, Place place, long maxLines, int maxLineBytes) implements DecisionBatch.Answers {
    private static final Logger LOG = Logger.getLogger(BatchAnswers.class);

    /// @param language of the problems
    /// @param path of the request
    record Place(Locale language, String path) {}

    @Override
    public void decided(long line, DecideResult result) throws IOException {
        switch (result) {
            case DecideResult.Decided(byte[] json, Locale _) -> write(json);
            case DecideResult.Refusal why -> write(line, DecisionResource.problem(why));
        }
    }

    @Override
    public void tooLong(long line) throws IOException {
        write(line, Problem.tooLarge(maxLineBytes));
    }

    @Override
    public void failed(long line, Throwable failure) throws IOException {
        String reference = UUID.randomUUID().toString();
        LOG.errorf(LogRedaction.withoutMessages(failure), "%s failed (%s)", place.path(), reference);
        write(line, Problem.internalError(reference));
    }

    @Override
    public void tooMany(long line) throws IOException {
        write(line, Problem.tooManyLines(maxLines));
    }

    @Override
    public void unreadable(long line, IOException failure) throws IOException {
        if (!(failure instanceof BodyFailure why)) {
            throw failure;
        }
        write(line, why.problem());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void write(long line, Problem problem) throws IOException {
        write(problem.toLine(line, place.language(), place.path()));
    }

    private void write(byte[] json) throws IOException {
        out.write(json);
        out.write('\n');
    }
}
