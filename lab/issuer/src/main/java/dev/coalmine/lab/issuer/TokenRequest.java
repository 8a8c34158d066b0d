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
 */
public record TokenRequest(String customer, List<String> scopes, String email, long ttlSeconds) {

  public static final List<String> SCOPES =
      List.of("orders:read", "orders:write", "catalogue:write", "notifications:read", "operations");

  static final List<String> CUSTOMERS_SCOPES =
      List.of("orders:read", "orders:write", "notifications:read");

  private static final long USUAL_TTL = 3_600;
  private static final long LONGEST_TTL = 86_400;
  private static final Pattern CUSTOMER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** As {@code contracts/identity} has it, in ASCII. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?=[^@]{1,64}@.{1,189}$)ATOM+(\\.ATOM+)*@LABEL(\\.LABEL)*"
              .replace("ATOM", "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]")
              .replace("LABEL", "(?!-)[A-Za-z0-9-]{1,63}(?<!-)"));

  public TokenRequest {
    check(
        customer != null && CUSTOMER.matcher(customer).matches(),
        "sub must be 1 to 64 letters, digits, dots, underscores or hyphens");
    scopes = scopes == null || scopes.isEmpty() ? CUSTOMERS_SCOPES : List.copyOf(scopes);
    check(SCOPES.containsAll(scopes), "scope must be some of " + String.join(" ", SCOPES));
    email = email == null || email.isBlank() ? customer + "@example.test" : email;
    check(EMAIL.matcher(email).matches(), "email must be an address such as ann@example.test");
    ttlSeconds = ttlSeconds == 0 ? USUAL_TTL : ttlSeconds;
    check(
        ttlSeconds >= 1 && ttlSeconds <= LONGEST_TTL,
        "ttl must be 1 to %d seconds".formatted(LONGEST_TTL));
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
        form.get("sub"), scopes, form.get("email"), seconds(form.getOrDefault("ttl", "3600")));
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
