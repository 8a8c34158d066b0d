package dev.coalmine.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineWriterTests {

  private static final Duration LONG = Duration.ofHours(1);

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void writesWithoutBeingClosed() {
    try (var writer = new LineWriter(output::writeBytes, Duration.ZERO, LONG)) {
      for (var text : List.of("a", "b", "c")) {
        writer.add(line(text));
        await().until(() -> written().endsWith(text + "\n"));
      }
    }
    assertThat(written()).isEqualTo("a\nb\nc\n");
  }

  @Test
  void losesNoLineWhenItIsClosed() throws Exception {
    var threads = 4;
    var each = 10_000;
    try (var writer = new LineWriter(output::writeBytes, LONG, LONG)) {
      var adding =
          IntStream.range(0, threads)
              .mapToObj(t -> Thread.ofPlatform().start(() -> addAll(writer, t, each)))
              .toList();
      for (var thread : adding) {
        thread.join();
      }
    }
    var lines = written().lines().toList();
    assertThat(lines).hasSize(threads * each).doesNotHaveDuplicates();
    for (int t = 0; t < threads; t++) {
      var prefix = t + ":";
      assertThat(lines.stream().filter(line -> line.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
    }
  }

  private static void addAll(LineWriter writer, int thread, int each) {
    for (int i = 0; i < each; i++) {
      writer.add(line(thread + ":" + i));
    }
  }

  @Test
  void waitsInsteadOfDropping() throws Exception {
    var reader = new CountDownLatch(1);
    var added = new AtomicInteger();
    var lines = 5 * 1024;
    try (var writer = new LineWriter(bytes -> slowly(reader, bytes), Duration.ZERO, LONG)) {
      var adding =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < lines; i++) {
                      writer.add(line("x".repeat(1023)));
                      added.incrementAndGet();
                    }
                  });
      await().until(() -> adding.getState() == Thread.State.WAITING);
      assertThat(added.get()).isBetween(1024, 2 * 1024 + 1);

      reader.countDown();
      adding.join();
    }
    assertThat(output.size()).isEqualTo(lines * 1024);
  }

  private void slowly(CountDownLatch reader, byte[] bytes) {
    try {
      reader.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    output.writeBytes(bytes);
  }

  @Test
  void writesAtOnceAfterItWasClosed() {
    var writer = new LineWriter(output::writeBytes, LONG, LONG);
    writer.close();

    writer.add(line("late"));

    assertThat(written()).isEqualTo("late\n");
  }

  @Test
  void goesOnAfterAWritingThatFailed() {
    var failures = new AtomicInteger(1);
    try (var writer = new LineWriter(bytes -> failing(failures, bytes), Duration.ZERO, LONG)) {
      writer.add(line("lost"));
      await().until(() -> failures.get() < 1);
      writer.add(line("written"));

      await().until(() -> written().equals("written\n"));
    }
  }

  private void failing(AtomicInteger failures, byte[] bytes) {
    if (failures.getAndDecrement() > 0) {
      throw new OutOfMemoryError("as the test wants it");
    }
    output.writeBytes(bytes);
  }

  @Test
  void isClosedWhileTheOutputStalls() throws Exception {
    var reader = new CountDownLatch(1);
    var taken = new CountDownLatch(1);
    var writer =
        new LineWriter(
            bytes -> {
              taken.countDown();
              slowly(reader, bytes);
            },
            Duration.ZERO,
            Duration.ofMillis(20));
    writer.add(line("a"));
    taken.await();
    writer.add(line("b"));

    var closing = Thread.ofPlatform().daemon().start(writer::close);
    await().until(() -> !closing.isAlive());
    var late = Thread.ofPlatform().daemon().start(() -> writer.add(line("c")));
    await().until(() -> !late.isAlive());
    assertThat(written()).isEmpty();

    reader.countDown();
    await().until(() -> written().equals("a\nb\nc\n"));
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private String written() {
    return output.toString(StandardCharsets.US_ASCII);
  }
}
