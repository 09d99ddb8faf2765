package io.tenure.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Receives the bodies of requests before a thread works on them: slow senders hold memory, which is bounded,
/// and no thread. Batches of decisions are read while they arrive.
@Singleton
final class BodyReceiver {
    private static final String API_PATH = "/api/";
    private static final String RULESETS_PATH = "/api/v1/rulesets/";
    private static final String DRAFT_PAGES_PATH = "/drafts";
    private static final String BACKTESTS_PATH = "/api/v1/backtests";
    private static final String BATCH_PATH = "/api/v1/decisions/batch";
    private static final String JSON = "application/json";
    private static final String BACKTESTS_PAGE_PATH = "/results/backtests";
    private static final String FORM_WITH_FILES = "multipart/form-data";
    private static final int BEFORE_AUTHENTICATION = 900;

    private final long limit;
    private final long uploadLimit;
    private final long logLimit;
    private final BodyMemory memory;

    BodyReceiver(
            @ConfigProperty(name = "tenure.api.max-body-bytes") long limit,
            @ConfigProperty(name = "tenure.rules.max-upload-bytes") long uploadLimit,
            @ConfigProperty(name = "tenure.backtest.max-log-bytes") long logLimit,
            @ConfigProperty(name = "tenure.http.max-unfinished-bodies") int maxUnfinished,
            @ConfigProperty(name = "tenure.http.max-body-memory") long maxMemory) {
        this.limit = limit;
        this.uploadLimit = uploadLimit;
        this.logLimit = logLimit;
        this.memory = new BodyMemory(maxUnfinished, maxMemory);
    }

    void receive(@Observes Filters filters) {
        filters.register(this::receive, BEFORE_AUTHENTICATION);
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!hasBody(request)) {
            context.next();
            return;
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            ProblemRoutes.reject(context, Problem.encodedBody(encoding.strip()));
            return;
        }
        boolean isBatch = BATCH_PATH.equals(request.path());
        long max = maxBytes(request);
        if (!isBatch && contentLength(request) > max) {
            ProblemRoutes.reject(context, Problem.tooLarge(max));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        if (isBatch) {
            new BodyStream(context, memory, max).start();
        } else {
            new BodyReception(context, memory, max).start();
        }
    }

    private long maxBytes(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        if (path.equals(BACKTESTS_PATH)) {
            return logLimit;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (path.equals(BACKTESTS_PAGE_PATH) && type != null && type.startsWith(FORM_WITH_FILES)) {
            return logLimit;
        }
        boolean upload = path.startsWith(RULESETS_PATH) && (type == null || !type.startsWith(JSON))
                || path.startsWith(DRAFT_PAGES_PATH) && type != null && type.startsWith(FORM_WITH_FILES);
        return upload ? uploadLimit : limit;
    }

    private static boolean hasBody(HttpServerRequest request) {
        return contentLength(request) > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
