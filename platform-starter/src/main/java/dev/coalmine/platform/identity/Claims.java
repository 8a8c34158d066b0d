package dev.coalmine.platform.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What the claims that we read must be. The gateway has the same rules; {@code contracts/identity}
 * has examples that both are tested against.
 */
final class Claims implements OAuth2TokenValidator<Jwt> {

  /** Characters, OpenID Connect Core §2. */
  private static final int LONGEST_SUBJECT = 255;

  /** Characters: the path of RFC 5321 §4.5.3.1.3, without its angle brackets. */
  private static final int LONGEST_EMAIL = 254;

  /** What neither a line of a mail nor PostgreSQL's text can hold as it is. */
  private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /**
   * A dot-atom on both sides (RFC 5322 §3.4.1), with letters beyond ASCII (RFC 6531 §3.3). The
   * length of the local part and of a label: RFC 5321 §4.5.3.1.1, RFC 1035 §2.3.4.
   */
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?=[^@]{1,64}@)ATOM+(\\.ATOM+)*@LABEL(\\.LABEL)*"
              .replace("ATOM", "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]")
              .replace("LABEL", "(?!-)[\\p{L}\\p{M}\\p{N}-]{1,63}(?<!-)"));

  /** Not a {@code JwtClaimValidator}, which refuses a claim that is missing. */
  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    var wrong = new ArrayList<OAuth2Error>();
    check("sub", isSubject(token.getClaim("sub")), wrong);
    check("email", isEmail(token.getClaim("email")), wrong);
    check("scope", isScope(token.getClaim("scope")), wrong);
    return OAuth2TokenValidatorResult.failure(wrong);
  }

  private static void check(String claim, boolean good, List<OAuth2Error> wrong) {
    if (!good) {
      wrong.add(
          new OAuth2Error(
              OAuth2ErrorCodes.INVALID_TOKEN, "The claim " + claim + " is not valid.", null));
    }
  }

  private static boolean isSubject(Object sub) {
    return sub instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST_SUBJECT
        && isStorable(text);
  }

  /** A missing address is none: the customer gets no mail. */
  private static boolean isEmail(Object email) {
    return email == null
        || email instanceof String text
            && text.length() <= LONGEST_EMAIL
            && EMAIL.matcher(text).matches();
  }

  /** Names separated by spaces (RFC 8693 §4.2), or the list that some issuers make of them. */
  private static boolean isScope(Object scope) {
    return switch (scope) {
      case null -> true;
      case String names -> isStorable(names);
      case Collection<?> names ->
          names.stream().allMatch(it -> it instanceof String name && isStorable(name));
      default -> false;
    };
  }

  private static boolean isStorable(String text) {
    return !UNSTORABLE.matcher(text).find();
  }
}
