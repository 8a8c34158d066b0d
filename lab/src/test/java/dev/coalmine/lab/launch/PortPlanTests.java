package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UsageError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortPlanTests {

  @Test
  void theUsualPortsAreTheDefaultsInTheServicesSettings() {
    var plan = PortPlan.from(8080, 1, false);
    assertThat(plan.of("gateway")).isEqualTo(8080);
    assertThat(plan.of("gateway/management")).isEqualTo(18081);
    assertThat(plan.of("discovery")).isEqualTo(18082);
    assertThat(plan.of("order-service")).isEqualTo(18083);
    assertThat(plan.of("payment-service/grpc")).isEqualTo(18085);
    assertThat(plan.of("redis")).isEqualTo(18093);
    assertThat(plan.of("redis-limits")).isEqualTo(18096);
  }

  @Test
  void aSecondReplicaHasItsOwnPorts() {
    var plan = PortPlan.from(8080, 2, false);
    assertThat(plan.of("gateway-2")).isEqualTo(8081);
    assertThat(plan.of("gateway-2/management")).isEqualTo(18101);
    assertThat(plan.of("payment-service-2/grpc")).isEqualTo(18105);
    assertThat(plan.ports()).doesNotContainKey("discovery-2");
  }

  @Test
  void noTwoPartsShareAPort() {
    for (var plan :
        List.of(
            PortPlan.from(9000, 4, false),
            PortPlan.free(4, false),
            PortPlan.from(9000, 4, true),
            PortPlan.free(4, true))) {
      var all = new ArrayList<>(plan.ports().values());
      all.addAll(plan.fronts().values());
      assertThat(all).doesNotHaveDuplicates();
    }
  }

  @Test
  void aProxyTakesTheUsualPortAndWhatItStandsBeforeMovesAside() {
    var plan = PortPlan.from(8080, 2, true);
    assertThat(plan.via("gateway")).isEqualTo(8080);
    assertThat(plan.of("gateway")).isEqualTo(18180);
    assertThat(plan.via("postgres")).isEqualTo(18090);
    assertThat(plan.of("postgres")).isEqualTo(18190);
    assertThat(plan.via("payment-service-2/grpc")).isEqualTo(18105);
    assertThat(plan.via("mail")).isEqualTo(18088);
    assertThat(plan.via("issuer")).isEqualTo(18089);
    assertThat(plan.of("issuer")).isEqualTo(18189);
    assertThat(plan.via("redis-limits")).isEqualTo(18096);
    assertThat(plan.of("redis-limits")).isEqualTo(18196);
    assertThat(plan.fronts()).doesNotContainKeys("kafka/controller", "gateway/management");
  }

  @Test
  void refusesABaseThatLeavesNoRoomAboveIt() {
    assertThatThrownBy(() -> PortPlan.from(60_000, 1, false))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("60000");
    assertThatThrownBy(() -> PortPlan.from(80, 1, false)).isInstanceOf(UsageError.class);
  }
}
