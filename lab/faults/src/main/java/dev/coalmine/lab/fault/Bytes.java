package dev.coalmine.lab.fault;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of bytes as people write them: 500, 64k (64,000), 2M. */
final class Bytes implements ITypeConverter<Long> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kM]?)");

  @Override
  public Long convert(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'%s' is no number of bytes such as 500, 64k or 2M".formatted(text));
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "k" -> number * 1_000;
      case "M" -> number * 1_000_000;
      default -> number;
    };
  }
}
