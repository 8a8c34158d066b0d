package dev.coalmine.gateway.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.appinfo.InstanceInfo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.netflix.eureka.EurekaServiceInstance;

class LoadBalancerTests {

  private final Registry registry = new Registry();
  private final LoadBalancer instances = loadBalancer(Duration.ofMinutes(1));

  private LoadBalancer loadBalancer(Duration emptyDoubt) {
    return new LoadBalancer(
        registry,
        new InstanceSettings(Duration.ofMinutes(1), emptyDoubt),
        new SimpleMeterRegistry());
  }

  @Test
  void seesAChangeWhenTheRegistryWasRead() {
    registry.has(instance(1, "live"));
    assertThat(instances.choose("bird", null).address()).isEqualTo("127.0.0.1:1");

    registry.has(instance(2, "live"));
    instances.registryRead(new HeartbeatEvent(this, 1));

    assertThat(instances.choose("bird", null).address()).isEqualTo("127.0.0.1:2");
  }

  @Test
  void doesNotBelieveAtOnceThatEveryoneIsGone() {
    registry.has(instance(1, "live"));
    instances.choose("bird", null);

    registry.has();
    instances.registryRead(new HeartbeatEvent(this, 1));

    assertThat(instances.choose("bird", null)).isNotNull();
  }

  @Test
  void believesItInTheEnd() {
    var credulous = loadBalancer(Duration.ZERO);
    registry.has(instance(1, "live"));
    credulous.choose("bird", null);

    registry.has();
    credulous.registryRead(new HeartbeatEvent(this, 1));

    assertThat(credulous.choose("bird", null)).isNull();
  }

  @Test
  void aCustomerNeverMeetsACandidateOrAShadow() {
    registry.has(instance(1, "candidate"), instance(2, "shadow"));

    assertThat(instances.choose("bird", null)).isNull();
  }

  @Test
  void whoRefusedIsBetterThanNobody() {
    registry.has(instance(1, "live"));
    var only = instances.choose("bird", null);

    instances.refused("bird", only);

    assertThat(instances.choose("bird", null)).isEqualTo(only);
    assertThat(instances.hasOther("bird", only)).isFalse();
    assertThat(instances.choose("bird", only)).isNull();
  }

  @Test
  void anEjectionEnds() {
    var now = new AtomicLong(Long.MAX_VALUE - 5);
    var ejection = new OutlierEjection(10, now::get);
    var a = Instance.from(instance(1, "live"));
    var b = Instance.from(instance(2, "live"));

    assertThat(ejection.eject(a)).isTrue();
    assertThat(ejection.eject(a)).isFalse();
    now.addAndGet(9);
    assertThat(ejection.ejected(a)).isTrue();
    assertThat(ejection.ejected(b)).isFalse();
    now.addAndGet(1);
    assertThat(ejection.ejected(a)).isFalse();
  }

  @Test
  void theNextProcessAtTheAddressIsNotAvoided() {
    registry.has(process("killed", 1, "live", 1_000), process("other", 2, "live", 1_000));
    instances.refused("bird", chosenAt(1));

    registry.has(process("next", 1, "live", 2_000), process("other", 2, "live", 1_000));
    instances.registryRead(new HeartbeatEvent(this, 1));

    assertThat(chosenAt(1).id()).isEqualTo("next");
  }

  @Test
  void ofTwoProcessesAtOneAddressTheLastCounts() {
    registry.has(
        process("next", 1, "candidate", 2_000),
        process("killed", 1, "live", 1_000),
        process("other", 2, "live", 1_000));

    assertThat(instances.choose("bird", null).id()).isEqualTo("other");
    assertThat(instances.choose("bird", null).id()).isEqualTo("other");
    assertThat(instances.hasOther("bird", instances.choose("bird", null))).isFalse();
  }

  private Instance chosenAt(int port) {
    var first = instances.choose("bird", null);
    return first.address().endsWith(":" + port) ? first : instances.choose("bird", null);
  }

  /**
   * @param registered in milliseconds
   */
  private static ServiceInstance process(String id, int port, String role, long registered) {
    return new EurekaServiceInstance(
        InstanceInfo.Builder.newBuilder()
            .setInstanceId(id)
            .setAppName("bird")
            .setHostName("127.0.0.1")
            .setPort(port)
            .setMetadata(Map.of("role", role))
            .setLastDirtyTimestamp(registered)
            .build());
  }

  private static ServiceInstance instance(int port, String role) {
    return new DefaultServiceInstance(
        "bird:" + port, "bird", "127.0.0.1", port, false, Map.of("role", role));
  }

  private static final class Registry implements DiscoveryClient {

    private List<ServiceInstance> instances = List.of();

    void has(ServiceInstance... instances) {
      this.instances = List.of(instances);
    }

    @Override
    public String description() {
      return "a registry";
    }

    @Override
    public List<ServiceInstance> getInstances(String service) {
      return instances;
    }

    @Override
    public List<String> getServices() {
      return List.of("bird");
    }
  }
}
