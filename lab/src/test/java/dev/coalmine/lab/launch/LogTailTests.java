package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LogTailTests {

  @TempDir private Path folder;

  @Test
  void theReasonOfSpringBootsAnalysis() throws IOException {
    assertThat(
            complaint(
                """


                ***************************
                APPLICATION FAILED TO START
                ***************************

                Description:

                Failed to bind properties under 'coalmine.cors.products' to Group:

                    Reason: java.lang.IllegalArgumentException: a scheme is missing

                Action:

                Update your application's configuration
                """,
                ""))
        .isEqualTo(": java.lang.IllegalArgumentException: a scheme is missing");
  }

  @Test
  void elseItsDescription() throws IOException {
    assertThat(complaint("\n\nFAILED\n\nDescription:\n\nThe port is in use.\n\nAction:\n", ""))
        .isEqualTo(": The port is in use.");
  }

  @Test
  void theRootCauseOfAnException() throws IOException {
    assertThat(
            complaint(
                "Application run failed",
                """
                ApplicationContextException: Unable to start
                \tat dev.coalmine.Main.main(Main.java:1)
                Caused by: BeanCreationException: no server
                Caused by: IllegalArgumentException: proxies.trusted must hold networks, not '10.x'
                \t... 3 more
                """))
        .isEqualTo(": proxies.trusted must hold networks, not '10.x'");
  }

  @Test
  void anyOtherMessage() throws IOException {
    assertThat(complaint("it broke\nand more", "")).isEqualTo(": it broke");
    assertThat(LogTail.lastComplaint(folder.resolve("none"))).isEmpty();
  }

  private String complaint(String message, String stack) throws IOException {
    var log = folder.resolve("gateway.log");
    var line =
        Map.of(
            "@timestamp",
            "2026-11-28T11:45:19Z",
            "log",
            Map.of("level", "ERROR", "logger", "a.Logger"),
            "message",
            message,
            "error",
            Map.of("stack_trace", stack));
    Files.writeString(log, JsonMapper.builder().build().writeValueAsString(line) + "\n");
    return LogTail.lastComplaint(log);
  }
}
