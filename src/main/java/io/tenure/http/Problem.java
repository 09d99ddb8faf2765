package io.tenure.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.tenure.input.InputFault;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a request was rejected, as a problem of RFC 9457 in both languages.
///
/// @param status the HTTP status
/// @param code last part of the problem's type: `bad-input`
/// @param title the kind of problem in a few words, the same for every problem of the code
/// @param detail what happened, and what to do about it
/// @param faults everything wrong with the request; empty for other problems
public record Problem(int status, String code, Text title, Text detail, List<InputFault> faults) {
    public static final String JSON = "application/problem+json";

    /// A mapper of its own, since some problems are answered before the request reaches a resource.
    private static final ObjectWriter WRITER = new ObjectMapper().writerFor(ProblemView.class);

    private static final int UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 2;

    /// What every problem's type begins with, before its code.
    public static final String TYPE_PREFIX = "urn:tenure:problem:";

    /// All codes, in alphabetical order, as the API description lists them.
    public static final List<String> CODES = ProblemCodes.ALL;

    public Problem {
        // A code that callers can't know of is a mistake of ours, but no reason to answer nothing.
        assert CODES.contains(code) : code;
    }

    /// The request has faults: the problem names all of them, or the first [InputFault#MAX_SHOWN] and how many
    /// there are.
    public static Problem badInput(List<InputFault> faults) {
        if (faults.size() == 1 && faults.getFirst().code().equals("not-json")) {
            return new Problem(
                    400,
                    "not-json",
                    Message.of("http.not-json.title"),
                    faults.getFirst().message(),
                    faults);
        }
        return new Problem(
                400,
                "bad-input",
                Message.of("http.bad-input.title"),
                faults.size() == 1
                        ? faults.getFirst().message()
                        : faults.size() <= InputFault.MAX_SHOWN
                                ? Message.of("http.bad-input.detail", "faults", faults.size())
                                : Message.of(
                                        "http.bad-input.first", "faults", faults.size(), "shown", InputFault.MAX_SHOWN),
                faults.stream().limit(InputFault.MAX_SHOWN).toList());
    }

    /// @param limit bytes that the body may have
    public static Problem tooLarge(long limit) {
        return of(
                413,
                "too-large",
                Message.of("http.too-large.title"),
                Message.of("http.too-large.detail", "limit", limit));
    }

    /// @param needed any of these roles would do; empty if that isn't known
    /// @param owned the caller's roles
    static Problem forbidden(List<String> needed, List<String> owned) {
        Text detail = needed.isEmpty()
                ? Message.of("http.forbidden.detail")
                : Message.of(
                        "http.forbidden.role",
                        "needed",
                        needed,
                        "owned",
                        owned.isEmpty() ? Message.of("http.forbidden.no-role") : owned);
        return of(403, "forbidden", Message.of("http.forbidden.title"), detail);
    }

    static Problem plainPassword() {
        return of(
                403,
                "password-without-tls",
                Message.of("http.plain-password.title"),
                Message.of("http.plain-password.detail"));
    }

    static Problem crossSite() {
        return of(403, "cross-site-request", Message.of("http.cross-site.title"), Message.of("http.cross-site.detail"));
    }

    /// The form isn't one, or has too many fields.
    public static Problem malformedForm() {
        return of(
                400,
                "malformed-form",
                Message.of("http.malformed-form.title"),
                Message.of("http.malformed-form.detail"));
    }

    /// A text has a character that the database can't hold.
    static Problem unsupportedText() {
        return of(
                400,
                "unsupported-text",
                Message.of("http.unsupported-text.title"),
                Message.of("http.unsupported-text.detail"));
    }

    /// The header Host is missing or names no host.
    static Problem malformedHost() {
        return of(
                400,
                "malformed-host",
                Message.of("http.malformed-host.title"),
                Message.of("http.malformed-host.detail"));
    }

    /// The path and the query are no URI.
    static Problem malformedUri() {
        return of(
                400, "malformed-uri", Message.of("http.malformed-uri.title"), Message.of("http.malformed-uri.detail"));
    }

    /// @param limit bytes that a text in a form may have
    static Problem textTooLarge(long limit) {
        return of(
                413,
                "too-large",
                Message.of("http.too-large.title"),
                Message.of("http.too-large.text", "limit", limit));
    }

    /// The body is sent in an encoding such as gzip.
    static Problem encodedBody(String encoding) {
        return of(
                415,
                "unsupported-encoding",
                Message.of("http.unsupported-media-type.title"),
                Message.of("http.unsupported-encoding.detail", "encoding", encoding));
    }

    static Problem slowBody(int bytes, int seconds) {
        return of(
                408,
                "slow-body",
                Message.of("http.slow-body.title"),
                Message.of("http.slow-body.detail", "bytes", bytes, "seconds", seconds));
    }

    /// The body was given up for others.
    static Problem tooManyBodies() {
        return of(
                UNAVAILABLE,
                "too-many-bodies",
                Message.of("http.too-many-bodies.title"),
                Message.of("http.too-many-bodies.detail"));
    }

    /// As many batches as are allowed are being decided.
    public static Problem tooManyBatches(int max) {
        return of(
                UNAVAILABLE,
                "too-many-batches",
                Message.of("http.too-many-batches.title"),
                Message.of("http.too-many-batches.detail", "max", max));
    }

    /// @param max lines that a batch may have
    public static Problem tooManyLines(long max) {
        return of(
                413,
                "too-many-lines",
                Message.of("http.too-many-lines.title"),
                Message.of("http.too-many-lines.detail", "max", max));
    }

    public static Problem noRuleset() {
        return of(503, "no-ruleset", Message.of("http.no-ruleset.title"), Message.of("http.no-ruleset.detail"));
    }

    /// The decision can't be stored, so it isn't made.
    public static Problem recordUnavailable() {
        return of(
                503,
                "record-unavailable",
                Message.of("http.record-unavailable.title"),
                Message.of("http.record-unavailable.decision"));
    }

    public static Problem feedbackNotStored() {
        return of(
                503,
                "record-unavailable",
                Message.of("http.record-unavailable.title"),
                Message.of("http.record-unavailable.feedback"));
    }

    public static Problem trialDecision() {
        return of(
                409,
                "trial-decision",
                Message.of("http.trial-decision.title"),
                Message.of("http.trial-decision.detail"));
    }

    public static Problem feedbackConflict() {
        return of(
                409,
                "feedback-conflict",
                Message.of("http.feedback-conflict.title"),
                Message.of("http.feedback-conflict.detail"));
    }

    public static Problem noReservation() {
        return of(
                409,
                "no-reservation",
                Message.of("http.no-reservation.title"),
                Message.of("http.no-reservation.detail"));
    }

    public static Problem idempotencyKeyReused() {
        return of(
                409,
                "idempotency-key-reused",
                Message.of("http.idempotency-key-reused.title"),
                Message.of("http.idempotency-key-reused.detail"));
    }

    public static Problem customerErased() {
        return of(
                410,
                "customer-erased",
                Message.of("http.customer-erased.title"),
                Message.of("http.customer-erased.detail"));
    }

    public static Problem noSuchDecision() {
        return notFound("no-such-decision", Message.of("http.no-such-decision.detail"));
    }

    public static Problem noSuchCustomer() {
        return notFound("no-such-customer", Message.of("http.no-such-customer.detail"));
    }

    public static Problem noSuchReceipt() {
        return notFound("no-such-receipt", Message.of("http.no-such-receipt.detail"));
    }

    public static Problem noSuchRelease(int number) {
        return notFound("no-such-release", Message.of("http.no-such-release.detail", "number", number));
    }

    static Problem decryptionKeyMissing() {
        return of(
                500,
                "decryption-key-missing",
                Message.of("http.decryption-key-missing.title"),
                Message.of("http.decryption-key-missing.detail"));
    }

    /// This version of Tenure can't compile the release that made a stored decision.
    public static Problem releaseIncompatible(int number) {
        return of(
                409,
                "release-incompatible",
                Message.of("http.release-incompatible.title"),
                Message.of("http.release-incompatible.detail", "number", number));
    }

    /// A stored decision that a scenario can't repeat.
    public static Problem notAScenario() {
        return of(
                409,
                "not-a-scenario",
                Message.of("http.not-a-scenario.title"),
                Message.of("http.not-a-scenario.detail"));
    }

    static Problem databaseUnavailable() {
        return of(
                503,
                "database-unavailable",
                Message.of("http.database-unavailable.title"),
                Message.of("http.database-unavailable.detail"));
    }

    public static Problem noRulesetAtDate(LocalDate asOf) {
        return of(
                409,
                "no-ruleset-at-date",
                Message.of("http.no-ruleset-at-date.title"),
                Message.of("http.no-ruleset-at-date.detail", "asOf", asOf));
    }

    /// A rule of the release failed, and with it the decision: a fault of the release, not of the request.
    ///
    /// @param failure what happened, naming the rule
    public static Problem ruleFailed(Text failure) {
        return of(500, "rule-failed", Message.of("http.rule-failed.title"), failure);
    }

    /// @param reference the number under which the log has the details
    public static Problem internalError(String reference) {
        return of(
                500,
                "internal-error",
                Message.of("http.internal-error.title"),
                Message.of("http.internal-error.detail", "reference", reference));
    }

    private static Problem notFound(String code, Text detail) {
        return of(404, code, Message.of("http.not-found.title"), detail);
    }

    public static Problem of(int status, String code, Text title, Text detail) {
        return new Problem(status, code, title, detail, List.of());
    }

    /// The same problem with everything that is wrong.
    public Problem withFaults(List<InputFault> all) {
        return new Problem(status, code, title, detail, all);
    }

    /// The problem as JSON.
    byte[] toBytes(Locale locale, String path) {
        return toBytes(null, locale, path);
    }

    /// The problem as a line of the answer to a batch, without its end.
    ///
    /// @param line of the batch, from 1
    public byte[] toLine(long line, Locale locale, String path) {
        return toBytes(line, locale, path);
    }

    private byte[] toBytes(@Nullable Long line, Locale locale, String path) {
        ProblemView view = new ProblemView(
                line,
                URI.create(TYPE_PREFIX + code),
                title.in(locale),
                status,
                detail.in(locale),
                path,
                faults.stream()
                        .map(fault -> ProblemView.FaultView.of(fault, locale))
                        .toList());
        try {
            return WRITER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param path the path of the request
    public Response response(Locale locale, String path) {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.valueOf(JSON))
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .entity(toBytes(locale, path));
        return (status == UNAVAILABLE ? response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : response).build();
    }
}
