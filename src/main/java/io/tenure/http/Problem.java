package io.tenure.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tenure.input.InputFault;
import io.tenure.input.JsonOutput;
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
                    new Text("Not JSON", "不是JSON"),
                    faults.getFirst().message(),
                    faults);
        }
        return new Problem(
                400,
                "bad-input",
                new Text("Bad input", "输入有误"),
                faults.size() == 1
                        ? faults.getFirst().message()
                        : new Text(
                                String.format(Locale.ROOT, "%d faults; nothing was decided.", faults.size()),
                                String.format(Locale.ROOT, "%d处错误；未作决策。", faults.size())),
                faults);
    }

    public static Problem tooLarge(long limit) {
        return of(
                413,
                "too-large",
                new Text("Too large", "内容过大"),
                new Text(
                        String.format(Locale.ROOT, "The body may have at most %d bytes.", limit),
                        String.format(Locale.ROOT, "请求内容不得超过%d字节。", limit)));
    }

    public static Problem noRuleset() {
        return of(
                503,
                "no-ruleset",
                new Text("No ruleset is active", "没有生效的规则集"),
                new Text("No ruleset has been published that can decide.", "尚未发布可用于决策的规则集。"));
    }

    public static Problem recordUnavailable() {
        return of(
                503,
                "record-away",
                new Text("The record is away", "记录不可用"),
                new Text(
                        "The decision could not be put on record, so it was not made; try again.",
                        "决策无法存入记录，因此未作出；请稍后重试。"));
    }

    public static Problem feedbackNotStored() {
        return of(
                503,
                "record-away",
                new Text("The record is away", "记录不可用"),
                new Text(
                        "The record can't be reached; try again. What is told twice is recorded once.",
                        "记录无法访问；请稍后重试。重复告知只记录一次。"));
    }

    public static Problem trialDecision() {
        return of(
                409,
                "tried-only",
                new Text("Only tried", "仅为试用"),
                new Text(
                        "This decision tried a release; it was no advice, so nothing can have come of it.",
                        "该决策仅为试用某版本，并非建议，因此没有结果可记。"));
    }

    public static Problem feedbackConflict() {
        return of(
                409,
                "told-otherwise",
                new Text("Told otherwise before", "先前所告不同"),
                new Text(
                        "The same outcome at the same moment was told with another channel or amount; one at another"
                                + " moment is an outcome of its own.",
                        "同一时刻的同一结果曾以不同渠道或金额告知；不同时刻的结果另行记录。"));
    }

    public static Problem noReservation() {
        return of(
                409,
                "nothing-promised",
                new Text("Nothing was promised", "没有承诺"),
                new Text(
                        "This action has no promised contact under this decision, or it was made already.",
                        "该决策下此行动没有承诺的接触，或接触已经发生。"));
    }

    public static Problem idempotencyKeyReused() {
        return of(
                409,
                "key-used",
                new Text("The key was used before", "该键已使用"),
                new Text(
                        "This Idempotency-Key came before with another body; send each new request under a key of its own.",
                        "此Idempotency-Key曾用于其他请求内容；请为每个新请求使用新的键。"));
    }

    public static Problem customerErased() {
        return of(
                410,
                "erased",
                new Text("Erased", "已删除"),
                new Text("The customer was erased, and what was said with them.", "该客户及其数据已被删除。"));
    }

    public static Problem noSuchDecision() {
        return of(
                404,
                "no-such-decision",
                new Text("Not found", "未找到"),
                new Text(
                        "No decision of this id is on record; old ones are dropped by the month.",
                        "记录中没有此编号的决策；较早的决策按月清除。"));
    }

    public static Problem noSuchCustomer() {
        return of(
                404,
                "no-such-customer",
                new Text("Not found", "未找到"),
                new Text("Nothing is on record about this customer.", "记录中没有该客户。"));
    }

    public static Problem noSuchReceipt() {
        return of(
                404,
                "no-such-receipt",
                new Text("Not found", "未找到"),
                new Text("There is no receipt of this id.", "没有此编号的回执。"));
    }

    static Problem decryptionKeyMissing() {
        return of(
                500,
                "sealed",
                new Text("Sealed", "已加密"),
                new Text(
                        "This is sealed under a key that the service was not given; the log tells its number.",
                        "此内容所用的密钥未提供给本服务；日志中有该密钥的编号。"));
    }

    public static Problem releaseIncompatible(int number) {
        return of(
                409,
                "release-unusable",
                new Text("The release can't be used", "版本不可用"),
                new Text(
                        String.format(
                                Locale.ROOT,
                                "Release %d decided it, and this version of Tenure can't use that release any more; what was answered can still be read.",
                                number),
                        String.format(Locale.ROOT, "该决策由版本%d作出，而当前的Tenure已无法使用该版本；当时的答复仍可读取。", number)));
    }

    static Problem databaseUnavailable() {
        return of(
                503,
                "database-away",
                new Text("The database is away", "数据库不可用"),
                new Text("The database can't be reached; try again.", "无法连接数据库；请稍后重试。"));
    }

    public static Problem noRulesetAtDate(java.time.LocalDate asOf) {
        return of(
                409,
                "no-ruleset-then",
                new Text("No ruleset was active then", "当时没有生效的规则集"),
                new Text(
                        "No release was active by the end of %s (UTC).".formatted(asOf),
                        "截至%s结束（UTC）没有生效的版本。".formatted(asOf)));
    }

    public static Problem noSuchRelease(int number) {
        return of(
                404,
                "no-such-release",
                new Text("Not found", "未找到"),
                new Text(
                        String.format(Locale.ROOT, "There is no release %d that can decide.", number),
                        String.format(Locale.ROOT, "没有可用于决策的版本%d。", number)));
    }

    static Problem internalError(String reference) {
        return of(
                500,
                "failed",
                new Text("Failed", "内部错误"),
                new Text(
                        "Something failed on our side; the log tells more under %s.".formatted(reference),
                        "服务内部出错；详情见日志，编号%s。".formatted(reference)));
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
