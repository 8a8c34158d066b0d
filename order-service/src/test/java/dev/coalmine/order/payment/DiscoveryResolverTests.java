package dev.coalmine.order.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class DiscoveryResolverTests {

  @Test
  void callsTheGrpcPortOfLiveInstances() {
    var addresses =
        DiscoveryResolver.addresses(
            List.of(
                instance("10.0.0.1", Map.of("grpcPort", "18085", "role", "live")),
                instance("10.0.0.2", Map.of("grpcPort", "18105")),
                instance("10.0.0.3", Map.of("grpcPort", "18085", "role", "candidate")),
                instance("10.0.0.4", Map.of("role", "live"))));

    assertThat(addresses)
        .extracting(group -> group.getAddresses().getFirst().toString())
        .containsExactly("/10.0.0.1:18085", "/10.0.0.2:18105");
  }

  private static ServiceInstance instance(String host, Map<String, String> metadata) {
    return new DefaultServiceInstance(
        host, "payment-service", host, 18084, false, new HashMap<>(metadata));
  }
}
