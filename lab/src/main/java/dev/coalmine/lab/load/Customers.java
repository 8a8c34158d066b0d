package dev.coalmine.lab.load;

import dev.coalmine.lab.Complaint;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who orders, each with a token that outlasts the run. */
public final class Customers {

  private static final int DAY_SECONDS = 86_400;

  private final Tokens tokens;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  public Customers(URI issuer) {
    tokens = new Tokens(issuer);
  }

  /**
   * @throws Complaint when the issuer gives none
   */
  public String token(String customer) {
    return known.computeIfAbsent(
        customer, name -> fetch(new TokenRequest(name, null, null, DAY_SECONDS)));
  }

  public String shopKeeper() {
    return fetch(TokenRequest.shopKeeper());
  }

  private String fetch(TokenRequest wanted) {
    try {
      return tokens.fetch(wanted);
    } catch (IOException e) {
      throw new Complaint(e.getMessage(), e);
    }
  }
}
