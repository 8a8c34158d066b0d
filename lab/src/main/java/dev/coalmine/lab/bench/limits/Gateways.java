package dev.coalmine.lab.bench.limits;

import dev.coalmine.lab.bench.process.Children;
import dev.coalmine.lab.bench.process.Children.Child;
import dev.coalmine.lab.bench.traffic.Backend;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.issuer.TokenIssuer;
import dev.coalmine.lab.launch.JavaProgram;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.proxy.LinkAddress;
import dev.coalmine.lab.proxy.Proxy;
import dev.coalmine.lab.servers.Ports;
import dev.coalmine.lab.servers.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gateways that share their limits: real processes with Eureka, a Redis behind a proxy that can
 * slow it down, and a service that answers everything.
 */
final class Gateways implements AutoCloseable {

  private static final String LINK = "redis";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration REGISTERED_LIMIT = Duration.ofSeconds(90);
  private static final int POLL_MS = 200;

  private final Children children = new Children("coalmine-bench");
  private final List<Integer> ports = new ArrayList<>();
  private final List<Child> gateways = new ArrayList<>();
  private final int redisPort = Ports.free();
  private Backend backend;
  private TokenIssuer issuer;
  private Proxy proxy;
  private Child redis;

  /**
   * Starts all of it, and waits until each gateway knows of the others.
   *
   * @param count how many gateways, at least 1
   * @param policy the policy file's text
   */
  static Gateways start(int count, String policy) throws IOException, InterruptedException {
    var all = new Gateways();
    try {
      all.startAll(count, policy);
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void startAll(int count, String policy) throws IOException, InterruptedException {
    backend = Backend.start(0);
    issuer =
        TokenIssuer.start(new TokenIssuer.Settings(0, children.folder().resolve("issuer"), null));
    startRedis();
    proxy = Proxy.start(new Proxy.Settings(0, List.of(new LinkAddress(LINK, 0, redisPort))));
    var file = Files.writeString(children.folder().resolve("policy.yaml"), policy);
    var project = Home.find().project();
    int discovery = startDiscovery(unpacked(project, "discovery"));
    var jar = unpacked(project, "gateway");
    for (int i = 1; i <= count; i++) {
      startGateway(i, jar, discovery, file);
    }
    for (int i = 0; i < count; i++) {
      children.awaitPort(gateways.get(i), ports.get(i));
    }
    awaitRegistered(discovery, count);
  }

  private Path unpacked(Path project, String service) {
    return JavaProgram.extract(
        project.resolve("%s/target/%s.jar".formatted(service, service)),
        children.folder().resolve(service));
  }

  private int startDiscovery(Path jar) throws InterruptedException {
    int port = Ports.free();
    var child =
        children.start(
            "discovery",
            JavaProgram.command("-jar", jar.toString()),
            Map.of("SERVER_PORT", "" + port, "SERVER_ADDRESS", "127.0.0.1"));
    children.awaitPort(child, port);
    return port;
  }

  private void startGateway(int number, Path jar, int discovery, Path policy) {
    var own = Ports.free(2);
    var environment = new LinkedHashMap<String, String>();
    environment.put("SERVER_PORT", "" + own.get(0));
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("MANAGEMENT_SERVER_PORT", "" + own.get(1));
    environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    environment.put("COALMINE_IDENTITY_ISSUER", issuer.uri().toString());
    environment.put("COALMINE_LIMITS_REDIS_HOST", "127.0.0.1");
    environment.put("COALMINE_LIMITS_REDIS_PORT", "" + proxy.port(LINK));
    environment.put("COALMINE_POLICY_FILE", policy.toString());
    environment.put("COALMINE_PROXIES_TRUSTED", "127.0.0.0/8");
    environment.put("COALMINE_INSTANCE_ROLE", "live");
    environment.put("EUREKA_INSTANCE_NONSECUREPORT", "" + own.get(0));
    environment.put("EUREKA_INSTANCE_IP_ADDRESS", "127.0.0.1");
    environment.put(
        "EUREKA_CLIENT_SERVICEURL_DEFAULTZONE", "http://127.0.0.1:%d/eureka/".formatted(discovery));
    environment.put("LOGGING_LEVEL_ACCESS", "off");
    environment.put(
        "SPRING_APPLICATION_JSON",
        """
        {"spring.cloud.discovery.client.simple.instances":
          {"order-service": [{"uri": "http://127.0.0.1:%d"}]}}\
        """
            .formatted(backend.port()));
    gateways.add(
        children.start(
            "gateway-" + number, JavaProgram.command("-jar", jar.toString()), environment));
    ports.add(own.get(0));
  }

  /** Each gateway's fair share follows from how many the registry lists. */
  private static void awaitRegistered(int discovery, int count)
      throws IOException, InterruptedException {
    var apps = URI.create("http://127.0.0.1:%d/eureka/apps/GATEWAY".formatted(discovery));
    long deadline = System.nanoTime() + REGISTERED_LIMIT.toNanos();
    while (registered(apps) < count) {
      if (System.nanoTime() > deadline) {
        throw new UserError("the gateways do not register with Eureka within 90 s");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    TimeUnit.SECONDS.sleep(5); // each gateway reads the registry every 2 s
  }

  private static long registered(URI apps) throws IOException {
    return Http.get(apps, LIMIT, "Accept: application/xml").body().split("<instance>", -1).length
        - 1L;
  }

  void startRedis() throws InterruptedException {
    var command = RedisServer.command(redisPort, RedisServer.Purpose.LIMITS);
    redis = children.start("redis", command, Map.of());
    children.awaitPort(redis, redisPort);
  }

  void killRedis() throws InterruptedException {
    redis.process().destroyForcibly().waitFor();
  }

  /**
   * @param delay of every answer
   * @param time after which it is gone
   */
  void slowRedis(Duration delay, Duration time) throws IOException {
    var fault =
        new FaultForm(
            LINK, "LATENCY", "DOWN", 1.0, time.toMillis(), delay.toMillis(), null, null, null);
    var answer =
        Http.send(
            "POST",
            proxy.uri().resolve("/faults"),
            LIMIT,
            JsonMapper.shared().writeValueAsString(fault),
            Http.JSON);
    if (!answer.isOk()) {
      throw new UserError("Redis cannot be slowed down: " + answer.body());
    }
  }

  /** Returns the ports of the first of them. */
  List<Integer> ports(int count) {
    return ports.subList(0, count);
  }

  long pid(int number) {
    return gateways.get(number).pid();
  }

  int redisPort() {
    return redisPort;
  }

  @Override
  public void close() {
    children.close();
    try {
      if (proxy != null) {
        proxy.close();
      }
      if (backend != null) {
        backend.close();
      }
    } catch (IOException e) {
      throw new UserError("a port is not given back: " + e.getMessage(), e);
    }
    if (issuer != null) {
      issuer.close();
    }
  }
}
