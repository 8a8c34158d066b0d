package dev.coalmine.platform.issuer;

import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the claims that we read must be, at the edge and in the services. {@code contracts/identity}
 * has examples that both are tested against. A claim of another type than its rule names is wrong.
 */
public final class ClaimRules {

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

  private ClaimRules() {}

  /** Text of 1 to 255 characters, not blank, without control characters. */
  public static boolean isSubject(@Nullable Object sub) {
    return sub instanceof String text
        && !text.isBlank()
        && text.length() <= LONGEST_SUBJECT
        && isStorable(text);
  }

  /** As {@link #isSubject}, or missing. */
  public static boolean isClient(@Nullable Object client) {
    return client == null || isSubject(client);
  }

  /** An address of at most 254 characters, or missing: then the customer gets no mail. */
  public static boolean isEmail(@Nullable Object email) {
    return email == null
        || email instanceof String text
            && text.length() <= LONGEST_EMAIL
            && EMAIL.matcher(text).matches();
  }

  /**
   * Names separated by spaces (RFC 8693 §4.2), or the list that some issuers make of them; or
   * missing.
   */
  public static boolean isScope(@Nullable Object scope) {
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
