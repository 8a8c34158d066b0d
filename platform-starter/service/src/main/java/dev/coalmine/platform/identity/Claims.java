package dev.coalmine.platform.identity;

import dev.coalmine.platform.issuer.ClaimRules;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Holds a token to the {@link ClaimRules}. */
final class Claims implements OAuth2TokenValidator<Jwt> {

  /** Not a {@code JwtClaimValidator}, which refuses a claim that is missing. */
  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    var wrong = new ArrayList<OAuth2Error>();
    check("sub", ClaimRules.isSubject(token.getClaim("sub")), wrong);
    check("email", ClaimRules.isEmail(token.getClaim("email")), wrong);
    check("client_id", ClaimRules.isClient(token.getClaim("client_id")), wrong);
    check("azp", ClaimRules.isClient(token.getClaim("azp")), wrong);
    check("scope", ClaimRules.isScope(token.getClaim("scope")), wrong);
    return OAuth2TokenValidatorResult.failure(wrong);
  }

  private static void check(String claim, boolean good, List<OAuth2Error> wrong) {
    if (!good) {
      wrong.add(
          new OAuth2Error(
              OAuth2ErrorCodes.INVALID_TOKEN, "The claim " + claim + " is not valid.", null));
    }
  }
}
