package dev.coalmine.lab.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses that can be asked over HTTP: a scheme, http or https, and a host. */
public final class HttpAddress implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    try {
      var address = new URI(text);
      if (isHttp(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // refused below, in the words of this program
    }
    throw new TypeConversionException(
        "'%s' is no address such as http://127.0.0.1:8080".formatted(text));
  }

  private static boolean isHttp(String scheme) {
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }
}
