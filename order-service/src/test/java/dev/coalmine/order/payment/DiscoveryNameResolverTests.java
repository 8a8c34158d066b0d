package dev.coalmine.order.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.appinfo.InstanceInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.netflix.eureka.EurekaServiceInstance;

class DiscoveryNameResolverTests {

  @Test
  void callsTheGrpcPortOfLiveInstances() {
    var addresses =
        DiscoveryNameResolver.addresses(
            List.of(
                instance("10.0.0.1", Map.of("grpcPort", "18085", "role", "live")),
                instance("10.0.0.2", Map.of("grpcPort", "18105")),
                instance("10.0.0.3", Map.of("grpcPort", "18085", "role", "candidate")),
                instance("10.0.0.4", Map.of("role", "live"))));

    assertThat(addresses)
        .extracting(group -> group.getAddresses().getFirst().toString())
        .containsExactly("/10.0.0.1:18085", "/10.0.0.2:18105");
  }

  @Test
  void ofTwoProcessesAtOneAddressTheLastCounts() {
    var addresses =
        DiscoveryNameResolver.addresses(
            List.of(
                process("next", 18085, "candidate", 2_000),
                process("killed", 18085, "live", 1_000),
                process("killed too", 18105, "candidate", 1_000),
                process("its next", 18105, "live", 2_000)));

    assertThat(addresses)
        .extracting(group -> group.getAddresses().getFirst().toString())
        .containsExactly("/10.0.0.1:18105");
  }

  /**
   * @param registered in milliseconds
   */
  private static ServiceInstance process(String id, int grpcPort, String role, long registered) {
    return new EurekaServiceInstance(
        InstanceInfo.Builder.newBuilder()
            .setInstanceId(id)
            .setAppName("payment-service")
            .setHostName("10.0.0.1")
            .setMetadata(Map.of("role", role, "grpcPort", String.valueOf(grpcPort)))
            .setLastDirtyTimestamp(registered)
            .build());
  }

  private static ServiceInstance instance(String host, Map<String, String> metadata) {
    return new DefaultServiceInstance(
        host, "payment-service", host, 18084, false, new HashMap<>(metadata));
  }
}
