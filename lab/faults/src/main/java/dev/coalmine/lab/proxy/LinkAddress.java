package dev.coalmine.lab.proxy;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A link's name, its port, and what is behind it.
 *
 * @param name lower-case letters, digits and hyphens
 * @param listen its port; 0 for any that is free
 * @param host a name, looked up for each connection, or an address
 * @param target the port there, 1 to 65535
 */
public record LinkAddress(String name, int listen, String host, int target) {

  private static final int HIGHEST = 65_535;
  private static final String LOOPBACK = "127.0.0.1";

  /** To the loopback interface. */
  public LinkAddress(String name, int listen, int target) {
    this(name, listen, LOOPBACK, target);
  }

  /** Of {@code postgres=18110:18090} or {@code postgres=5432:postgres-direct:5432}. */
  static final class Converter implements ITypeConverter<LinkAddress> {

    private static final Pattern FORM =
        Pattern.compile("([a-z0-9-]{1,50})=(\\d{1,5}):(?:([A-Za-z0-9.-]{1,253}):)?(\\d{1,5})");

    @Override
    public LinkAddress convert(String text) {
      var parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'%s' is no link such as postgres=18110:18090 or postgres=5432:host:5432"
                .formatted(text));
      }
      int listen = Integer.parseInt(parts.group(2));
      int target = Integer.parseInt(parts.group(4));
      if (listen > HIGHEST || target > HIGHEST || target == 0) {
        throw new TypeConversionException(
            "'%s' has a port beyond 1 to %d".formatted(text, HIGHEST));
      }
      var host = parts.group(3) == null ? LOOPBACK : parts.group(3);
      return new LinkAddress(parts.group(1), listen, host, target);
    }
  }
}
