package dev.coalmine.gateway.instance;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.web.server.ServerWebExchange;

/**
 * One process of a service.
 *
 * @param id that no other process has, not even the next one at the same address; instances that
 *     are written down in the settings have none
 * @param address host:port
 * @param metadata {@code version}, {@code zone}, {@code role}
 */
public record Instance(
    @Nullable String id, String address, boolean secure, Map<String, String> metadata) {

  private static final String ATTRIBUTE = Instance.class.getName();

  static Instance from(ServiceInstance registered) {
    var host = registered.getHost();
    var literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return new Instance(
        registered.getInstanceId(),
        literal + ":" + registered.getPort(),
        registered.isSecure(),
        Map.copyOf(registered.getMetadata()));
  }

  /** Candidates get requests from a release only, shadows never get a customer's. */
  boolean live() {
    return metadata.getOrDefault("role", "live").equals("live");
  }

  URI at(URI requested) {
    var target = new StringBuilder(secure ? "https://" : "http://");
    target.append(address).append(requested.getRawPath());
    if (requested.getRawQuery() != null) {
      target.append('?').append(requested.getRawQuery());
    }
    return URI.create(target.toString());
  }

  /** The instance that was last chosen for this request, if one was. */
  public static @Nullable Instance of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  void attach(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }
}
