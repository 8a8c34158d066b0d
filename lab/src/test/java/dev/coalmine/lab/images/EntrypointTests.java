package dev.coalmine.lab.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image's entry point, with a java that only says what it was told. */
class EntrypointTests {

  @TempDir Path programs;

  @ParameterizedTest
  @CsvSource({
    "acquirer fault DECLINE, dev.coalmine.lab.Coalmine acquirer fault DECLINE",
    "acquirer behave SLOW, dev.coalmine.lab.Coalmine acquirer behave SLOW",
    "acquirer list, dev.coalmine.lab.Coalmine acquirer list",
    "acquirer clear, dev.coalmine.lab.Coalmine acquirer clear",
    "acquirer --port 1, dev.coalmine.lab.acquirer.AcquirerSandboxMain --port 1",
    "mail --port 1, dev.coalmine.lab.mail.MailCatcherMain --port 1",
    "order, dev.coalmine.lab.Coalmine order",
    "dev.coalmine.lab.proxy.ProxyMain --port 1, dev.coalmine.lab.proxy.ProxyMain --port 1"
  })
  void runsTheProgramThatIsNamed(String arguments, String expected) throws Exception {
    assertThat(run(arguments.split(" "))).endsWith(" " + expected);
  }

  @Test
  void showsHowItIsUsedWithoutArguments() throws Exception {
    assertThat(run()).endsWith(" dev.coalmine.lab.Coalmine");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    var java = Files.writeString(programs.resolve("java"), "#!/bin/sh\necho \"$*\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    var command = new ArrayList<>(List.of("sh", "images/lab-entrypoint"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().merge("PATH", programs + ":", (path, first) -> first + path);
    var started = process.start();
    var said = new String(started.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(started.waitFor()).isZero();
    return said;
  }
}
