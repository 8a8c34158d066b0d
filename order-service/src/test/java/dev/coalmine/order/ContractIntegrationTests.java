package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.coalmine.lab.servers.TopicReader;
import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** What we publish and answer is what {@code contracts/} says. */
@OrderServiceTest(payment = PaymentAnswer.PENDING)
class ContractIntegrationTests {

  private static final Path CONTRACTS = Path.of("../contracts");

  @LocalServerPort int port;
  @Autowired KafkaOperations<String, byte[]> kafka;
  @Autowired ConsumerFactory<String, byte[]> consumers;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @Test
  void publishesEventsAsTheirSchemasSay() {
    var shop = new Shop(port);
    var payment = new FakePaymentEvents(kafka);
    var sku = shop.product(10);
    var whole = shop.placed("hal", lines(line(sku, 2)));
    payment.authorized(whole, 2 * Shop.PRICE);
    payment.captured(whole);
    await()
        .until(() -> shop.giveBack("hal", "r" + whole, whole, lines(line(sku, 1))).status() == 201);
    shop.cancel("hal", whole);
    payment.refunded(whole);
    shop.awaitStatus("hal", whole, "Cancelled");
    var rejected = shop.placed("hal", lines(line(sku, 1)));
    payment.declined(rejected);

    var events =
        Stream.concat(
                eventually("orders.events", Set.of(whole, rejected), 7 /* five and two */),
                eventually("products.events", Set.of(sku), 1))
            .toList();

    assertThat(events).allSatisfy(ContractIntegrationTests::followsItsSchema);
    assertThat(events.stream().map(Event::type).collect(toSet()))
        .isEqualTo(schemasOf("order.", "product."));
    assertThat(events.stream().collect(groupingBy(Event::key)).values())
        .allSatisfy(
            ofOne ->
                assertThat(ofOne)
                    .extracting(Event::sequence)
                    .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, ofOne.size()).boxed().toList()));
  }

  @Test
  void answersThePathsOfItsDescription() throws IOException {
    Map<String, Map<String, Map<String, Object>>> description =
        new Yaml().load(Files.readString(CONTRACTS.resolve("openapi/order-service.yaml")));
    var described = new TreeSet<String>();
    description
        .get("paths")
        .forEach(
            (path, operations) ->
                operations.keySet().stream()
                    .filter(operation -> !operation.equals("parameters"))
                    .forEach(operation -> described.add(operation.toUpperCase() + " " + path)));

    var answered = new TreeSet<String>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              if (handler.getBeanType().getPackageName().startsWith("dev.coalmine.order")) {
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        method ->
                            mapping
                                .getPatternValues()
                                .forEach(path -> answered.add(method + " " + path)));
              }
            });

    assertThat(answered).isEqualTo(described);
  }

  private static void followsItsSchema(Event event) {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema(event.type()))
                .validate(new String(event.data(), UTF_8), InputFormat.JSON))
        .as(event.type())
        .isEmpty();
    assertThat(event.source()).isEqualTo("/order-service");
  }

  private static String schema(String type) {
    try {
      return Files.readString(CONTRACTS.resolve("events/" + type + ".schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> schemasOf(String... prefixes) {
    try (var files = Files.list(CONTRACTS.resolve("events"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".schema.json", ""))
          .filter(type -> List.of(prefixes).stream().anyMatch(type::startsWith))
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Event> eventually(String topic, Set<String> keys, int count) {
    var consumer = consumers.createConsumer("contract-test", null);
    return TopicReader.await(consumer, topic, it -> keys.contains(it.key()), count).stream()
        .map(EventHeaders::read);
  }
}
