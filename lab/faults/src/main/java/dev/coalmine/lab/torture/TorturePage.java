package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.reconcile.Reconciliation;
import dev.coalmine.lab.torture.Sampling.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A story as one page of HTML that needs nothing else: no scripts, no fonts, no network. */
record TorturePage(Story story, double seconds) {

  private static final int WIDTH = 1_000;
  private static final int LEFT = 170;

  /** For the last label of the axis. */
  private static final int RIGHT = 40;

  private static final int CHART = 140;
  private static final int ROW = 18;

  /**
   * @return the file
   */
  static Path write(Story story, Path folder) {
    var name = "torture-%d-%d.html".formatted(story.plan().seed(), Instant.now().getEpochSecond());
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve(name), new TorturePage(story, Math.max(1, story.samples().size())).html());
    } catch (IOException e) {
      throw new UserError("the report cannot be written: " + e.getMessage(), e);
    }
  }

  private String html() {
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>Torture, seed %d</title>
    <meta name="viewport" content="width=device-width">
    <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1200px; padding: 0 1rem; color: #1b1f24 }
      h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
      pre { background: #f4f6f8; padding: 1rem; overflow-x: auto }
      svg { width: 100%%; height: auto } text { font: 11px system-ui, sans-serif; fill: #57606a }
      .verdict { font-weight: 600; color: %s }
    </style>
    <h1>Torture, seed %d: <span class="verdict">%s</span></h1>
    <p>%s orders/s for %d minutes, %d faults; ended %s. Offered %,d, accepted %,d, refused or given up %,d.
    Latency from the intended start: p50 %.0f ms, p99 %.0f ms. %s</p>
    <h2>Orders per second: offered (grey), accepted (green)</h2>%s
    <h2>Latency of what was answered in each second: p50 (blue), p99 (red), seconds</h2>%s
    <h2>FaultSchedule</h2>%s
    <h2>The books afterwards</h2><pre>%s</pre>
    <p>To repeat it: <code>./coalmine torture --minutes %d --rate %s --seed %d</code></p>
    </html>
    """
        .formatted(
            story.plan().seed(),
            story.exitCode() == 0 ? "#1a7f37" : "#cf222e",
            story.plan().seed(),
            story.exitCode() == 0 ? "the books agree" : "NOT green",
            story.plan().rate(),
            story.plan().time().toMinutes(),
            story.faults().size(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            story.report().offered(),
            story.report().accepted(),
            story.report().offered() - story.report().accepted(),
            story.report().latency().p50(),
            story.report().latency().p99(),
            story.recovery().isPresent()
                ? "An order got through %.1f s after the last fault."
                    .formatted(story.recovery().getAsDouble())
                : "No order got through within two minutes of the last fault.",
            chart(
                List.of(
                    new Curve("#8c959f", Sample::offered), new Curve("#1a7f37", Sample::accepted))),
            chart(
                List.of(
                    new Curve("#cf222e", it -> it.p99() / 1e3),
                    new Curve("#0969da", it -> it.p50() / 1e3))),
            faults(),
            escaped(books(story.books())),
            story.plan().time().toMinutes(),
            story.plan().rate(),
            story.plan().seed());
  }

  private record Curve(String colour, ToDoubleFunction<Sample> value) {}

  private String chart(List<Curve> curves) {
    double most =
        curves.stream()
            .flatMapToDouble(curve -> story.samples().stream().mapToDouble(curve.value()))
            .max()
            .orElse(1);
    double top = Math.max(most, 0.001);
    var lines =
        curves.stream()
            .map(
                curve ->
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                        .formatted(curve.colour(), points(curve, top)))
            .collect(Collectors.joining());
    return "<svg viewBox=\"0 0 %d %d\">%s<text x=\"0\" y=\"12\">%s</text><text x=\"0\" y=\"%d\">0</text>%s</svg>"
        .formatted(LEFT + WIDTH + RIGHT, CHART + 20, grid(CHART), number(most), CHART, lines);
  }

  private String points(Curve curve, double top) {
    return story.samples().stream()
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "%.1f,%.1f",
                    x(it.second()),
                    CHART - curve.value().applyAsDouble(it) / top * (CHART - 10)))
        .collect(Collectors.joining(" "));
  }

  /** A row per target, a bar per fault, a line where it was a kill. */
  private String faults() {
    var targets =
        story.faults().stream().map(it -> it.fault().target()).distinct().sorted().toList();
    var body = new StringBuilder();
    for (int row = 0; row < targets.size(); row++) {
      int y = row * ROW;
      body.append("<text x=\"0\" y=\"%d\">%s</text>".formatted(y + 13, escaped(targets.get(row))));
      for (var begun : story.faults()) {
        if (begun.fault().target().equals(targets.get(row))) {
          body.append(bar(begun, y));
        }
      }
    }
    int height = Math.max(1, targets.size()) * ROW;
    return "<svg viewBox=\"0 0 %d %d\">%s%s</svg>"
        .formatted(LEFT + WIDTH + RIGHT, height + 20, grid(height), body);
  }

  private String bar(FaultInjection.Begun begun, int y) {
    double from = begun.at().toMillis() / 1e3;
    double width = Math.max(3, begun.fault().time().toMillis() / 1e3 / seconds * WIDTH);
    boolean kill = begun.fault() instanceof InjectedFault.Kill;
    return String.format(
        Locale.ROOT,
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" fill-opacity=\"0.7\">"
            + "<title>%s %s at %d s%s</title></rect>",
        x(from),
        y + 2,
        width,
        ROW - 4,
        begun.failure() != null ? "#d0d7de" : kill ? "#cf222e" : "#bf8700",
        escaped(begun.fault().target()),
        escaped(begun.fault().name()),
        begun.at().toSeconds(),
        begun.failure() == null ? "" : ": " + escaped(begun.failure()));
  }

  /** A line each minute. */
  private String grid(int height) {
    var lines = new StringBuilder();
    for (int minute = 0; minute * 60 <= seconds; minute++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\" stroke=\"#d8dee4\"/>"
                  + "<text x=\"%1$.1f\" y=\"%3$d\">%4$d min</text>",
              x(minute * 60),
              height,
              height + 14,
              minute));
    }
    return lines.toString();
  }

  private double x(double second) {
    return LEFT + second / seconds * WIDTH;
  }

  private static String number(double value) {
    return value >= 10 ? "%.0f".formatted(value) : "%.2f".formatted(value);
  }

  private static String books(Reconciliation books) {
    var text = new ByteArrayOutputStream();
    books.print(new PrintStream(text, true, StandardCharsets.UTF_8));
    return text.toString(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
