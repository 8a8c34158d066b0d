package dev.coalmine.gateway.validation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param maxFields the most header fields that a request may have, 1 to 90; with those that the
 *     gateway adds, fewer than the 100 that a service's server reads
 */
@ConfigurationProperties("coalmine.head")
record HeadSettings(@DefaultValue("80") int maxFields) {

  static final int MOST = 90;

  HeadSettings {
    if (maxFields < 1 || maxFields > MOST) {
      throw new IllegalArgumentException("coalmine.head.max-fields must be 1 to " + MOST);
    }
  }
}
