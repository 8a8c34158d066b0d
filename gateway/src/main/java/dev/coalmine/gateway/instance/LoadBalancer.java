package dev.coalmine.gateway.instance;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.netflix.eureka.EurekaServiceInstance;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Who can be asked. The lists are replaced each time the registry was read, so nothing is older
 * than that and choosing costs an array index; when the registry is gone the last lists stay.
 */
@Component
class LoadBalancer {

  private static final Logger log = LoggerFactory.getLogger(LoadBalancer.class);

  private final DiscoveryClient registry;
  private final long doubtNanos;
  private final OutlierEjection ejection;
  private final MeterRegistry meters;
  private final ConcurrentMap<String, Service> services = new ConcurrentHashMap<>();

  LoadBalancer(DiscoveryClient registry, InstanceSettings settings, MeterRegistry meters) {
    this.registry = registry;
    this.doubtNanos = settings.emptyDoubt().toNanos();
    this.ejection = new OutlierEjection(settings.ejection().toNanos(), System::nanoTime);
    this.meters = meters;
  }

  /**
   * The next instance, if possible one that is not ejected: an ejected one is still better than
   * none.
   *
   * @param failed has just failed for this request and is not chosen again
   * @return no instance when there is none
   */
  @Nullable Instance choose(String name, @Nullable Instance failed) {
    var service = service(name);
    var all = service.instances;
    // a second attempt takes no turn: with two instances it would make every request begin at the
    // one that fails
    int turn = failed == null ? service.turn.getAndIncrement() : service.turn.get();
    int index =
        RoundRobin.choose(
            turn, all.size(), i -> !all.get(i).equals(failed) && !ejection.ejected(all.get(i)));
    if (index < 0) {
      index = RoundRobin.choose(turn, all.size(), i -> !all.get(i).equals(failed));
    }
    return index < 0 ? null : all.get(index);
  }

  boolean hasOther(String name, @Nullable Instance failed) {
    for (var instance : service(name).instances) {
      if (!instance.equals(failed)) {
        return true;
      }
    }
    return false;
  }

  void refused(String service, Instance instance) {
    if (ejection.eject(instance)) {
      log.warn("{} at {} refuses connections and is avoided", service, instance.address());
      meters.counter("gateway.ejections", "service", service).increment();
    }
  }

  private Service service(String name) {
    var service = services.get(name);
    return service != null ? service : services.computeIfAbsent(name, this::first);
  }

  private Service first(String name) {
    var service = new Service();
    service.instances = read(name);
    return service;
  }

  @EventListener
  void registryRead(HeartbeatEvent event) {
    services.forEach((name, service) -> service.replace(read(name), doubtNanos));
  }

  /**
   * Of several processes at one address only the last that registered can live; the registry lists
   * the others until their leases end. Which one that is, is found before roles are looked at: the
   * process that lives may be a candidate where a live one was killed.
   */
  private List<Instance> read(String name) {
    var last = new TreeMap<String, ServiceInstance>();
    for (var instance : registry.getInstances(name)) {
      last.merge(
          Instance.from(instance).address(),
          instance,
          BinaryOperator.maxBy(Comparator.comparingLong(LoadBalancer::registered)));
    }
    return last.values().stream().map(Instance::from).filter(Instance::live).toList();
  }

  /** When the process last registered or changed, in milliseconds of its own clock. */
  private static long registered(ServiceInstance instance) {
    return instance instanceof EurekaServiceInstance eureka
        ? eureka.getInstanceInfo().getLastDirtyTimestamp()
        : 0;
  }

  private static final class Service {

    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Instance> instances = List.of();
    private volatile long lastSeen = System.nanoTime();

    void replace(List<Instance> read, long doubtNanos) {
      long now = System.nanoTime();
      if (!read.isEmpty()) {
        lastSeen = now;
      } else if (now - lastSeen < doubtNanos) {
        return;
      }
      instances = read;
    }
  }
}
