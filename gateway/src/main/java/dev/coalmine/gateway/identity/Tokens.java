package dev.coalmine.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.coalmine.gateway.problem.Problem;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Verifies tokens and remembers those it has verified: a signature costs more than the rest of the
 * chain. Only verified tokens are remembered, under their whole text, never past their end, and not
 * when the issuer's keys change.
 */
@Component
class Tokens {

  private final IdentitySettings settings;
  private final SigningKeys keys;
  private final InstantSource clock;
  private final Cache<String, Caller> verified;

  @Autowired
  Tokens(IdentitySettings settings, SigningKeys keys) {
    this(settings, keys, InstantSource.system());
  }

  Tokens(IdentitySettings settings, SigningKeys keys, InstantSource clock) {
    this.settings = settings;
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

  /** Null when the token has to be verified. */
  Caller remembered(String token) {
    return verified.getIfPresent(token);
  }

  /** Fails with a {@link Problem}: 401 for the token, 503 when no key has ever been read. */
  Mono<Caller> verify(String token) {
    SignedJWT jwt;
    try {
      jwt = SignedJWT.parse(token);
    } catch (ParseException e) {
      return Mono.error(invalid("The token is not a signed JWT."));
    }
    if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
      return Mono.error(invalid("The token is not signed with RS256."));
    }
    var id = jwt.getHeader().getKeyID();
    var verifier = keys.find(id);
    if (verifier != null) {
      return Mono.fromCallable(() -> accept(token, jwt, verifier));
    }
    return keys.read().then(Mono.fromCallable(() -> accept(token, jwt, readNow(id))));
  }

  private JWSVerifier readNow(String id) {
    var verifier = keys.find(id);
    if (verifier != null) {
      return verifier;
    }
    if (!keys.known()) {
      throw new Problem(
              HttpStatus.SERVICE_UNAVAILABLE,
              "identity-unavailable",
              "The token cannot be checked now, because its issuer does not answer.")
          .retryAfter(Duration.ofSeconds(2));
    }
    throw invalid("The token's key is not one of the issuer's.");
  }

  private Caller accept(String token, SignedJWT jwt, JWSVerifier verifier) {
    try {
      if (!jwt.verify(verifier)) {
        throw invalid("The token's signature is wrong.");
      }
      var caller = check(jwt.getJWTClaimsSet());
      verified.put(token, caller);
      return caller;
    } catch (JOSEException e) {
      throw invalid("The token's signature cannot be checked.");
    } catch (ParseException e) {
      throw invalid("A claim of the token is not what it must be: sub, email, scope, or a time.");
    }
  }

  private Caller check(JWTClaimsSet claims) throws ParseException {
    var now = clock.instant();
    if (!settings.issuer().equals(claims.getIssuer())) {
      throw invalid("The token is from another issuer.");
    }
    if (!claims.getAudience().contains(settings.audience())) {
      throw invalid("The token is meant for another audience.");
    }
    if (claims.getExpirationTime() == null
        || !claims.getExpirationTime().toInstant().isAfter(now)) {
      throw invalid("The token has expired.");
    }
    if (claims.getNotBeforeTime() != null
        && claims.getNotBeforeTime().toInstant().isAfter(now.plus(settings.clockSkew()))) {
      throw invalid("The token is not valid yet.");
    }
    Claims.checkEmail(claims);
    return new Caller(
        Claims.subject(claims), Claims.scopes(claims), claims.getExpirationTime().toInstant());
  }

  static Problem invalid(String detail) {
    return new Problem(HttpStatus.UNAUTHORIZED, "token-invalid", detail)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(detail));
  }
}
