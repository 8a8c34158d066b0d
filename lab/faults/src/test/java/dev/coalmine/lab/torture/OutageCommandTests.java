package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.torture.Workload.Offered;
import org.junit.jupiter.api.Test;

class OutageCommandTests {

  @Test
  void saysHowManyOrdersWereOfferedAndAccepted() {
    assertThat(OutageCommand.text(new Offered(120, 20)))
        .isEqualTo("120 orders offered meanwhile, 100 accepted, 20 refused or given up");
  }
}
