package dev.coalmine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.BoundsCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What holds for every command, by picocli's model of them; nothing is started. */
class CommandLineTests {

  private static final Set<Class<?>> MEASURES =
      Set.of(
          Duration.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class);

  record Measure(List<String> path, OptionSpec option) {

    Class<?> type() {
      return option.auxiliaryTypes()[0];
    }

    Bounds bounds() {
      return BoundsCheck.bounds(option)
          .orElseThrow(() -> new AssertionError(this + " declares no @Bounds"));
    }

    void check(String value) {
      var arguments = new ArrayList<>(path);
      arguments.add(option.longestName());
      arguments.add(value);
      var line = Coalmine.commandLine();
      line.getSubcommands().values().forEach(Measure::needNothing);
      BoundsCheck.check(line.parseArgs(arguments.toArray(String[]::new)));
    }

    /** An argument that is missing would hide what is wrong with the option. */
    private static void needNothing(CommandLine line) {
      var spec = line.getCommandSpec();
      List.copyOf(spec.positionalParameters()).stream()
          .filter(it -> it.group() == null)
          .forEach(spec::remove);
      line.getSubcommands().values().forEach(Measure::needNothing);
    }

    @Override
    public String toString() {
      return String.join(" ", path) + " " + option.longestName();
    }
  }

  static Stream<CommandLine> commands() {
    return below(Coalmine.commandLine()).filter(it -> it.getParent() != null);
  }

  private static Stream<CommandLine> below(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().distinct().flatMap(CommandLineTests::below));
  }

  static Stream<Measure> measures() {
    return commands()
        .flatMap(
            command -> {
              var name = command.getCommandSpec().qualifiedName();
              var path = List.of(name.substring(name.indexOf(' ') + 1).split(" "));
              return command.getCommandSpec().options().stream()
                  .map(option -> new Measure(path, option))
                  .filter(measure -> MEASURES.contains(measure.type()));
            });
  }

  @Test
  void thereAreMeasures() {
    assertThat(measures()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void refusesZeroUnlessItIsDeclared(Measure measure) {
    var zero = measure.type() == Duration.class ? "0s" : "0";
    var least = measure.bounds().least();
    if (least.startsWith("-") || least.matches("0(ms|s)?") && !measure.bounds().aboveLeast()) {
      assertThatCode(() -> measure.check(zero)).doesNotThrowAnyException();
    } else {
      refuses(measure, zero);
    }
  }

  @ParameterizedTest
  @MethodSource("measures")
  void refusesWhatIsNegativeOrNoNumberOrTooLarge(Measure measure) {
    refuses(measure, "NaN");
    refuses(measure, "1e9s");
    refuses(measure, "99999999999999999999999999");
    if (!measure.option().longestName().equals("--seed")) {
      refuses(measure, "-1");
      refuses(measure, measure.type() == Duration.class ? "999999999h" : "9999999999999");
    }
  }

  @ParameterizedTest
  @MethodSource("measures")
  void takesItsBoundsAndItsDefault(Measure measure) {
    if (!measure.bounds().aboveLeast()) {
      assertThatCode(() -> measure.check(measure.bounds().least())).doesNotThrowAnyException();
    }
    assertThatCode(() -> measure.check(measure.bounds().most())).doesNotThrowAnyException();
    if (measure.option().defaultValue() != null) {
      assertThatCode(() -> measure.check(measure.option().defaultValue()))
          .doesNotThrowAnyException();
    }
  }

  private static void refuses(Measure measure, String value) {
    assertThatThrownBy(() -> measure.check(value))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(measure.option().longestName())
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({
    "matrix --time 0s, --time is 1s to 1h; not 0s",
    "matrix --settle-within 0s, --settle-within is 1s to 24h; not 0s",
    "crash --within 0s, --within is 1s to 24h; not 0s",
    "crash --time 0s, --time is 1s to 24h; not 0s",
    "load --rate NaN, --rate is 0.1 to 10000; not NaN",
    "matrix --acquirer --part redis, --part does not go with --acquirer",
    "matrix --acquirer --fault KILL, --fault does not go with --acquirer",
    "matrix --fault NOPE, option '--fault'",
    "matrix --trouble=NOPE, option '--trouble'",
    "bench gateway --rows envoy, '--rows is some of nginx, haproxy, vertx, bare, stock,'",
    "bench gateway --time 0s, --time is 1s to 1h; not 0s",
    "bench limits --part everything, option '--part'",
    "bench limits --gateways 6, --gateways is 1 to 5; not 6",
    "crash --time 1m --read-only 1m, --read-only is 1s to two thirds of --time",
  })
  void saysInOneSentenceWhatIsWrong(String arguments, String expected) {
    var said = said(arguments.split(" "));
    assertThat(said.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.text()).contains(expected).hasLineCount(1);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysWhatItsExitCodesMean(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      assertThat(command.getUsageMessage()).containsOnlyOnce("Exit code");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--push windows/amd64",
        "--load minikube --push linux/amd64",
        "--check --push linux/amd64",
        "--tag a_b/c",
        "--tag ''",
        "--tag -x",
        "--version ''",
        "--version a=b$c",
        "--repository ''",
        "--repository Coalmine",
        "--repository coalmine/",
        "--repository -f",
        "--repository registry.example:port/coalmine",
      })
  void refusesWhatDockerWouldAnswerWithItsUsage(String options) {
    var arguments = new ArrayList<>(List.of("images"));
    Stream.of(options.split(" ")).map(it -> it.replace("''", "")).forEach(arguments::add);
    var said = said(arguments.toArray(String[]::new));
    assertThat(said.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.text()).contains("--").hasLineCount(1);
  }

  @Test
  void refusesABlankInATag() {
    var said = said("images", "--tag", "a b");
    assertThat(said.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.text()).startsWith("--tag is").contains("'a b'").hasLineCount(1);
  }

  record Said(int exitCode, String text) {}

  private static Said said(String... arguments) {
    var text = new StringWriter();
    var line = Coalmine.commandLine();
    line.setErr(new PrintWriter(text));
    return new Said(line.execute(arguments), text.toString());
  }
}
