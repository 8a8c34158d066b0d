package dev.coalmine.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.platform.issuer.IssuerSettings;
import dev.coalmine.platform.issuer.SigningKeys;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Verifies tokens and remembers those it has verified: a signature costs more than the rest of the
 * chain. Only verified tokens are remembered, under their whole text, never past their end, and not
 * when the issuer's keys change.
 */
@Component
class Tokens {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(4);
  private static final int READERS = 4;
  private static final int MOST_WAITING = 1_000;

  private final TokenSettings settings;
  private final IssuerSettings issuer;
  private final SigningKeys keys;
  private final InstantSource clock;
  private final Cache<String, Caller> verified;
  private final Scheduler reading =
      Schedulers.newBoundedElastic(READERS, MOST_WAITING, "signing-keys", 60, true);

  @Autowired
  Tokens(TokenSettings settings, IssuerSettings issuer, SigningKeys keys) {
    this(settings, issuer, keys, InstantSource.system());
  }

  Tokens(TokenSettings settings, IssuerSettings issuer, SigningKeys keys, InstantSource clock) {
    this.settings = settings;
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
    verified =
        Caffeine.newBuilder()
            .maximumSize(settings.remembered())
            .expireAfter(Expiry.<String, Caller>creating((_, caller) -> remaining(caller)))
            .build();
    keys.whenChanged(verified::invalidateAll);
  }

  private Duration remaining(Caller caller) {
    var left = Duration.between(clock.instant(), caller.expires());
    return left.compareTo(settings.remember()) < 0 ? left : settings.remember();
  }

  /** The caller whom the token was verified for; no one when it has to be verified. */
  @Nullable Caller remembered(String token) {
    return verified.getIfPresent(token);
  }

  /** Fails with a {@link Problem}: 401 for the token, 503 when no key has ever been read. */
  Mono<Caller> verify(String token) {
    SignedJWT jwt;
    try {
      jwt = SignedJWT.parse(token);
    } catch (ParseException | NullPointerException e) { // of a head that is the JSON null
      return Mono.error(invalid("The token is not a signed JWT."));
    }
    if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
      return Mono.error(invalid("The token is not signed with RS256."));
    }
    if (jwt.getHeader().getCustomParam("zip") != null) {
      return Mono.error(invalid("The token says that it is compressed, which no signed one is."));
    }
    var selector = new JWKSelector(JWKMatcher.forJWSHeader(jwt.getHeader()));
    var known = keys.known(selector);
    return known.isEmpty()
        ? fromIssuer(selector).map(read -> accept(token, jwt, read))
        : Mono.fromCallable(() -> accept(token, jwt, known));
  }

  /** Asks the issuer on threads of its own, so that tokens with known keys do not wait for it. */
  private Mono<List<JWK>> fromIssuer(JWKSelector selector) {
    return Mono.fromCallable(() -> keys.get(selector, null))
        .subscribeOn(reading)
        .timeout(TIME_LIMIT)
        .onErrorMap(failure -> unavailable(failure));
  }

  private static Problem unavailable(Throwable failure) {
    return new Problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "identity-unavailable",
            "The token cannot be checked now, because its issuer does not answer.",
            failure)
        .retryAfter(Duration.ofSeconds(2));
  }

  private Caller accept(String token, SignedJWT jwt, List<JWK> candidates) {
    try {
      checkSignature(jwt, candidates);
      var caller = check(jwt.getJWTClaimsSet());
      verified.put(token, caller);
      return caller;
    } catch (JOSEException e) {
      throw invalid("The token's signature cannot be checked.");
    } catch (ParseException e) {
      throw invalid(
          "A claim of the token is not what it must be: sub, client_id, azp, email, scope, or a"
              + " time.");
    }
  }

  private static void checkSignature(SignedJWT jwt, List<JWK> candidates) throws JOSEException {
    if (candidates.isEmpty()) {
      throw invalid("The token's key is not one of the issuer's.");
    }
    for (var key : candidates) {
      if (jwt.verify(new RSASSAVerifier(key.toRSAKey()))) {
        return;
      }
    }
    throw invalid("The token's signature is wrong.");
  }

  private Caller check(JWTClaimsSet claims) throws ParseException {
    var now = clock.instant();
    if (!issuer.issuer().equals(claims.getIssuer())) {
      throw invalid("The token is from another issuer.");
    }
    if (!claims.getAudience().contains(issuer.audience())) {
      throw invalid("The token is meant for another audience.");
    }
    if (claims.getExpirationTime() == null
        || !claims.getExpirationTime().toInstant().isAfter(now)) {
      throw invalid("The token has expired.");
    }
    if (claims.getNotBeforeTime() != null
        && claims.getNotBeforeTime().toInstant().isAfter(now.plus(issuer.clockSkew()))) {
      throw invalid("The token is not valid yet.");
    }
    Claims.check(claims);
    return new Caller(
        claims.getSubject(),
        Claims.client(claims),
        Claims.scopes(claims),
        claims.getExpirationTime().toInstant());
  }

  static Problem invalid(String detail) {
    return new Problem(HttpStatus.UNAUTHORIZED, "token-invalid", detail)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(detail));
  }
}
