package dev.coalmine.gateway.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.coalmine.platform.issuer.ClaimRules;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a caller, as {@link ClaimRules} allow them. */
final class Claims {

  private Claims() {}

  /**
   * Checks the claims, also those that the gateway does not read: a service would refuse the token.
   *
   * @throws ParseException naming the claim that is wrong
   */
  static void check(JWTClaimsSet claims) throws ParseException {
    demand("sub", ClaimRules.isSubject(claims.getSubject()));
    demand("email", ClaimRules.isEmail(claims.getClaim("email")));
    demand("client_id", ClaimRules.isClient(claims.getClaim("client_id")));
    demand("azp", ClaimRules.isClient(claims.getClaim("azp")));
    demand("scope", ClaimRules.isScope(claims.getClaim("scope")));
  }

  /** {@code client_id} (RFC 9068 §2.2), else {@code azp}, which some issuers have; else empty. */
  static String client(JWTClaimsSet claims) throws ParseException {
    var id = claims.getStringClaim("client_id");
    var client = id == null ? claims.getStringClaim("azp") : id;
    return client == null ? "" : client;
  }

  private static void demand(String claim, boolean good) throws ParseException {
    if (!good) {
      throw new ParseException(claim, 0);
    }
  }

  /** Names separated by spaces (RFC 8693 §4.2), or the list that some issuers make of them. */
  static Set<String> scopes(JWTClaimsSet claims) throws ParseException {
    return claims.getClaim("scope") instanceof List<?>
        ? Set.copyOf(claims.getStringListClaim("scope"))
        : names(claims.getStringClaim("scope"));
  }

  private static Set<String> names(@Nullable String scope) {
    return scope == null ? Set.of() : Set.copyOf(Arrays.asList(scope.split(" ")));
  }
}
