package dev.coalmine.order.payment;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Resolves {@code discovery:///service-name}. */
class DiscoveryNameResolverProvider extends NameResolverProvider {

  static final String SCHEME = "discovery";

  private final DiscoveryClient discovery;

  DiscoveryNameResolverProvider(DiscoveryClient discovery) {
    this.discovery = discovery;
  }

  @Override
  public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
    return SCHEME.equals(target.getScheme())
        ? new DiscoveryNameResolver(discovery, target.getPath().substring(1), args)
        : null;
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 4; // below DNS, which stays the default for a target without a scheme
  }
}
