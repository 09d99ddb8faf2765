package io.tenure.people;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.input.InputFault;
import io.tenure.people.Accounts.Result;
import io.tenure.storage.Audit;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Creates, lists and revokes the API tokens of programs. Every change is audited.
@Singleton
public final class TokenIssuer {
    private final ApiTokens tokens;
    private final People people;
    private final TokenVerifier verifier;
    private final Audit audit;
    private final Clock clock;

    TokenIssuer(ApiTokens tokens, People people, TokenVerifier verifier, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.people = people;
        this.verifier = verifier;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param secret the token, to be shown once
    public record Issued(ApiToken token, String secret) {}

    public List<ApiToken> all() {
        return QuarkusTransaction.joiningExisting()
                .call(() ->
                        tokens.byName().stream().map(ApiTokenEntity::toToken).toList());
    }

    /// @param name of the program; a program may have several tokens, so that one can replace another
    /// @param days until it expires, 1 to 3,650
    public Result<Issued> issue(String name, List<String> roles, int days, String actor) {
        List<InputFault> faults = new ArrayList<>();
        faults.addAll(AccountChecks.name(name));
        faults.addAll(AccountChecks.roles(roles));
        faults.addAll(AccountChecks.days(days));
        if (!faults.isEmpty()) {
            return new Result.Invalid<>(faults);
        }
        String secret = Secrets.token();
        Instant now = clock.instant();
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (people.isNamed(name)) {
                return new Result.Rejected<>("name-taken", Message.of("people.name-taken.message", "name", name));
            }
            ApiTokenEntity token =
                    new ApiTokenEntity(name, Secrets.hash(secret), roles, actor, now, now.plus(Duration.ofDays(days)));
            tokens.persistAndFlush(token);
            audit.logSuccess(actor, "token-create", "token:" + token.id, name + ": " + String.join(", ", roles));
            return new Result.Done<>(new Issued(token.toToken(), secret));
        });
    }

    /// Makes a token invalid, at once on this instance and within half a minute on the others.
    public Result<ApiToken> revoke(long id, String actor) {
        Result<ApiToken> result = QuarkusTransaction.joiningExisting().call(() -> {
            ApiTokenEntity token = tokens.findById(id);
            if (token == null) {
                return new Result.Rejected<>("no-such-token", Message.of("people.no-such-token.message", "id", id));
            }
            if (token.revokedAt == null) {
                token.revokedAt = clock.instant();
                audit.logSuccess(actor, "token-revoke", "token:" + id, token.name);
            }
            return new Result.Done<>(token.toToken());
        });
        verifier.forgetAll();
        return result;
    }
}
