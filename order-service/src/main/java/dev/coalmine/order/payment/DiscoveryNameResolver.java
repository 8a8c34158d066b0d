package dev.coalmine.order.payment;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.netflix.eureka.EurekaServiceInstance;

/**
 * Gives a channel the addresses of the live instances in this process's copy of the registry. A
 * candidate or shadow receives only the traffic that a release sends it.
 */
class DiscoveryNameResolver extends NameResolver {

  private static final long REFRESH_SECONDS = 2;

  private final DiscoveryClient discovery;
  private final String service;
  private final SynchronizationContext synchronization;
  private final ScheduledExecutorService scheduler;
  private SynchronizationContext.@Nullable ScheduledHandle refreshes;
  private @Nullable Listener2 listener;

  DiscoveryNameResolver(DiscoveryClient discovery, String service, Args args) {
    this.discovery = discovery;
    this.service = service;
    this.synchronization = args.getSynchronizationContext();
    this.scheduler = args.getScheduledExecutorService();
  }

  @Override
  public String getServiceAuthority() {
    return service;
  }

  @Override
  public void start(Listener2 listener) {
    this.listener = listener;
    resolve();
    refreshes =
        synchronization.scheduleWithFixedDelay(
            this::resolve, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS, scheduler);
  }

  @Override
  public void refresh() {
    resolve();
  }

  private void resolve() {
    Objects.requireNonNull(listener, "not started")
        .onResult2(ResolutionResult.newBuilder().setAddressesOrError(instances()).build());
  }

  private StatusOr<List<EquivalentAddressGroup>> instances() {
    try {
      var addresses = addresses(discovery.getInstances(service));
      return addresses.isEmpty()
          ? StatusOr.fromStatus(
              Status.UNAVAILABLE.withDescription("no live instance of " + service))
          : StatusOr.fromValue(addresses);
    } catch (RuntimeException | LinkageError e) { // an exception would end the channel for good
      return StatusOr.fromStatus(
          Status.UNAVAILABLE.withDescription("the registry failed").withCause(e));
    }
  }

  /**
   * Of several processes at one address the last that registered counts, also for its role. The
   * others are dead, and stay listed until their leases end.
   */
  static List<EquivalentAddressGroup> addresses(List<ServiceInstance> instances) {
    var last = new LinkedHashMap<InetSocketAddress, ServiceInstance>();
    for (var instance : instances) {
      if (instance.getMetadata().containsKey("grpcPort")) {
        last.merge(
            address(instance),
            instance,
            BinaryOperator.maxBy(Comparator.comparingLong(DiscoveryNameResolver::registered)));
      }
    }
    return last.entrySet().stream()
        .filter(at -> "live".equals(at.getValue().getMetadata().getOrDefault("role", "live")))
        .map(at -> new EquivalentAddressGroup(at.getKey()))
        .toList();
  }

  private static InetSocketAddress address(ServiceInstance instance) {
    return new InetSocketAddress(
        instance.getHost(), Integer.parseInt(instance.getMetadata().get("grpcPort")));
  }

  /** When the process last registered or changed, in milliseconds of its own clock. */
  private static long registered(ServiceInstance instance) {
    return instance instanceof EurekaServiceInstance eureka
        ? eureka.getInstanceInfo().getLastDirtyTimestamp()
        : 0;
  }

  @Override
  public void shutdown() {
    if (refreshes != null) {
      refreshes.cancel();
    }
  }
}
