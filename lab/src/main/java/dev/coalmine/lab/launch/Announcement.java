package dev.coalmine.lab.launch;

import dev.coalmine.lab.system.SystemState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person reads when the system is up. */
record Announcement(SystemState system, Topology topology, UpOptions options, PrintStream out) {

  void print(Duration took) {
    if (options.except().isEmpty()) {
      out.printf("ready for orders after %.1f s%n%n", took.toMillis() / 1000.0);
    } else {
      out.printf("ready after %.1f s, but for what is left to you%n%n", took.toMillis() / 1000.0);
      options.except().forEach(this::explain);
    }
    addresses(out, system);
    out.printf("policy    %s  (edit it: in force within 2 s)%n", PolicyCopy.file(topology.home()));
    out.println();
    out.println("next:  ./coalmine order            place an order and watch it to its end");
    out.println("       ./coalmine status           what runs, since when, how big");
    out.println("       ./coalmine logs gateway -f  what it says");
    out.println("       ./coalmine down             stop it (data is kept)");
  }

  static void addresses(PrintStream out, SystemState system) {
    out.printf(
        "gateway   %s%n",
        system.gateways().stream().map(Object::toString).collect(Collectors.joining("  ")));
    if (!system.service("issuer").isEmpty()) {
      out.printf("tokens    ./coalmine token alice   (issuer %s)%n", system.issuer());
    }
    out.printf(
        "database  %s  (orders_reader, password %s)%n",
        system.database("orders").url(), system.database("orders").password());
    out.printf("kafka     %s%n", system.kafka());
  }

  /**
   * The settings that a service needs from an IDE; the defaults in its yaml fit the usual ports,
   * which proxies take for themselves.
   */
  private void explain(String service) {
    out.printf("%s is left to you; it joins with", service);
    if (options.port().equals(String.valueOf(PortPlan.DEFAULT_BASE)) && !options.proxies()) {
      out.printf(" its defaults%n%n");
      return;
    }
    out.println(":");
    environment(service).forEach((name, value) -> out.printf("  %s=%s%n", name, value));
    out.println();
  }

  private Map<String, String> environment(String service) {
    return new LinkedHashMap<>(topology.environmentOf(service));
  }
}
