package dev.coalmine.platform.settings;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Checks that settings are within their ranges, limits included. Each check throws an {@link
 * IllegalArgumentException} that names the setting, the range and the value, which Spring Boot
 * shows when an application does not start.
 */
public final class Range {

  private final String prefix;

  private Range(String prefix) {
    this.prefix = prefix;
  }

  /**
   * @param prefix of the settings: {@code coalmine.outbox}
   */
  public static Range of(String prefix) {
    return new Range(prefix);
  }

  public Range check(String name, long value, long least, long most) {
    return demand(name, least <= value && value <= most, least, most, value);
  }

  /** NaN is outside of every range. */
  public Range check(String name, double value, double least, double most) {
    return demand(name, least <= value && value <= most, least, most, value);
  }

  /**
   * @param least as Spring Boot reads it: {@code 10ms}
   * @param most likewise
   */
  public Range check(String name, Duration value, String least, String most) {
    boolean within =
        value.compareTo(DurationStyle.SIMPLE.parse(least)) >= 0
            && value.compareTo(DurationStyle.SIMPLE.parse(most)) <= 0;
    return demand(name, within, least, most, DurationStyle.SIMPLE.print(value));
  }

  /**
   * @param least as Spring Boot reads it: {@code 1B}
   * @param most likewise
   */
  public Range check(String name, DataSize value, String least, String most) {
    boolean within =
        value.compareTo(DataSize.parse(least)) >= 0 && value.compareTo(DataSize.parse(most)) <= 0;
    return demand(name, within, least, most, value);
  }

  private Range demand(String name, boolean within, Object least, Object most, Object value) {
    if (!within) {
      throw new IllegalArgumentException(
          "%s.%s must be %s to %s, not %s".formatted(prefix, name, least, most, value));
    }
    return this;
  }
}
