package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UsageError;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpOptionsTests {

  @Test
  void refusesWhatCannotBeLeftOut() {
    assertThatThrownBy(() -> UpOptions.of(false, List.of("postgres"), 1, "8080", false))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("order-service")
        .hasMessageContaining("postgres");
  }

  @Test
  void refusesNoReplicasAndTooMany() {
    for (int replicas : new int[] {0, -1, 5}) {
      assertThatThrownBy(() -> UpOptions.of(false, List.of(), replicas, "8080", false))
          .isInstanceOf(UsageError.class);
    }
  }

  @Test
  void aPortIsANumberOrFree() {
    assertThat(UpOptions.of(false, List.of(), 1, "9000", false).ports().of("gateway"))
        .isEqualTo(9000);
    assertThat(UpOptions.of(false, List.of(), 1, "free", false).ports().ports()).isNotEmpty();
    assertThatThrownBy(() -> UpOptions.of(false, List.of(), 1, "eighty", false).ports())
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("eighty");
  }
}
