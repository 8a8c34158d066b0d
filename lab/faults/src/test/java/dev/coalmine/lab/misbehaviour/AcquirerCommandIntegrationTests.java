package dev.coalmine.lab.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.acquirer.AcquirerSandbox;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class AcquirerCommandIntegrationTests {

  @TempDir Path data;

  private AcquirerSandbox sandbox;

  @BeforeEach
  void start() {
    sandbox =
        AcquirerSandbox.start(
            new AcquirerSandbox.Settings(
                InetAddress.getLoopbackAddress(),
                0,
                data,
                "sk",
                null,
                "whsec",
                Duration.ofDays(7)));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void tellsItToMisbehaveAndToStop() {
    assertThat(run("fault", "decline", "--rate", "0.2")).contains("DECLINE", "0.2", "all");
    run("fault", "SLOW", "--delay", "500ms", "--for", "2m", "--operation", "confirm", "capture");

    assertThat(run("list").lines().toList())
        .hasSize(3)
        .last()
        .asString()
        .contains("SLOW", "500 ms", "1 min", "capture confirm");
    run("clear");
    assertThat(run("list")).contains("behaves well");
  }

  @Test
  void takesTheOldWordForOneVersion() {
    assertThat(run("behave", "decline")).contains("DECLINE");
  }

  @Test
  void listsAsJson() {
    run("fault", "webhook-late", "--delay", "3s");

    var listed = JsonMapper.builder().build().readTree(run("list", "--json")).path(0);

    assertThat(listed.path("behaviour").path("kind").asString()).isEqualTo("WEBHOOK_LATE");
    assertThat(listed.path("behaviour").path("delayMillis").asLong()).isEqualTo(3_000);
    assertThat(listed.path("until").asString()).endsWith("Z");
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    assertUserError("no kind RUDE; choose one of DECLINE, SLOW", "fault", "RUDE");
    assertUserError("rate must be above 0 and at most 1; see", "fault", "DECLINE", "--rate", "2");
    assertUserError("SLOW needs a delay; see", "fault", "SLOW");
    assertUserError("touches confirm", "fault", "DECLINE", "--operation", "refund");
    assertUserError("1 s to 24 h", "fault", "DECLINE", "--for", "500ms");
    stop();
    assertUserError("does not answer on http://127.0.0.1", "list");
  }

  @Test
  void explainsEveryKind() {
    var help = new CommandLine(new AcquirerCommand()).getSubcommands().get("fault");
    assertThat(help.getUsageMessage())
        .contains(
            "'behave' is an alias",
            "WEBHOOK_WRONG_SIGNATURE",
            "refunds fail at once: the money never leaves");
  }

  private void assertUserError(String sentence, String... arguments) {
    var said = new AtomicReference<Exception>();
    execute(new StringWriter(), said::set, arguments);
    assertThat(said.get()).isInstanceOf(UserError.class).hasMessageContaining(sentence);
  }

  private String run(String... arguments) {
    var out = new StringWriter();
    execute(
        out,
        e -> {
          throw new AssertionError(e);
        },
        arguments);
    return out.toString();
  }

  private void execute(StringWriter out, Consumer<Exception> failed, String... arguments) {
    var all =
        Stream.concat(Stream.of(arguments), Stream.of("--acquirer", sandbox.uri().toString()));
    new CommandLine(new AcquirerCommand())
        .registerConverter(Duration.class, new Durations())
        .setOut(new PrintWriter(out))
        .setExecutionExceptionHandler(
            (e, _, _) -> {
              failed.accept(e);
              return 1;
            })
        .execute(all.toArray(String[]::new));
  }
}
