package dev.coalmine.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.proxy.LinkAddress;
import dev.coalmine.lab.proxy.Proxy;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class FaultCommandIntegrationTests {

  private static final String PROJECT = "coalmine.project";

  @TempDir Path project;

  private String before;
  private Sleeper sleeper;
  private Proxy proxy;

  @BeforeEach
  void start() throws IOException {
    before = System.getProperty(PROJECT);
    System.setProperty(PROJECT, project.toString());
    sleeper = new Sleeper();
    proxy = Proxy.start(new Proxy.Settings(0, List.of(new LinkAddress("postgres", 0, 1))));
    runs(part("sleeper", 1), part("proxy", proxy.uri().getPort()));
  }

  @AfterEach
  void end() throws Exception {
    fault("clear");
    sleeper.close();
    proxy.close();
    if (before == null) {
      System.clearProperty(PROJECT);
    } else {
      System.setProperty(PROJECT, before);
    }
  }

  @Test
  void listsFaultsOfBothSorts() {
    assertThat(fault("list").out()).isEqualTo("no faults\n");
    var latency =
        fault(
            "add",
            "postgres",
            "latency",
            "--delay",
            "200ms",
            "--jitter",
            "50ms",
            "--for",
            "10m",
            "--probability",
            "0.5",
            "--direction",
            "up");
    var freeze = fault("add", "sleeper", "FREEZE", "--for", "10m");
    assertThat(latency.out())
        .isEqualTo(
            "latency-1: postgres LATENCY 200 ms ± 50 ms, up, 50 % of the connections"
                + " for 10 min\n");

    var listed = fault("list").out();
    assertThat(listed)
        .contains("latency-1", "postgres", "LATENCY", "200 ms ± 50 ms, up, 50 %", " 9 min ")
        .contains(freeze.out().substring(0, freeze.out().indexOf(':')), "sleeper", "FREEZE");
    assertThat(fault("list", "--json").out())
        .contains("\"id\":\"latency-1\"", "\"delayMillis\":200", "\"remainingMillis\":5")
        .contains("\"kind\":\"FREEZE\"");
  }

  @Test
  void clearsOneOrAll() throws IOException {
    fault("add", "postgres", "black-hole", "--for", "10m");
    fault("add", "postgres", "cut", "--after", "2M", "--for", "10m");
    fault("add", "sleeper", "freeze", "--for", "10m");
    assertThat(sleeper.stands()).isTrue();

    assertThat(fault("clear", "black-hole-1").exit()).isZero();
    assertThat(fault("list").out()).doesNotContain("black-hole-1").contains("cut-2");
    assertThat(fault("clear").out()).isEqualTo("2 cleared\n");
    assertThat(fault("list").out()).isEqualTo("no faults\n");
    assertThat(sleeper.stands()).isFalse();
  }

  @Test
  void clearsWhatIsKnownAndNamesWhatIsNot() {
    fault("add", "postgres", "reset");
    var answer = fault("clear", "reset-9", "reset-1", "a b");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err())
        .isEqualTo("there is no fault reset-9, a b; ./coalmine fault list shows them\n");
    assertThat(fault("list").out()).isEqualTo("no faults\n");
  }

  @Test
  void killsAProcessThatStandsAndLetsItsChildrenGoOn() throws IOException {
    fault("add", "sleeper", "freeze", "--for", "10m");

    assertThat(fault("add", "sleeper", "kill").out()).startsWith("sleeper killed (process ");
    await().until(() -> !sleeper.isAlive());
    await().until(() -> !sleeper.childStands());
    assertThat(fault("list").out()).isEqualTo("no faults\n");
  }

  @Test
  void saysThatNothingWasHitWhereNoProcessRuns() {
    var injector = Injector.of(SystemState.load());

    assertThatThrownBy(() -> injector.kill("proxy"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("proxy does not run at this moment");
    assertThatThrownBy(() -> injector.freeze("proxy", Duration.ofSeconds(5)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("proxy does not run at this moment");
  }

  @Test
  void saysHowToStartTheProxies() throws IOException {
    runs(part("sleeper", 1));
    var answer = fault("add", "postgres", "reset");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err())
        .isEqualTo(
            "the system runs without proxies, so no link can fail;"
                + " start it with ./coalmine up --proxies\n");
    assertThat(fault("add", "sleeper", "freeze").exit()).isZero();
    assertThat(fault("list").out()).contains("FREEZE");
  }

  @Test
  void saysThatTheProxyDoesNotAnswerAndThawsAllTheSame() throws IOException {
    fault("add", "sleeper", "freeze", "--for", "10m");
    proxy.close();
    var answer = fault("clear");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err()).startsWith("the proxy does not answer on http://127.0.0.1:");
    assertThat(sleeper.stands()).isFalse();
    runs(part("sleeper", 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | add sleeper kill --for 5s | KILL takes no --for; leave it out",
        "1 | add sleeper freeze --delay 5s | FREEZE takes no --delay; leave it out",
        "1 | add sleeper freeze --for 25h | a FREEZE lasts 1 s to 24 h",
        "1 | add sleeper read-only | READ_ONLY is of postgres, not of sleeper",
        "1 | add postgres read-only --rate 5 | READ_ONLY takes no --rate; leave it out",
        "1 | add postgres read-only | there is no part postgres; there are proxy, sleeper",
        "1 | add unknown freeze | there is no part unknown; there are proxy, sleeper",
        "1 | add proxy kill | proxy does not run at this moment",
        "1 | add mysql reset | there is no link mysql; there are postgres",
        "1 | add postgres latency | LATENCY needs a delay",
        "1 | add postgres reset --rate 5 | RESET takes no rate",
        "1 | add postgres cut --after 5 --direction left | the direction is one of UP, DOWN, BOTH",
        "2 | add postgres fire | KIND is one of LATENCY",
        "2 | add postgres bandwidth --rate much | no number of bytes",
        "2 | add postgres | Missing required parameter"
      })
  void saysWhatIsWrong(int exit, String arguments, String sentence) {
    var answer = fault(arguments.split(" "));

    assertThat(answer.err()).contains(sentence);
    assertThat(answer.exit()).isEqualTo(exit);
  }

  private record Answer(int exit, String out, String err) {}

  private static Answer fault(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        new CommandLine(new FaultCommand())
            .registerConverter(Duration.class, new Durations())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(
                (e, command, _) -> {
                  command.getErr().println(e.getMessage());
                  return 1;
                })
            .execute(arguments);
    return new Answer(exit, out.toString(), err.toString());
  }

  private static PartState part(String name, int port) {
    return new PartState(
        name, name, Map.of("main", port), "", PartState.Status.READY, 0, Instant.now(), 0, null);
  }

  /** As the launcher writes it. */
  private void runs(PartState... parts) throws IOException {
    var home = project.resolve(".coalmine");
    var run = Files.createDirectories(home.resolve("run"));
    var state =
        new SystemState(
            home.toString(),
            ProcessIdentity.self(),
            SystemState.Phase.READY,
            Instant.now(),
            List.of(parts));
    Files.write(run.resolve("state.json"), JsonMapper.builder().build().writeValueAsBytes(state));
    var process = ProcessIdentity.of(sleeper.handle().pid()).orElseThrow();
    Files.writeString(run.resolve("sleeper.pid"), process.pid() + " " + process.started());
  }
}
