package dev.coalmine.lab.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A program of others that talks to a system elsewhere: kubectl, docker.
 *
 * @param directory to run it in
 * @param beginning it and its first arguments
 * @param remedy what to do when it is not there
 * @param failure makes the error of a program that cannot be run
 */
public record Program(
    Path directory, List<String> beginning, String remedy, Function<String, UserError> failure) {

  /** What it said, and how it ended. */
  public record Answer(int exit, String out, String err) {

    public boolean isGood() {
      return exit == 0;
    }

    /** Its last words, which say most. */
    String reason() {
      return err.isBlank() ? "it ended with " + exit : err.strip().lines().toList().getLast();
    }
  }

  /** What a program writes to is read here, what it reads is written here. */
  public interface Feed {
    void to(OutputStream in) throws IOException;
  }

  static final Feed NOTHING = _ -> {};

  public Answer ask(String... arguments) throws InterruptedException {
    return ask(NOTHING, arguments);
  }

  /**
   * @throws UserError when it cannot be run
   */
  public Answer ask(Feed feed, String... arguments) throws InterruptedException {
    var process = start(command(arguments));
    var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
    var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    feed(process, feed);
    return new Answer(process.waitFor(), out.join(), err.join());
  }

  /** Shows what it says while it runs; answers with its exit code. */
  int show(Feed feed, String... arguments) throws InterruptedException {
    var process =
        start(
            command(arguments)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    feed(process, feed);
    return process.waitFor();
  }

  /** Passes on, line by line, what it says while it runs; answers with its exit code. */
  int follow(Consumer<String> lines, String... arguments) throws InterruptedException {
    var process = start(command(arguments).redirectError(ProcessBuilder.Redirect.INHERIT));
    try (var reader = process.inputReader(UTF_8)) {
      reader.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      process.destroy();
    }
    return process.waitFor();
  }

  private ProcessBuilder command(String... arguments) {
    var command = new ArrayList<>(beginning);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile());
  }

  private Process start(ProcessBuilder command) {
    try {
      return command.start();
    } catch (IOException e) {
      throw failure.apply("%s cannot be run: %s".formatted(beginning.getFirst(), remedy));
    }
  }

  /** It may end before it has read everything; how it ended tells why. */
  private static void feed(Process process, Feed feed) {
    try (var in = process.getOutputStream()) {
      feed.to(in);
    } catch (IOException e) {
      process.destroy();
    }
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
