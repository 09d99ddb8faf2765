package io.tenure.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tenure.input.InputFault;
import io.tenure.input.JsonOutput;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// Why a request was not answered, as RFC 9457 has it told.
///
/// @param code last part of the problem's type: `bad-input`
/// @param faults each thing wrong with what was sent; empty where the problem is another
public record Problem(int status, String code, Text title, Text detail, List<InputFault> faults) {
    public static final String JSON = "application/problem+json";
    private static final int UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 2;
    private static final String TYPE_PREFIX = "urn:tenure:problem:";

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
                        : Message.of("http.bad-input.detail", "faults", faults.size()),
                faults);
    }

    public static Problem tooLarge(long limit) {
        return of(
                413,
                "too-large",
                Message.of("http.too-large.title"),
                Message.of("http.too-large.detail", "limit", limit));
    }

    public static Problem noRuleset() {
        return of(503, "no-ruleset", Message.of("http.no-ruleset.title"), Message.of("http.no-ruleset.detail"));
    }

    public static Problem recordUnavailable() {
        return of(
                503,
                "record-away",
                Message.of("http.shared.record-away"),
                Message.of("http.record-away.record-away.detail"));
    }

    public static Problem feedbackNotStored() {
        return of(
                503,
                "record-away",
                Message.of("http.shared.record-away"),
                Message.of("http.record-away.record-away.detail-2"));
    }

    public static Problem trialDecision() {
        return of(409, "tried-only", Message.of("http.tried-only.title"), Message.of("http.tried-only.detail"));
    }

    public static Problem feedbackConflict() {
        return of(
                409,
                "told-otherwise",
                Message.of("http.told-otherwise.title"),
                Message.of("http.told-otherwise.detail"));
    }

    public static Problem noReservation() {
        return of(
                409,
                "nothing-promised",
                Message.of("http.nothing-promised.title"),
                Message.of("http.nothing-promised.detail"));
    }

    public static Problem idempotencyKeyReused() {
        return of(409, "key-used", Message.of("http.key-used.title"), Message.of("http.key-used.detail"));
    }

    public static Problem customerErased() {
        return of(410, "erased", Message.of("http.erased.title"), Message.of("http.erased.detail"));
    }

    public static Problem noSuchDecision() {
        return of(
                404,
                "no-such-decision",
                Message.of("http.shared.not-found"),
                Message.of("http.no-such-decision.detail"));
    }

    public static Problem noSuchCustomer() {
        return of(
                404,
                "no-such-customer",
                Message.of("http.shared.not-found"),
                Message.of("http.no-such-customer.detail"));
    }

    public static Problem noSuchReceipt() {
        return of(
                404, "no-such-receipt", Message.of("http.shared.not-found"), Message.of("http.no-such-receipt.detail"));
    }

    static Problem decryptionKeyMissing() {
        return of(500, "sealed", Message.of("http.sealed.title"), Message.of("http.sealed.detail"));
    }

    public static Problem releaseIncompatible(int number) {
        return of(
                409,
                "release-unusable",
                Message.of("http.release-unusable.title"),
                Message.of("http.release-unusable.detail", "number", number));
    }

    static Problem databaseUnavailable() {
        return of(
                503, "database-away", Message.of("http.database-away.title"), Message.of("http.database-away.detail"));
    }

    public static Problem noRulesetAtDate(java.time.LocalDate asOf) {
        return of(
                409,
                "no-ruleset-then",
                Message.of("http.no-ruleset-then.title"),
                Message.of("http.no-ruleset-then.detail", "asOf", asOf));
    }

    public static Problem noSuchRelease(int number) {
        return of(
                404,
                "no-such-release",
                Message.of("http.shared.not-found"),
                Message.of("http.no-such-release.detail", "number", number));
    }

    static Problem internalError(String reference) {
        return of(
                500,
                "failed",
                Message.of("http.failed.title"),
                Message.of("http.failed.detail", "reference", reference));
    }

    public static Problem of(int status, String kind, Text title, Text detail) {
        return new Problem(status, kind, title, detail, List.of());
    }

    /// The same problem, with each thing that is wrong.
    public Problem withFaults(List<InputFault> named) {
        return new Problem(status, code, title, detail, named);
    }

    byte[] toBytes(Locale locale, String instance) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonOutput.generator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE_PREFIX + code);
            json.writeStringField("title", title.in(locale));
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail.in(locale));
            json.writeStringField("instance", instance);
            json.writeArrayFieldStart("faults");
            for (InputFault fault : faults) {
                json.writeStartObject();
                json.writeStringField("code", fault.code());
                json.writeStringField("pointer", fault.pointer());
                json.writeFieldName("value");
                JsonOutput.writeValue(json, fault.value());
                json.writeStringField("expected", fault.expected().in(locale));
                json.writeStringField("message", fault.message().in(locale));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public Response response(Locale locale, String instance) {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.valueOf(JSON))
                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .entity(toBytes(locale, instance));
        return (status == UNAVAILABLE ? response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : response).build();
    }
}
