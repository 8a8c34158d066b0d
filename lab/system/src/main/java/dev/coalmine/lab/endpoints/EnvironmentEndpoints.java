package dev.coalmine.lab.endpoints;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.servers.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The endpoints that environment variables name, in a Job or a container beside the system. A
 * missing variable is an error only when its value is needed: an order needs no database.
 */
public record EnvironmentEndpoints(Map<String, String> variables, Home home)
    implements SystemEndpoints {

  private static final String GATEWAY = "COALMINE_GATEWAY";

  /** Whether the environment names a system at all. */
  public boolean isGiven() {
    return variables.containsKey(GATEWAY);
  }

  @Override
  public List<URI> gateways() {
    return Arrays.stream(value(GATEWAY, "base addresses, separated by commas").split(","))
        .map(URI::create)
        .toList();
  }

  @Override
  public URI issuer() {
    return URI.create(value("COALMINE_ISSUER", "the token issuer's base address"));
  }

  @Override
  public String kafka() {
    return value("COALMINE_KAFKA", "bootstrap servers");
  }

  @Override
  public Database database(String name) {
    var password =
        value(
            "COALMINE_%s_READER_PASSWORD".formatted(name.toUpperCase(Locale.ROOT)),
            "the password of role %s_reader".formatted(name));
    var url = "jdbc:postgresql://%s/%s".formatted(value("COALMINE_POSTGRES", "host:port"), name);
    return new Database(url, name + "_reader", password, name + "_reader");
  }

  @Override
  public URI acquirer() {
    return URI.create(value("COALMINE_ACQUIRER", "the acquirer's base address"));
  }

  @Override
  public String acquirerKey() {
    return value("COALMINE_ACQUIRER_API_KEY", "what the acquirer knows us by");
  }

  @Override
  public URI mails() {
    return URI.create(value("COALMINE_MAIL", "the mail catcher's base address")).resolve("/caught");
  }

  @Override
  public Path journalDirectory() {
    return home.data("journal");
  }

  private String value(String variable, String meaning) {
    var value = variables.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new UserError("%s is not set: %s".formatted(variable, meaning));
    }
    return value;
  }
}
