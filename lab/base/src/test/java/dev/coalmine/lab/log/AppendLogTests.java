package dev.coalmine.lab.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendLogTests {

  @TempDir Path folder;

  @Test
  void tellsWhereEachAppendStands() throws IOException {
    try (var log = open(0)) {
      var all = IntStream.range(0, 100).mapToObj(it -> log.append(line(it))).toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

      var text = Files.readString(file());
      for (int i = 0; i < 100; i++) {
        assertThat(text.substring(Math.toIntExact(all.get(i).join()))).startsWith(i + "\n");
      }
    }
  }

  @Test
  void goesOnAfterWhatTheFileHolds() throws IOException {
    Files.writeString(file(), "before\ntorn");
    try (var log = open(7)) {
      assertThat(log.append(line(1)).join()).isEqualTo(7);
    }
    assertThat(Files.readString(file())).startsWith("before\n1\n");
  }

  @Test
  void refusesAnAppendOnceItIsClosed() throws IOException {
    var log = open(0);
    log.close();

    assertThatThrownBy(() -> log.append(line(1)).join())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  private AppendLog open(long length) throws IOException {
    return new AppendLog(
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE), length);
  }

  private Path file() {
    return folder.resolve("log");
  }

  private static byte[] line(int number) {
    return (number + "\n").getBytes(UTF_8);
  }
}
