package dev.coalmine.gateway.validation;

import dev.coalmine.platform.settings.Range;
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
    Range.of("coalmine.head")
        .check("max-fields", maxFields, 1, MOST_FIELDS)
        .check("max-parameters", maxParameters, 1, MOST_PARAMETERS);
  }
}
