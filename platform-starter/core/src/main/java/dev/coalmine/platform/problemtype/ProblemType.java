package dev.coalmine.platform.problemtype;

import java.net.URI;
import java.util.Locale;

/** The {@code type} of a problem (RFC 9457 §3.1.1): a URI that ends in a slug and never changes. */
public final class ProblemType {

  private static final String BASE = "https://coalmine.dev/problems/";

  private ProblemType() {}

  /**
   * @param slug names the kind of problem: {@code out-of-stock}
   */
  public static URI uri(String slug) {
    return URI.create(BASE + slug);
  }

  /**
   * Names a problem that has no slug of its own.
   *
   * @param reasonPhrase of the status: {@code Not Acceptable}
   * @return the slug: {@code not-acceptable}
   */
  public static String slug(String reasonPhrase) {
    return reasonPhrase.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }
}
