package dev.coalmine.lab.launch;

import static dev.coalmine.lab.launch.PortPlan.replica;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.launch.Part.Layer;
import dev.coalmine.lab.servers.KafkaServer;
import dev.coalmine.lab.servers.Ports;
import dev.coalmine.lab.servers.PostgresServer;
import dev.coalmine.lab.servers.RedisServer;
import dev.coalmine.lab.servers.RedisServer.Purpose;
import dev.coalmine.lab.system.Databases;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/** What the system consists of, and how each part is started and found ready. */
record Topology(Home home, PortPlan ports, int replicas, Programs programs) {

  static final List<String> SERVICES =
      List.of("discovery", "gateway", "order-service", "payment-service", "notification-service");

  private static final String TERM = "TERM";

  /** Nothing balances between a laptop's gateways, so nothing has to notice that one leaves. */
  private static final String DRAIN =
      System.getenv().getOrDefault("COALMINE_LIFECYCLE_DRAIN", "0s");

  private static final String WEBHOOK_SECRET = "whsec_coalmine";

  /**
   * @param except services that are started elsewhere
   */
  List<Part> parts(Set<String> except) {
    var parts = new ArrayList<Part>();
    parts.add(postgres());
    parts.add(kafka());
    parts.add(redis("redis", Purpose.CACHE));
    parts.add(redis("redis-limits", Purpose.LIMITS));
    if (!ports.fronts().isEmpty()) {
      parts.add(lab("proxy", proxyArguments(), get("proxy", "/health")));
    }
    parts.add(lab("issuer", issuerArguments(), get("issuer", "/.well-known/jwks.json")));
    parts.add(lab("acquirer", acquirerArguments(), pid -> Ports.answers(ports.of("acquirer"))));
    parts.add(lab("mail", mailArguments(), pid -> Ports.answers(ports.of("mail"))));
    for (var service : SERVICES) {
      int count = service.equals("discovery") ? 1 : replicas;
      for (int replica = 1; replica <= count && !except.contains(service); replica++) {
        parts.add(service(service, replica));
      }
    }
    return parts;
  }

  private Part postgres() {
    int port = ports.of("postgres");
    var directory = home.data("postgres");
    LongPredicate ready =
        pid -> {
          if (!PostgresServer.ready(directory, pid)) {
            return false;
          }
          Databases.make(port, directory);
          return true;
        };
    return server(
        "postgres",
        Map.of("main", port),
        PostgresServer.url(port, ""),
        () -> PostgresServer.command(directory, port),
        ready,
        "INT");
  }

  private Part kafka() {
    int port = ports.of("kafka");
    int controller = ports.of("kafka/controller");
    return server(
        "kafka",
        Map.of("main", port, "controller", controller),
        "127.0.0.1:" + port,
        () ->
            KafkaServer.command(
                home.data("kafka"), port, ports.via("kafka"), controller, programs.kafka().use()),
        pid -> KafkaServer.answers(port),
        TERM);
  }

  private Part redis(String name, Purpose purpose) {
    int port = ports.of(name);
    return server(
        name,
        Map.of("main", port),
        "127.0.0.1:" + port,
        () -> RedisServer.command(port, purpose),
        pid -> Ports.answers(port),
        TERM);
  }

  private static Part server(
      String name,
      Map<String, Integer> ports,
      String address,
      java.util.function.Supplier<List<String>> command,
      LongPredicate ready,
      String stopSignal) {
    return new Part(
        name,
        name,
        Layer.SERVERS,
        ports,
        address,
        Set.of(),
        () -> new Invocation(command.get(), Map.of()),
        ready,
        stopSignal);
  }

  private Part lab(String name, List<String> arguments, LongPredicate ready) {
    int port = ports.of(name);
    return new Part(
        name,
        name,
        Layer.SURROUNDINGS,
        Map.of("main", port),
        name.equals("mail") ? "smtp://127.0.0.1:" + port : http(port),
        Set.of(),
        () -> new Invocation(programs.lab(name, arguments), Map.of()),
        ready,
        TERM);
  }

  private List<String> proxyArguments() {
    var arguments = new ArrayList<>(List.of("--port", port("proxy")));
    ports
        .fronts()
        .forEach(
            (key, front) ->
                arguments.addAll(
                    List.of("--link", "%s=%d:%d".formatted(link(key), front, ports.of(key)))));
    return arguments;
  }

  /** A part's name; its further ports are links of their own. */
  private static String link(String key) {
    return key.replace('/', '-');
  }

  private List<String> issuerArguments() {
    return List.of(
        "--port",
        port("issuer"),
        "--data",
        home.data("issuer").toString(),
        "--issuer", // where the services find its keys
        http(ports.via("issuer")));
  }

  private List<String> mailArguments() {
    return List.of("--port", port("mail"), "--data", home.data("mail").toString());
  }

  private List<String> acquirerArguments() {
    return List.of(
        "--port",
        port("acquirer"),
        "--data",
        home.data("acquirer").toString(),
        "--api-key",
        SystemState.ACQUIRER_KEY,
        "--webhook-url",
        http(ports.via("gateway")) + "/webhooks/acquirer",
        "--webhook-secret",
        WEBHOOK_SECRET);
  }

  private Part service(String service, int replica) {
    var name = replica(service, replica);
    var listens = listens(service, replica);
    int port = listens.get("main");
    int probed = listens.getOrDefault("management", port);
    return new Part(
        name,
        service,
        service.equals("gateway") ? Layer.EDGE : layer(service),
        listens,
        http(ports.via(name)),
        needs(service),
        () ->
            new Invocation(programs.service(service, name), environment(service, replica, listens)),
        pid -> Http.isOk(URI.create(http(probed) + "/actuator/health/readiness")),
        TERM);
  }

  private Map<String, Integer> listens(String service, int replica) {
    var listens = new LinkedHashMap<String, Integer>();
    listens.put("main", ports.of(replica(service, replica)));
    if (ports.fronts().containsKey(replica(service, replica))) {
      listens.put(PartState.FRONT, ports.via(replica(service, replica)));
    }
    switch (service) {
      case "gateway" -> listens.put("management", ports.of(replica("gateway/management", replica)));
      case "payment-service" ->
          listens.put("grpc", ports.of(replica("payment-service/grpc", replica)));
      default -> {}
    }
    return listens;
  }

  private static Layer layer(String service) {
    return service.equals("discovery") ? Layer.SURROUNDINGS : Layer.SERVICES;
  }

  /** Migrations need the database; everything else is waited for by the services themselves. */
  private static Set<String> needs(String service) {
    return service.endsWith("-service") ? Set.of("postgres") : Set.of();
  }

  /** What a first replica needs that is run from an IDE. */
  Map<String, String> environmentOf(String service) {
    return environment(service, 1, listens(service, 1));
  }

  private Map<String, String> environment(
      String service, int replica, Map<String, Integer> listens) {
    var all = new LinkedHashMap<String, String>();
    all.put("SERVER_PORT", String.valueOf(listens.get("main")));
    all.put("SERVER_ADDRESS", "127.0.0.1");
    all.put("EUREKA_CLIENT_SERVICEURL_DEFAULTZONE", http(ports.via("discovery")) + "/eureka/");
    all.put("EUREKA_INSTANCE_NONSECUREPORT", via(replica(service, replica)));
    all.put("EUREKA_INSTANCE_IP_ADDRESS", "127.0.0.1");
    all.put("COALMINE_IDENTITY_ISSUER", http(ports.via("issuer")));
    all.put("COALMINE_INSTANCE_VERSION", "0.1.0");
    all.put("COALMINE_INSTANCE_ZONE", "local");
    all.put("COALMINE_INSTANCE_ROLE", "live");
    all.put("COALMINE_LIFECYCLE_DRAIN", DRAIN);
    switch (service) {
      case "gateway" -> {
        all.put("COALMINE_LIMITS_REDIS_HOST", "127.0.0.1");
        all.put("COALMINE_LIMITS_REDIS_PORT", via("redis-limits"));
        all.put("MANAGEMENT_SERVER_PORT", String.valueOf(listens.get("management")));
        all.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        all.put("COALMINE_POLICY_FILE", PolicyCopy.file(home).toString());
        all.put("COALMINE_POLICY_LAST_GOOD", PolicyCopy.lastGood(home).toString());
      }
      case "order-service" -> database(all, "orders");
      case "payment-service" -> {
        database(all, "payments");
        all.put("COALMINE_GRPC_PORT", String.valueOf(listens.get("grpc")));
        all.put("COALMINE_GRPC_ADVERTISED_PORT", via(replica("payment-service/grpc", replica)));
        all.put("COALMINE_ACQUIRER_URL", http(ports.via("acquirer")));
        all.put("COALMINE_ACQUIRER_API_KEY", SystemState.ACQUIRER_KEY);
        all.put("COALMINE_ACQUIRER_WEBHOOK_SECRET", WEBHOOK_SECRET);
      }
      case "notification-service" -> {
        database(all, "notifications");
        all.put("SPRING_MAIL_HOST", "127.0.0.1");
        all.put("SPRING_MAIL_PORT", via("mail"));
      }
      default -> {}
    }
    return all;
  }

  private void database(Map<String, String> all, String name) {
    var database = Databases.access(ports.via("postgres"), name);
    all.put("SPRING_DATASOURCE_URL", database.url());
    all.put("SPRING_DATASOURCE_USERNAME", database.username());
    all.put("SPRING_DATASOURCE_PASSWORD", database.password());
    all.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + via("kafka"));
    all.put("SPRING_DATA_REDIS_HOST", "127.0.0.1");
    all.put("SPRING_DATA_REDIS_PORT", via("redis"));
  }

  private LongPredicate get(String part, String path) {
    var address = URI.create(http(ports.of(part)) + path);
    return pid -> Http.isOk(address);
  }

  private String via(String key) {
    return String.valueOf(ports.via(key));
  }

  private String port(String key) {
    return String.valueOf(ports.of(key));
  }

  private static String http(int port) {
    return "http://127.0.0.1:" + port;
  }
}
