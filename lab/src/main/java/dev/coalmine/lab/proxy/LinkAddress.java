package dev.coalmine.lab.proxy;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A link's name, and where it is on the loopback interface.
 *
 * @param name lower-case letters, digits and hyphens
 * @param listen its port; 0 for any that is free
 * @param target the port behind it, 1 to 65535
 */
public record LinkAddress(String name, int listen, int target) {

  private static final int HIGHEST = 65_535;

  /** Of {@code postgres=18110:18090}. */
  static final class Converter implements ITypeConverter<LinkAddress> {

    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,50})=(\\d{1,5}):(\\d{1,5})");

    @Override
    public LinkAddress convert(String text) {
      var parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'%s' is no link such as postgres=18110:18090".formatted(text));
      }
      int listen = Integer.parseInt(parts.group(2));
      int target = Integer.parseInt(parts.group(3));
      if (listen > HIGHEST || target > HIGHEST || target == 0) {
        throw new TypeConversionException(
            "'%s' has a port beyond 1 to %d".formatted(text, HIGHEST));
      }
      return new LinkAddress(parts.group(1), listen, target);
    }
  }
}
