package dev.coalmine.gateway.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadSettingsTests {

  /** {@code maxHeaderCount} of a Tomcat connector, which no setting of Boot changes. */
  private static final int READ_BY_SERVICES = 100;

  /** Trace (2), request id, forwarded (3), framing of the body, and some to spare. */
  private static final int ADDED = 10;

  /** Boot's default of {@code server.tomcat.max-parameter-count}, which no service changes. */
  private static final int PARAMETERS_READ_BY_SERVICES = 1000;

  @Test
  void theLargestCountsLieInsideThoseOfTheServices() {
    assertThat(HeadSettings.MOST_PARAMETERS).isLessThanOrEqualTo(PARAMETERS_READ_BY_SERVICES);
    assertThat(HeadSettings.MOST_FIELDS + ADDED).isLessThanOrEqualTo(READ_BY_SERVICES);
  }
}
