package dev.coalmine.lab.bench.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of our own gateway, which here has neither a registry nor other services. */
final class OurGateway {

  /**
   * Every filter of the chain decides, and none refuses: the rates are out of reach of one core. As
   * in the built-in policy, a lease is a small part of the burst: here a hundredth.
   */
  static final String POLICY =
      """
      exempt-clients: []
      limits:
        bench-address: {by: address, rate: 50000/s, burst: 40000, algorithm: gcra, lease: 400, mode: enforce}
        bench-customer: {by: customer, rate: 50000/s, burst: 40000, algorithm: gcra, lease: 400, mode: enforce}
      routes:
        - name: products
          paths: [/api/products, /api/products/*]
          methods: [GET, HEAD]
          service: order-service
          access: scope orders:read
          limits: [bench-address, bench-customer]
          time-limit: 3s
          idempotency-key: absent
          retry: other-instance
      """;

  private OurGateway() {}

  static Map<String, String> environment(Site site) {
    var all = new LinkedHashMap<String, String>();
    all.put("SERVER_PORT", String.valueOf(site.port()));
    all.put("SERVER_ADDRESS", "127.0.0.1");
    all.put("MANAGEMENT_SERVER_PORT", String.valueOf(site.managementPort()));
    all.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    all.put("COALMINE_IDENTITY_ISSUER", site.issuer().toString());
    all.put("COALMINE_LIMITS_REDIS_HOST", "127.0.0.1");
    all.put("COALMINE_LIMITS_REDIS_PORT", String.valueOf(site.redis()));
    all.put("EUREKA_CLIENT_ENABLED", "false");
    all.put(
        "SPRING_APPLICATION_JSON",
        """
        {"spring.cloud.discovery.client.simple.instances": {"order-service": [{"uri": "%s"}]}}\
        """
            .formatted(site.backendUrl()));
    return all;
  }
}
