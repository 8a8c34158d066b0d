package dev.coalmine.lab.cli;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Holds the options of a command line to their {@link Bounds}. */
public final class BoundsCheck {

  private BoundsCheck() {}

  /**
   * Checks every option that was given, of a command and of its subcommands.
   *
   * @throws ParameterException when a value is outside of its range
   */
  public static void check(ParseResult parsed) {
    for (var option : parsed.matchedOptions()) {
      bounds(option).ifPresent(bounds -> check(parsed, option, bounds));
    }
    parsed.subcommands().forEach(BoundsCheck::check);
  }

  /** Returns the range that the option's field declares. */
  public static Optional<Bounds> bounds(OptionSpec option) {
    return option.userObject() instanceof Field field
        ? Optional.ofNullable(field.getAnnotation(Bounds.class))
        : Optional.empty();
  }

  private static void check(ParseResult parsed, OptionSpec option, Bounds bounds) {
    var texts = option.stringValues().iterator();
    var values = option.typedValues().stream().flatMap(BoundsCheck::flat).toList();
    for (var value : values) {
      var written = values.size() == option.stringValues().size() ? texts.next() : value;
      if (!isWithin(bounds, value)) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            "%s is %s%s to %s; not %s"
                .formatted(
                    option.longestName(),
                    bounds.aboveLeast() ? "above " : "",
                    bounds.least(),
                    bounds.most(),
                    written),
            option,
            String.valueOf(written));
      }
    }
  }

  private static Stream<?> flat(Object value) {
    return value instanceof Collection<?> many ? many.stream() : Stream.of(value);
  }

  /** Returns false for what is not a number, too. */
  static boolean isWithin(Bounds bounds, Object value) {
    double number = number(value);
    double least = number(bounds.least(), value);
    return (bounds.aboveLeast() ? number > least : number >= least)
        && number <= number(bounds.most(), value);
  }

  private static double number(String bound, Object like) {
    return like instanceof Duration
        ? number(new Durations().convert(bound))
        : Double.parseDouble(bound);
  }

  private static double number(Object value) {
    return switch (value) {
      case Duration time -> time.toMillis();
      case Number number -> number.doubleValue();
      default -> throw new IllegalStateException("no range for a " + value.getClass());
    };
  }
}
