package dev.coalmine.lab.order;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.load.Customers;
import dev.coalmine.lab.load.OrderJson;
import dev.coalmine.lab.load.Reply;
import dev.coalmine.lab.load.Shop;
import dev.coalmine.lab.system.RunningSystem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine order}. */
@Command(
    name = "order",
    description = {
      "Places an order through the gateway and follows it until it is paid and notified.",
      "Exit code: 0 confirmed and paid; 1 refused, rejected or cancelled; 2 no end within the time."
    })
public final class OrderCommand implements Callable<Integer> {

  /** As {@code contracts/openapi/order-service.yaml} has it. */
  private static final Pattern KEY = Pattern.compile("[ -~]{1,128}");

  @Parameters(
      arity = "0..*",
      paramLabel = "SKU[:OFFER][*N]",
      defaultValue = "lamp:standard",
      description = "What is ordered, as lamp:brass*2 (default ${DEFAULT-VALUE}).")
  private List<String> items;

  @Option(
      names = "--customer",
      defaultValue = "ann",
      paramLabel = "NAME",
      description = "Who orders (default ${DEFAULT-VALUE}).")
  private String customer;

  @Option(names = "--key", description = "The idempotency key (default: a new one).")
  private String key;

  @Option(
      names = "--within",
      defaultValue = "30s",
      paramLabel = "TIME",
      description = "How long to ask for it, and to follow it then (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration within;

  @Option(names = "--json", description = "Print the order at its end as JSON, and nothing else.")
  private boolean asJson;

  @Override
  public Integer call() throws InterruptedException {
    checkKey();
    checkCustomer();
    var body = OrderJson.of(items.stream().map(Item::parse).toList());
    var system = RunningSystem.find();
    try (var shop = new Shop(system.gateways(), within)) {
      var token = new Customers(system.issuer()).token(customer);
      long asked = System.nanoTime();
      var used = key == null ? UUID.randomUUID().toString() : key;
      var reply = shop.post("/api/orders", token, used, body);
      if (!reply.isOk()) {
        throw new UserError("%s (its key is --key %s)".formatted(refusal(reply), used));
      }
      var following = new Following(shop, token, reply.json(), asked, asJson);
      var end = following.follow(within);
      if (asJson) {
        System.out.println(JsonMapper.shared().writeValueAsString(following.order()));
      }
      return end.exitCode();
    }
  }

  /** Another character would reach the gateway as a question mark, and two keys as one. */
  private void checkKey() {
    if (key != null && !KEY.matcher(key).matches()) {
      throw new UsageError("--key is 1 to 128 printable ASCII characters; not '%s'".formatted(key));
    }
  }

  private void checkCustomer() {
    try {
      TokenRequest.of(customer);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--customer: " + e.getMessage());
    }
  }

  private static String refusal(Reply reply) {
    if (reply.status() == 0) {
      return "the gateway does not answer; ./coalmine status tells what runs";
    }
    return reply.body().startsWith("{")
        ? "refused with %d: %s".formatted(reply.status(), reply.json().path("detail").asString(""))
        : "refused with %d".formatted(reply.status());
  }
}
