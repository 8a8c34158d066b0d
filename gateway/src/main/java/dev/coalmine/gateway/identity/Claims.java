package dev.coalmine.gateway.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the claims of a caller must be. The services have the same rules; {@code contracts/identity}
 * has examples that both are tested against.
 */
final class Claims {

  /** Characters, OpenID Connect Core §2. */
  private static final int LONGEST_SUBJECT = 255;

  /** Characters: the path of RFC 5321 §4.5.3.1.3, without its angle brackets. */
  private static final int LONGEST_EMAIL = 254;

  /** What neither a line of a mail nor a database's text can hold as it is. */
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

  private Claims() {}

  /**
   * @return the customer
   * @throws ParseException when {@code sub} is missing, or is nothing that can be stored
   */
  static String subject(JWTClaimsSet claims) throws ParseException {
    var subject = claims.getSubject();
    if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw new ParseException("sub must be 1 to " + LONGEST_SUBJECT + " characters", 0);
    }
    return storable("sub", subject);
  }

  /**
   * The gateway itself does not read {@code email}: a service would refuse the token.
   *
   * @throws ParseException when {@code email} is there and is no address
   */
  static void checkEmail(JWTClaimsSet claims) throws ParseException {
    var email = claims.getStringClaim("email");
    if (email != null && (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches())) {
      throw new ParseException("email must be an address or missing", 0);
    }
  }

  /**
   * Names separated by spaces (RFC 8693 §4.2), or the list that some issuers make of them.
   *
   * @throws ParseException when {@code scope} is of another type or holds a control character
   */
  static Set<String> scopes(JWTClaimsSet claims) throws ParseException {
    return switch (claims.getClaim("scope")) {
      case null -> Set.of();
      case String names -> Set.copyOf(Arrays.asList(storable("scope", names).split(" ")));
      case List<?> _ -> scopeList(claims.getStringListClaim("scope"));
      default -> throw new ParseException("scope must be text or a list", 0);
    };
  }

  private static Set<String> scopeList(List<String> names) throws ParseException {
    for (var name : names) {
      if (name == null) {
        throw new ParseException("scope must not be null", 0);
      }
      storable("scope", name);
    }
    return Set.copyOf(names);
  }

  private static String storable(String claim, String text) throws ParseException {
    if (UNSTORABLE.matcher(text).find()) {
      throw new ParseException(claim + " must not hold a control character", 0);
    }
    return text;
  }
}
