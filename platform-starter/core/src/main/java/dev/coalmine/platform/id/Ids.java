package dev.coalmine.platform.id;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidFactory;

/**
 * Time-sortable 64-bit ids (TSID): a {@code bigint} in the database, 13 characters of Crockford
 * base 32 everywhere else. Ten of the bits are drawn at random per process, so replicas need no
 * assigned number; should two collide, the primary key refuses the second row.
 */
public final class Ids {

  private static final TsidFactory FACTORY = TsidFactory.newInstance1024();

  private Ids() {}

  public static long next() {
    return FACTORY.create().toLong();
  }

  public static String text(long id) {
    return Tsid.from(id).toString();
  }

  /**
   * @param text 13 characters of Crockford base 32, in either case
   * @throws IllegalArgumentException when it is anything else
   */
  public static long parse(String text) {
    if (text == null || !Tsid.isValid(text)) {
      throw new IllegalArgumentException("not an id: " + text);
    }
    return Tsid.from(text).toLong();
  }
}
