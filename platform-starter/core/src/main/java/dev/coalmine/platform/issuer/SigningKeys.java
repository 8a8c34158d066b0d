package dev.coalmine.platform.issuer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource.RefreshCompletedEvent;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.events.Event;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys. They are read when a token names an unknown one and when they are old;
 * while the issuer is away the last known keys stay good. Unknown key ids cannot flood the issuer.
 */
public final class SigningKeys implements JWKSource<SecurityContext>, Closeable {

  static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 2_000;
  private static final int MOST_BYTES = 64 * 1024;

  /** The least time between two attempts to read the keys. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration LONGEST_OUTAGE = Duration.ofDays(1);

  private final JWKSetBasedJWKSource<SecurityContext> keys;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable JWKSet known;

  public SigningKeys(IssuerSettings settings) {
    long age = settings.refreshKeys().toMillis();
    var retriever = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
    keys =
        (JWKSetBasedJWKSource<SecurityContext>)
            JWKSourceBuilder.<SecurityContext>create(
                    new SigningKeySet(new URLBasedJWKSetSource<>(address(settings), retriever)))
                .cache(age, Math.min(READ_MILLIS + CONNECT_MILLIS, age / 4))
                .refreshAheadCache(
                    age / 2,
                    this::refreshed,
                    Executors.newVirtualThreadPerTaskExecutor(),
                    true,
                    Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory()),
                    true)
                .rateLimited(Math.min(PAUSE.toMillis(), age / 10))
                .outageTolerant(LONGEST_OUTAGE.toMillis())
                .build();
  }

  private static URL address(IssuerSettings settings) {
    try {
      return URI.create(settings.keys()).toURL();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "coalmine.identity.issuer must be a URL, not " + settings.issuer(), e);
    }
  }

  /** The listener is called after the keys have changed, on the thread that has read them. */
  public void whenChanged(Runnable listener) {
    listeners.add(listener);
  }

  /** Returns the known keys that match, without waiting for the issuer. */
  public List<JWK> known(JWKSelector selector) {
    var now = known;
    return now == null ? List.of() : selector.select(now);
  }

  /**
   * Returns the keys that match; may wait for the issuer for up to 3 s when no known one does.
   *
   * @throws KeySourceException when no key has ever been read
   */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return keys.get(selector, context);
    } catch (KeySourceException e) {
      if (known == null) {
        throw e;
      }
      return known(selector); // the issuer was asked a moment ago, or does not answer
    }
  }

  @Override
  public void close() throws IOException {
    keys.close();
  }

  private void refreshed(Event<CachingJWKSetSource<SecurityContext>, SecurityContext> event) {
    if (event instanceof RefreshCompletedEvent<SecurityContext> refresh) {
      var before = known;
      known = refresh.getJWKSet();
      if (!known.equals(before)) {
        log.info("The issuer's keys are {}", known.getKeys().stream().map(JWK::getKeyID).toList());
        listeners.forEach(Runnable::run);
      }
    }
  }
}
