package dev.coalmine.gateway.validation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of a head is passed on; less than what a service's server reads, which could not say why
 * it refuses.
 *
 * @param maxFields the most header fields that a request may have, 1 to 90: a service reads 100,
 *     and the gateway adds some
 * @param maxParameters the most parameters of a query, 1 to 1000
 */
@ConfigurationProperties("coalmine.head")
record HeadSettings(@DefaultValue("80") int maxFields, @DefaultValue("100") int maxParameters) {

  static final int MOST_FIELDS = 90;
  static final int MOST_PARAMETERS = 1000;

  HeadSettings {
    check("max-fields", maxFields, MOST_FIELDS);
    check("max-parameters", maxParameters, MOST_PARAMETERS);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("coalmine.head.%s must be 1 to %d".formatted(name, most));
    }
  }
}
