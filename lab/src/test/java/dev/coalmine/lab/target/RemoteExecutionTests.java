package dev.coalmine.lab.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.replay.ReplayCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

class RemoteExecutionTests {

  @TempDir private Path folder;

  @Command(name = "coalmine")
  private static final class Root {
    @Option(names = "--target")
    private String target;
  }

  @Test
  void aFileOfThisMachineIsTheInputThere() {
    var command = parsed("--target", "kubernetes", "replay", "--rate", "8", "shop.csv");

    var file = RemoteExecution.file(command);

    assertThat(file).contains("shop.csv");
    assertThat(RemoteExecution.arguments(command, file))
        .containsExactly("replay", "--rate", "8", "-");
  }

  @Test
  void otherArgumentsAreTakenAsTheyAre() {
    var command = parsed("--target=compose", "replay", "--as-recorded=x9", "-");

    assertThat(RemoteExecution.arguments(command, Optional.empty()))
        .containsExactly("replay", "--as-recorded=x9", "-");
  }

  @Test
  void theInputIsGzippedSoThatABreakIsSeen() throws Exception {
    var file = Files.writeString(folder.resolve("shop.csv"), "a,b,c\n");
    var sent = new ByteArrayOutputStream();

    RemoteExecution.packed(file.toString()).to(sent);

    try (var in = new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
      assertThat(in).hasContent("a,b,c\n");
    }
  }

  @Test
  void whatIsGzippedIsSentAsItIsAndTheStandardInputLikeAFile() throws Exception {
    var packed = new ByteArrayOutputStream();
    RemoteExecution.packed(Files.writeString(folder.resolve("shop.csv"), "a,b,c\n").toString())
        .to(packed);
    var standardInput = System.in;
    System.setIn(new ByteArrayInputStream(packed.toByteArray()));
    try {
      var sent = new ByteArrayOutputStream();
      RemoteExecution.packed("-").to(sent);

      assertThat(sent.toByteArray()).isEqualTo(packed.toByteArray());
    } finally {
      System.setIn(standardInput);
    }
  }

  @Test
  void anOptionThatIsCalledAsTheFileStays() {
    var command = parsed("--target=compose", "replay", "--limit", "5", "5");

    assertThat(RemoteExecution.arguments(command, RemoteExecution.file(command)))
        .containsExactly("replay", "--limit", "5", "-");
  }

  @Test
  void aFolderIsOneSentence() {
    assertThatThrownBy(() -> RemoteExecution.packed(folder.toString()))
        .isInstanceOf(UserError.class)
        .hasMessage(folder + " is a folder");
  }

  @Test
  void aFileThatIsNotThereIsOneSentence() {
    assertThatThrownBy(() -> RemoteExecution.packed("no-such.csv"))
        .isInstanceOf(UserError.class)
        .hasMessage("there is no file no-such.csv");
  }

  @Test
  void aTargetThatIsNoneIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> new Target.Names().convert("nomad"))
        .hasMessage("'nomad' is no target; there are kubernetes and compose");
  }

  private static ParseResult parsed(String... arguments) {
    var line = new CommandLine(new Root()).addSubcommand(new ReplayCommand());
    return line.parseArgs(arguments).subcommand();
  }
}
