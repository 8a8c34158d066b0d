package dev.coalmine.gateway.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadSettingsTests {

  /** {@code maxHeaderCount} of a Tomcat connector, which no setting of Boot changes. */
  private static final int READ_BY_SERVICES = 100;

  /** Trace (2), request id, forwarded (3), framing of the body, and some to spare. */
  private static final int ADDED = 10;

  @Test
  void theLargestCountLiesInsideThatOfTheServices() {
    assertThat(HeadSettings.MOST + ADDED).isLessThanOrEqualTo(READ_BY_SERVICES);
  }
}
