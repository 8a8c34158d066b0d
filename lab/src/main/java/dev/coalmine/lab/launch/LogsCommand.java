package dev.coalmine.lab.launch;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./coalmine logs SERVICE}. */
@Command(name = "logs", description = "What a part has written, in lines for people.")
public final class LogsCommand implements Callable<Integer> {

  private static final int POLL_MS = 100;

  @Parameters(paramLabel = "SERVICE", description = "A part as status names it, or launcher.")
  private String part;

  @Option(names = "-f", description = "Go on with what it writes from now on.")
  private boolean follow;

  @Option(names = "-n", defaultValue = "50", description = "So many last lines (default 50).")
  @Bounds(least = "0", most = "1000000")
  private int lines;

  @Option(names = "--raw", description = "As they are in the file.")
  private boolean raw;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var log = Home.find().log(part);
    if (!Files.exists(log)) {
      throw new LaunchFailure(
          "there is no log of %s; there are: %s".formatted(part, known(log.getParent())));
    }
    long end = Files.size(log);
    LogTail.lines(log, lines).forEach(this::print);
    if (follow) {
      follow(log, end);
    }
    return 0;
  }

  private static String known(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "none";
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".log"))
          .map(name -> name.substring(0, name.length() - ".log".length()))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }

  /** Ends with Ctrl-C. A file that became shorter has been begun anew. */
  private void follow(Path log, long from) throws IOException, InterruptedException {
    var unfinished = "";
    while (!System.out.checkError()) {
      if (Files.exists(log)) {
        from = Files.size(log) < from ? 0 : from;
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
          file.seek(from);
          var bytes = new byte[(int) (file.length() - from)];
          file.readFully(bytes);
          from += bytes.length;
          unfinished = printWhole(unfinished + new String(bytes, StandardCharsets.UTF_8));
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  private String printWhole(String text) {
    int end = text.lastIndexOf('\n') + 1;
    text.substring(0, end).lines().forEach(this::print);
    return text.substring(end);
  }

  private void print(String line) {
    System.out.println(raw ? line : LogLine.read(line).readable());
  }
}
