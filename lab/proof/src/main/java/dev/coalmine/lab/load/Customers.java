package dev.coalmine.lab.load;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Who orders, each with a token of the lab's client that outlasts the run. */
public final class Customers {

  private static final int DAY_SECONDS = 86_400;

  /** On a busy machine a token may take its time, which is no reason to end a run. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int PAUSE_MS = 200;

  private final Tokens tokens;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  public Customers(URI issuer) {
    tokens = new Tokens(issuer);
  }

  /**
   * @throws UserError when the issuer refuses, or does not answer for half a minute
   */
  public String token(String customer) {
    return known.computeIfAbsent(
        customer, name -> fetch(new TokenRequest(name, null, null, DAY_SECONDS)));
  }

  public String shopKeeper() {
    return fetch(TokenRequest.shopKeeper());
  }

  private String fetch(TokenRequest wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return tokens.fetch(wanted.byLab());
      } catch (Tokens.NoAnswer e) {
        if (System.nanoTime() > deadline) {
          throw new UserError(e.getMessage(), e);
        }
      } catch (IOException e) {
        throw new UserError(e.getMessage(), e);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }
}
