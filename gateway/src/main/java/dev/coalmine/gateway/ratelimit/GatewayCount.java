package dev.coalmine.gateway.ratelimit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How many gateways share the limits. The number is read each time the registry was read; when the
 * registry is gone, or knows none, the last number stays. It is 1 until the registry was read for
 * the first time.
 */
@Component
class GatewayCount {

  private final DiscoveryClient registry;
  private final String name;
  private volatile int count = 1;

  GatewayCount(DiscoveryClient registry, @Value("${spring.application.name}") String name) {
    this.registry = registry;
    this.name = name;
  }

  /** At least 1. */
  int count() {
    return count;
  }

  @EventListener
  void registryRead(HeartbeatEvent event) {
    int known = registry.getInstances(name).size();
    if (known > 0) {
      count = known;
    }
  }
}
