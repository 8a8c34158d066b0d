package dev.coalmine.lab.system;

import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.home.NothingRuns;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.servers.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The running system, for every other command: who is where.
 *
 * @param home see {@link Home}
 * @param launcher the process that keeps the parts alive
 * @param since when {@code up} began
 */
public record SystemState(
    String home, ProcessIdentity launcher, Phase phase, Instant since, List<PartState> parts)
    implements SystemEndpoints {

  /** The secret key that the acquirer's sandbox is called with. */
  public static final String ACQUIRER_KEY = "sk_test_coalmine";

  /** How far {@code up} is. */
  public enum Phase {
    STARTING,
    READY,
    STOPPING
  }

  /**
   * @throws NothingRuns when there is none
   */
  public static SystemState load() {
    return of(Home.find());
  }

  /**
   * @throws NothingRuns when there is none in that home
   */
  public static SystemState of(Home home) {
    return find(home)
        .orElseThrow(
            () ->
                Leftovers.of(home).isEmpty()
                    ? new NothingRuns()
                    : new NothingRuns(
                        "the launcher was killed and its parts run on unattended; "
                            + "./coalmine up starts afresh, ./coalmine down stops them"));
  }

  public static Optional<SystemState> find(Home home) {
    return new StateFile(home).read().filter(it -> it.launcher.runs());
  }

  public List<PartState> service(String service) {
    return parts.stream().filter(part -> part.service().equals(service)).toList();
  }

  /** The first replica's port. */
  private int port(String service) {
    return service(service).stream()
        .findFirst()
        .orElseThrow(() -> new NothingRuns(service + " is not part of what runs"))
        .port();
  }

  /** Base addresses, one per replica: of a service, or of gateway, discovery, acquirer, issuer. */
  public List<URI> addresses(String service) {
    return service(service).stream().map(part -> http(part.port())).toList();
  }

  @Override
  public List<URI> gateways() {
    return service("gateway").stream().map(part -> http(part.frontPort())).toList();
  }

  public URI gateway() {
    return gateways().stream()
        .findFirst()
        .orElseThrow(() -> new NothingRuns("gateway is not part of what runs"));
  }

  @Override
  public URI issuer() {
    return http(port("issuer"));
  }

  @Override
  public URI acquirer() {
    return http(port("acquirer"));
  }

  @Override
  public String acquirerKey() {
    return ACQUIRER_KEY;
  }

  public URI discovery() {
    return http(port("discovery"));
  }

  private static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public String kafka() {
    return "127.0.0.1:" + port("kafka");
  }

  public int redis() {
    return port("redis");
  }

  @Override
  public Database database(String name) {
    return Databases.access(port("postgres"), name);
  }

  /** Where the mail catcher keeps what it caught. */
  public Path mailDirectory() {
    return data("mail");
  }

  @Override
  public URI mails() {
    return mailDirectory().toUri();
  }

  @Override
  public Path journalDirectory() {
    return data("journal");
  }

  private Path data(String part) {
    return Path.of(home, "data", part);
  }

  public PartState part(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new LaunchFailure("there is no part " + name));
  }

  /** The process that is that part now; empty when none runs at this moment. */
  public Optional<ProcessHandle> process(String part) {
    return new PidFile(Path.of(home, "run", part(part).name() + ".pid"))
        .running()
        .flatMap(ProcessIdentity::running);
  }
}
