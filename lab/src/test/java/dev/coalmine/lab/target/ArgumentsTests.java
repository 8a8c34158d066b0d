package dev.coalmine.lab.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * A manifest can be valid and still give a program what it does not know. The acquirer reads its
 * arguments itself and is left out.
 */
class ArgumentsTests {

  @ParameterizedTest
  @MethodSource("given")
  void programsKnowWhatManifestsGiveThem(List<String> given) throws ClassNotFoundException {
    var program = new CommandLine(Class.forName(given.getFirst()));
    var arguments = given.subList(1, given.size()).toArray(String[]::new);

    assertThatCode(() -> program.parseArgs(arguments)).doesNotThrowAnyException();
  }

  @Test
  void allOfThemAreSeen() throws IOException {
    assertThat(given())
        .extracting(it -> it.getFirst().replaceAll(".*\\.", ""))
        .contains("MailCatcherMain", "ProxyMain", "TokenIssuerMain");
  }

  private static List<List<String>> given() throws IOException {
    return Manifests.labArguments().stream()
        .filter(it -> !it.getFirst().endsWith(".AcquirerSandboxMain"))
        .toList();
  }
}
