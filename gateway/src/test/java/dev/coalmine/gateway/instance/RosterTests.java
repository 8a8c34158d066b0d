package dev.coalmine.gateway.instance;

import static org.assertj.core.api.Assertions.assertThat;

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

class RosterTests {

  private final Registry registry = new Registry();
  private final Roster roster = roster(Duration.ofMinutes(1));

  private Roster roster(Duration emptyDoubt) {
    return new Roster(
        registry,
        new InstanceSettings(Duration.ofMinutes(1), emptyDoubt),
        new SimpleMeterRegistry());
  }

  @Test
  void seesAChangeWhenTheRegistryWasRead() {
    registry.has(instance(1, "live"));
    assertThat(roster.choose("bird", null).address()).isEqualTo("127.0.0.1:1");

    registry.has(instance(2, "live"));
    roster.registryRead(new HeartbeatEvent(this, 1));

    assertThat(roster.choose("bird", null).address()).isEqualTo("127.0.0.1:2");
  }

  @Test
  void doesNotBelieveAtOnceThatEveryoneIsGone() {
    registry.has(instance(1, "live"));
    roster.choose("bird", null);

    registry.has();
    roster.registryRead(new HeartbeatEvent(this, 1));

    assertThat(roster.choose("bird", null)).isNotNull();
  }

  @Test
  void believesItInTheEnd() {
    var credulous = roster(Duration.ZERO);
    registry.has(instance(1, "live"));
    credulous.choose("bird", null);

    registry.has();
    credulous.registryRead(new HeartbeatEvent(this, 1));

    assertThat(credulous.choose("bird", null)).isNull();
  }

  @Test
  void aCustomerNeverMeetsACandidateOrAShadow() {
    registry.has(instance(1, "candidate"), instance(2, "shadow"));

    assertThat(roster.choose("bird", null)).isNull();
  }

  @Test
  void whoRefusedIsBetterThanNobody() {
    registry.has(instance(1, "live"));
    var only = roster.choose("bird", null);

    roster.refused("bird", only);

    assertThat(roster.choose("bird", null)).isEqualTo(only);
    assertThat(roster.hasOther("bird", only)).isFalse();
    assertThat(roster.choose("bird", only)).isNull();
  }

  @Test
  void anEjectionEnds() {
    var now = new AtomicLong(Long.MAX_VALUE - 5);
    var ejections = new Ejections(10, now::get);

    assertThat(ejections.eject("a")).isTrue();
    assertThat(ejections.eject("a")).isFalse();
    now.addAndGet(9);
    assertThat(ejections.ejected("a")).isTrue();
    assertThat(ejections.ejected("b")).isFalse();
    now.addAndGet(1);
    assertThat(ejections.ejected("a")).isFalse();
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
