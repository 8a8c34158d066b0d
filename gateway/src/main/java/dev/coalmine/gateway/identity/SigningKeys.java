package dev.coalmine.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * The issuer's public keys. They are read at the start, when a token names an unknown one, and
 * again when they have become old; while the issuer is away the last known ones stay good.
 */
@Component
class SigningKeys {

  private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

  /** Made-up key ids must not become a flood at the issuer. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** After a failure; the keys that are known stay good meanwhile. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
  private static final String NO_ID = "";

  private final HttpClient http;
  private final String address;
  private final long refreshNanos;
  private final long retryNanos;
  private final AtomicReference<Mono<Void>> reading = new AtomicReference<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Keys keys = new Keys(List.of(), Map.of());
  private volatile boolean failed;
  private volatile long triedAt = System.nanoTime() - Duration.ofHours(1).toNanos();

  SigningKeys(IdentitySettings settings) {
    address = settings.keys();
    refreshNanos = settings.refreshKeys().toNanos();
    retryNanos = Math.min(refreshNanos, RETRY.toNanos());
    // Not pooled: a connection in the pool that the process shares ends on an event loop, and a
    // shutdown that has ended the loops first would wait for that without an end.
    http = HttpClient.newConnection().responseTimeout(TIME_LIMIT);
  }

  /** The first customer should not wait for the issuer. */
  @EventListener(ApplicationReadyEvent.class)
  void readAhead() {
    read().subscribe();
  }

  void whenChanged(Runnable listener) {
    listeners.add(listener);
  }

  boolean known() {
    return !keys.verifiers.isEmpty();
  }

  /** Null when the key is not known; {@code id} null when the token names none. */
  JWSVerifier find(String id) {
    if (System.nanoTime() - triedAt > (failed ? retryNanos : refreshNanos)) {
      read().subscribe();
    }
    return keys.verifiers.get(id == null ? NO_ID : id);
  }

  /** Reads the keys unless that has just been tried; never fails. */
  Mono<Void> read() {
    return Mono.defer(
        () -> {
          var current = reading.get();
          if (current != null) {
            return current;
          }
          if (System.nanoTime() - triedAt < PAUSE.toNanos()) {
            return Mono.empty();
          }
          var mine = fetch().doFinally(_ -> reading.set(null)).cache();
          return reading.compareAndSet(null, mine) ? mine : read();
        });
  }

  private Mono<Void> fetch() {
    triedAt = System.nanoTime();
    return http.get()
        .uri(address)
        .responseSingle(
            (response, body) ->
                response.status().code() == 200
                    ? body.asString()
                    : Mono.error(new IllegalStateException("status " + response.status())))
        .doOnNext(this::replace)
        .doOnNext(_ -> failed = false)
        .then()
        .timeout(TIME_LIMIT) // of all: what replacing throws may end the rest without a signal
        .onErrorResume(
            failure -> {
              failed = true;
              log.warn("The issuer's keys cannot be read: {}", failure.toString());
              return Mono.empty();
            });
  }

  private void replace(String json) {
    var read = parse(json);
    if (read.verifiers.isEmpty()) {
      throw new IllegalStateException("no RSA signing key among them");
    }
    if (read.jwks.equals(keys.jwks)) {
      return;
    }
    keys = read;
    listeners.forEach(Runnable::run);
    log.info("The issuer's keys are {}", read.jwks.stream().map(JWK::getKeyID).toList());
  }

  private static Keys parse(String json) {
    try {
      var rsa =
          JWKSet.parse(json).getKeys().stream()
              .filter(key -> key instanceof RSAKey && !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
              .map(JWK::toPublicJWK)
              .toList();
      var verifiers = new HashMap<String, JWSVerifier>();
      for (var key : rsa) {
        var verifier = new RSASSAVerifier((RSAKey) key);
        verifiers.put(key.getKeyID() == null ? NO_ID : key.getKeyID(), verifier);
        if (rsa.size() == 1) {
          verifiers.put(NO_ID, verifier);
        }
      }
      return new Keys(rsa, Map.copyOf(verifiers));
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Keys(List<JWK> jwks, Map<String, JWSVerifier> verifiers) {}
}
