package dev.coalmine.lab.issuer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who asks for a token, and for what.
 *
 * @param customer letters, digits, dot, underscore and hyphen, at most 64
 * @param scopes of {@link #SCOPES}; a customer's usual ones when null or empty
 * @param email {@code <customer>@example.test} when null
 * @param ttlSeconds 1 to 86,400; an hour when 0
 * @param client the application that the customer uses: letters, digits, dot, underscore and
 *     hyphen, at most 64; {@link #SHOP} when null
 */
public record TokenRequest(
    String customer, List<String> scopes, String email, long ttlSeconds, String client) {

  /** The client of a person who tries the API. */
  public static final String SHOP = "web-shop";

  /** The client of the lab's load, replay, benches and tests, which a policy can exempt. */
  public static final String LAB = "coalmine-lab";

  public static final List<String> SCOPES =
      List.of("orders:read", "orders:write", "catalogue:write", "notifications:read", "operations");

  static final List<String> CUSTOMERS_SCOPES =
      List.of("orders:read", "orders:write", "notifications:read");

  private static final long USUAL_TTL = 3_600;
  private static final long LONGEST_TTL = 86_400;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** As {@code contracts/identity} has it, in ASCII. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?=[^@]{1,64}@.{1,189}$)ATOM+(\\.ATOM+)*@LABEL(\\.LABEL)*"
              .replace("ATOM", "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]")
              .replace("LABEL", "(?!-)[A-Za-z0-9-]{1,63}(?<!-)"));

  public TokenRequest {
    check(
        customer != null && NAME.matcher(customer).matches(),
        "sub must be 1 to 64 letters, digits, dots, underscores or hyphens");
    scopes = scopes == null || scopes.isEmpty() ? CUSTOMERS_SCOPES : List.copyOf(scopes);
    check(SCOPES.containsAll(scopes), "scope must be some of " + String.join(" ", SCOPES));
    email = email == null || email.isBlank() ? customer + "@example.test" : email;
    check(EMAIL.matcher(email).matches(), "email must be an address such as ann@example.test");
    ttlSeconds = ttlSeconds == 0 ? USUAL_TTL : ttlSeconds;
    check(
        ttlSeconds >= 1 && ttlSeconds <= LONGEST_TTL,
        "ttl must be 1 to %d seconds".formatted(LONGEST_TTL));
    client = client == null || client.isBlank() ? SHOP : client;
    check(
        NAME.matcher(client).matches(),
        "client_id must be 1 to 64 letters, digits, dots, underscores or hyphens");
  }

  /** Of the client {@link #SHOP}. */
  public TokenRequest(String customer, List<String> scopes, String email, long ttlSeconds) {
    this(customer, scopes, email, ttlSeconds, SHOP);
  }

  /** The same for the lab's client. */
  public TokenRequest byLab() {
    return new TokenRequest(customer, scopes, email, ttlSeconds, LAB);
  }

  /** A customer's usual token. */
  public static TokenRequest of(String customer) {
    return new TokenRequest(customer, null, null, 0);
  }

  /** The shop keeper's. */
  public static TokenRequest shopKeeper() {
    return new TokenRequest("shopkeeper", List.of("catalogue:write"), null, 0);
  }

  static TokenRequest parse(Map<String, String> form) {
    var scopes =
        Arrays.stream(form.getOrDefault("scope", "").split(" ")).filter(s -> !s.isBlank()).toList();
    return new TokenRequest(
        form.get("sub"),
        scopes,
        form.get("email"),
        seconds(form.getOrDefault("ttl", "3600")),
        form.get("client_id"));
  }

  private static long seconds(String text) {
    try {
      var seconds = Long.parseLong(text);
      return seconds == 0 ? -1 : seconds; // zero stands for the usual only inside this program
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("ttl must be a number of seconds");
    }
  }

  String scope() {
    return String.join(" ", scopes);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
