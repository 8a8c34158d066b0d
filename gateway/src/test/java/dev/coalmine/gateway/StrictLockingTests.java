package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.core.SpringProperties;

class StrictLockingTests {

  /** Why, and what happens otherwise: platform-core's {@code InterruptedLookupTests}. */
  @Test
  void threadsThatAskForABeanDuringTheStartWaitForIt() {
    assertThat(SpringProperties.getFlag("spring.locking.strict")).isTrue();
  }
}
