package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.issuer.TestIssuer;
import dev.coalmine.lab.servers.RawHttp;
import dev.coalmine.order.support.Books;
import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.json.JsonMapper;

@OrderServiceTest(payment = PaymentAnswer.PENDING)
class BadInputIntegrationTests {

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired KafkaOperations<String, byte[]> kafka;

  private Shop shop;
  private String sku;

  @BeforeEach
  void setUp() {
    shop = new Shop(port);
    sku = shop.product(1_000_000);
  }

  @Test
  void refusesAnUnknownProduct() {
    shop.place("bob", lines(line("NOSUCH", 1))).isProblem(422, "unknown-product");
  }

  @Test
  void refusesAnUnknownOffer() {
    shop.place("bob", lines(line(sku, 1).replace("each", "dozen"))).isProblem(422, "unknown-offer");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 100_001, Long.MAX_VALUE})
  void refusesAQuantityOutOfBounds(long quantity) {
    shop.place("bob", lines(line(sku, quantity))).isProblem(422, "invalid-lines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"many\"", "99999999999999999999", "{}"})
  void refusesAQuantityThatIsNoWholeNumber(String quantity) {
    shop.place("bob", lines(line(sku, 7).replace("7}", quantity + "}")))
        .isProblem(400, "malformed-body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{`sku`:`S`,`offer`:`each`,`quantity`:`7`}] | lines[0].quantity must be a whole number",
        "[{`sku`:`S`,`offer`:`each`,`quantity`:``}] | lines[0].quantity must be a whole number",
        "[{`sku`:`S`,`offer`:`each`,`quantity`:7.0}] | lines[0].quantity must be a whole number",
        "[{`sku`:`S`,`offer`:`each`,`quantity`:true}] | lines[0].quantity must be a whole number",
        "[{`sku`:`S`,`offer`:`each`,`quantity`:1e400}] | lines[0].quantity",
        "[{`sku`:`S`,`offer`:`each`,`quantity`:99999999999999999999}] | lines[0].quantity",
        "[{`sku`:`S`,`offer`:`each`,`quantity`:1,`quantity`:2}] | `quantity`",
        "[{`sku`:`S`,`sku`:`S`,`offer`:`each`,`quantity`:1}] | `sku`",
        "[{`sku`:5,`offer`:`each`,`quantity`:1}] | lines[0].sku must be a string",
        "[{`sku`:true,`offer`:`each`,`quantity`:1}] | lines[0].sku must be a string",
        "[{`sku`:{},`offer`:`each`,`quantity`:1}] | lines[0].sku must be a string",
        "`` | lines must be an array",
        "{} | lines must be an array",
        "[``] | lines[0] must be an object",
        "[[]] | lines[0] must be an object",
        "[], `lines`: [] | `lines`"
      })
  void namesTheMemberThatItCannotRead(String lines, String named) {
    var answer = shop.place("bob", lines.replace('`', '"'));

    answer.isProblem(400, "malformed-body");
    assertThat(answer.json().path("detail").asString())
        .contains(named.replace('`', '"'))
        .doesNotContain("dev.coalmine", "java.", "`");
  }

  /** Line and body of a request, and what its problem must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /api/orders | { | it ends before its JSON does",
        "POST /api/orders | ~lines~ | must be an object",
        "POST /api/orders | nonsense | it is not JSON",
        "POST /api/orders | {~lines~:[{~sku~:~S~,~quantity~:NaN}]} | is not JSON",
        "POST /api/orders | {~lines~:[]}{} | something follows its JSON",
        "POST /api/orders | {~lines~:[]}x | is not JSON",
        "POST /api/orders | {~lines~:1,~lines~:2} | lines must be an array",
        "POST /api/orders | EMPTY | The body is missing",
        "POST /api/orders | TYPELESS | Content-Type application/json is needed",
        "POST /api/orders | BYTES | is not",
        "PUT /api/products/SKU | {~name~:1} | name must be a string",
        "PUT /api/products/SKU | {~offers~:[{~price~:{~amount~:~1~}}]} | offers[0].price.amount"
            + " must",
        "PUT /api/products/SKU | {~offers~:[{~price~:{~amount~:1,~currency~:5}}]} | currency must"
            + " be",
        "PUT /api/products/SKU | {~stock~:{~received~:1e3}} | stock.received must be a whole"
            + " number",
        "PUT /api/products/SKU | {~stock~:[]} | stock must be an object",
        "POST /api/orders | {~lines~:null} | lines are missing",
        "POST /api/orders | {~lines~:[null]} | lines[0] is missing",
        "POST /api/orders | {~lines~:[{~sku~:~S~,~offer~:~a~,~quantity~:1},null]} | lines[1] is"
            + " missing",
        "POST /api/orders | {~lines~:[{~sku~:~S~,~offer~:~a~,~quantity~:1},{}]} | lines[1]: a line"
            + " says how many",
        "PUT /api/products/SKU | {~name~:~N~,~stock~:{~received~:1},~offers~:[null]} | offers[0] is"
            + " missing",
        "PUT /api/products/SKU | EMPTY | The body is missing",
        "GET /api/products?limit=1e3 | NONE | limit must be a whole number",
        "GET /api/products?limit=99999999999999 | NONE | limit must be a whole number",
        "GET /api/products?limit=0 | NONE | limit must be 1 to 100",
        "GET /api/products?cursor=%00 | NONE | no cursor of ours",
        "GET /api/products?query=%00 | NONE | no NUL",
        "GET /api/products?a=%ff | NONE | cannot be decoded",
        "GET /api/orders?limit=x | NONE | limit must be a whole number",
        "GET /api/orders?cursor=%20 | NONE | no cursor of ours",
        "GET /api/orders/%C3%A4 | NONE | no order with this id",
        "GET /api/orders/0/history | NONE | There is nothing at this address",
        "GET /api/products/%C3%A4 | NONE | no product",
        "POST /api/orders/0/cancellation | TYPELESS | no order with this id",
        "POST /api/orders/0/returns | TYPELESS | Content-Type application/json is needed"
      })
  void saysInPlainWordsWhatIsWrong(String line, String body, String expected) throws Exception {
    var token = line.contains("/api/orders") ? TestIssuer.customer("bob") : TestIssuer.shopKeeper();
    var type = body.equals("TYPELESS") ? "X: y" : "Content-Type: application/json";

    var answer =
        RawHttp.exchange(
            port,
            line.replace("SKU", sku),
            switch (body) {
              case "EMPTY", "NONE", "TYPELESS" -> "";
              case "BYTES" -> "{\"lines\":[{\"sku\":\"\u00ff\u00fe\"}]}";
              default -> body.replace('~', '"');
            },
            "Authorization: Bearer " + token,
            "Idempotency-Key: " + UUID.randomUUID(),
            type);

    assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
    assertThat(detail(answer))
        .contains(expected)
        .endsWith(".")
        .doesNotMatch(
            "(?is).*(jackson|source\\b|redacted|\\borg\\.|\\bjava|coalmine|feature|failed"
                + " to|deserial|token|'null'|static resource|exception|`).*");
  }

  private static String detail(String answer) {
    return JsonMapper.shared()
        .readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1))
        .path("detail")
        .asString();
  }

  @Test
  void letsMembersPassThatItDoesNotKnow() {
    var line = line(sku, 1).replace("{", "{\"colour\": {\"red\": 1}, ");

    assertThat(shop.place("bob", lines(line)).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800"})
  void refusesAProductWhoseNameNoDatabaseStores(String name) {
    shop.put(
            "N2",
            "{\"name\": \"%s\", \"stock\": {\"received\": 1}, \"offers\": [{\"id\": \"a\", \"price\":"
                    .formatted(name)
                + " {\"amount\": 1, \"currency\": \"EUR\"}}]}")
        .isProblem(422, "invalid-product");
  }

  @Test
  void refusesBodiesNestedDeeperThanAnyOfOurs() {
    shop.place("bob", "[".repeat(5_000)).isProblem(400, "malformed-body");
  }

  @Test
  void refusesHeaderBytesThatTheFrameworkDoesNotLetThrough() throws Exception {
    var dash = "\u00e2\u0080\u0093"; // one in UTF-8, byte by byte
    var line = "GET /api/products/" + sku;
    for (var header : List.of("If-None-Match", "Accept-Language", "X-Any", "traceparent")) {
      assertThat(RawHttp.exchange(port, line, "", header + ": a" + dash + "b"))
          .as(header)
          .startsWith("HTTP/1.1 ")
          .doesNotStartWith("HTTP/1.1 5");
    }
    assertThat(RawHttp.exchange(port, line, "", "If-None-Match: \"a" + dash + "b\""))
        .startsWith("HTTP/1.1 400")
        .contains("problems/bad-request");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void refusesTooFewAndTooManyLines(int count) {
    shop.place("bob", lines(count, line(sku, 1))).isProblem(422, "invalid-lines");
  }

  @Test
  void refusesALineThatIsMissing() {
    shop.place("bob", "[null]").isProblem(422, "invalid-lines");
    shop.place("bob", "[{}]").isProblem(422, "invalid-lines");
    shop.place("bob", "null").isProblem(422, "invalid-lines");
    shop.place("bob", lines(line("\\u0000", 1))).isProblem(422, "invalid-lines");
    shop.place("bob", lines(line("a b", 1))).isProblem(422, "invalid-lines");
  }

  @Test
  void refusesTwoCurrencies() {
    var dollars = "D" + sku;
    shop.put(
        dollars,
        """
        {"name": "Abroad", "stock": {"received": 5},
         "offers": [{"id": "each", "price": {"amount": 1, "currency": "USD"}}]}
        """);

    shop.place("bob", lines(line(sku, 1), line(dollars, 1))).isProblem(422, "mixed-currencies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"lines\": [", "not json", "", "[]", "{} {}"})
  void refusesMalformedJson(String body) {
    shop.post("/api/orders", TestIssuer.customer("bob"), "k", body)
        .isProblem(400, "malformed-body");
  }

  @Test
  void refusesAnotherMediaType() {
    shop.send(
            shop.request("/api/orders", TestIssuer.customer("bob"))
                .header("Content-Type", "text/xml")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofString("<order/>")))
        .isProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/products/SKU, If-None-Match, \"\u00e2\u0080\u0093\", 400",
    "GET /api/products/SKU, Content-Type, multipart/form-data, 200",
    "GET /api/products/SKU, Accept, \u00e2\u0080\u0093, 200",
    "GET /api/products/SKU, Accept, \"/*, 200",
    "GET /api/products/SKU, Accept, ',,,', 200",
    "POST /api/orders, Accept, \"/*, 400",
    "GET /api/orders, Accept, text/html, 406",
    "GET /api/products//SKU, X, y, 400",
    "GET //, X, y, 400",
    "GET /api/orders, Content-Type, multipart/mixed, 200",
    "POST /api/orders, Idempotency-Key, \u00e2\u0080\u0093, 400",
    "POST /api/orders, Content-Type, multipart/form-data, 415",
    "POST /api/orders, Content-Type, application/*, 415",
    "PUT /api/products/SKU, Content-Type, image/*, 415",
    "PUT /api/products/SKU, Content-Type, *, 415",
    "PUT /api/products/SKU, Content-Type, \u00e2\u0080\u0093, 415",
    "PUT /api/products/SKU, Content-Type, multipart/form-data, 415",
    "PUT /api/products/SKU, Content-Type, application/x-www-form-urlencoded;charset=nope, 415"
  })
  void isNotUpsetByHeadersThatTheFrameworkCannotRead(
      String line, String name, String value, int status) throws Exception {
    boolean customer = line.contains("/api/orders");
    var token = customer ? TestIssuer.customer("bob") : TestIssuer.shopKeeper();
    var type = name.equals("Content-Type") ? "X: y" : "Content-Type: application/json";

    var answer =
        RawHttp.exchange(
            port,
            line.replace("SKU", sku),
            line.startsWith("GET") ? "" : "{}",
            "Authorization: Bearer " + token,
            name + ": " + value,
            type);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("application/problem+json")).isEqualTo(status != 200);
  }

  @Test
  void refusesABodyOfTwoMegabytes() {
    shop.post("/api/orders", TestIssuer.customer("bob"), "k", " ".repeat(2 * 1024 * 1024))
        .isProblem(413, "body-too-large");
  }

  @Test
  void refusesARequestWithoutAKey() {
    var body = "{\"lines\": " + lines(line(sku, 1)) + "}";
    shop.post("/api/orders", TestIssuer.customer("bob"), null, body)
        .isProblem(400, "idempotency-key-missing");
    shop.post("/api/orders", TestIssuer.customer("bob"), "k".repeat(129), body)
        .isProblem(400, "idempotency-key-invalid");
  }

  @Test
  void refusesATokenThatIsMissingExpiredForgedOrNotMeantForThis() {
    shop.get("/api/orders", null).isProblem(401, "unauthorized");
    shop.get("/api/orders", TestIssuer.expired("bob")).isProblem(401, "unauthorized");
    shop.get("/api/orders", TestIssuer.forged("bob")).isProblem(401, "unauthorized");
    shop.get("/api/orders", TestIssuer.shopKeeper()).isProblem(403, "forbidden");
  }

  @Test
  void hidesAnotherCustomersOrder() {
    var id = shop.placed("bob", lines(line(sku, 1)));
    assertThat(shop.order("bob", id).status()).isEqualTo(200); // and is cached now

    shop.order("eve", id).isProblem(404, "unknown-order");
    shop.cancel("eve", id).isProblem(404, "unknown-order");
    shop.giveBack("eve", "k", id, lines(line(sku, 1))).isProblem(404, "unknown-order");
    shop.order("bob", "not-an-id").isProblem(404, "unknown-order");
  }

  @Test
  void cancellingTwiceIsCancellingOnce() {
    var id = shop.placed("bob", lines(line(sku, 1)));
    var key = UUID.randomUUID().toString();

    assertThat(shop.cancel("bob", key, id).status()).isEqualTo(202);
    var repeated = shop.cancel("bob", key, id);
    var again = shop.cancel("bob", id);

    assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.json().path("status").asString()).isEqualTo("Cancelling");
    assertThat(again.json().path("history")).hasSize(2);

    new FakePaymentEvents(kafka).voided(id);
    shop.awaitStatus("bob", id, "Cancelled");
    var afterTheEnd = shop.cancel("bob", id);
    assertThat(afterTheEnd.status()).isEqualTo(202);
    assertThat(afterTheEnd.json().path("status").asString()).isEqualTo("Cancelled");
    shop.cancel("bob", key, shop.placed("bob", lines(line(sku, 1))))
        .isProblem(422, "idempotency-key-reused");
  }

  @Test
  void refusesToTakeBackMoreThanWasBought() {
    var payment = new FakePaymentEvents(kafka);
    var id = shop.placed("bob", lines(line(sku, 3)));
    shop.giveBack("bob", "early " + id, id, lines(line(sku, 1)))
        .isProblem(409, "order-not-returnable");
    payment.authorized(id, 3 * Shop.PRICE);
    payment.captured(id);

    await()
        .until(() -> shop.giveBack("bob", "first " + id, id, lines(line(sku, 2))).status() == 201);
    shop.giveBack("bob", "second " + id, id, lines(line(sku, 2)))
        .isProblem(422, "returns-exceed-purchase");
    shop.giveBack("bob", "third " + id, id, lines(line("NOSUCH", 1)))
        .isProblem(422, "returns-exceed-purchase");
    var repeated = shop.giveBack("bob", "first " + id, id, lines(line(sku, 2)));
    assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(new Books(jdbc).stock(sku).sold()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \"x\", \"offers\": [], \"stock\": {\"received\": 1}}",
        "{\"name\": \"\", \"offers\": [{\"id\": \"a\", \"price\": {\"amount\": 1, \"currency\":"
            + " \"EUR\"}}], \"stock\": {\"received\": 1}}",
        "{\"name\": \"x\", \"offers\": [{\"id\": \"a\", \"price\": {\"amount\": 1, \"currency\":"
            + " \"EUR\"}}], \"stock\": {\"received\": -1}}"
      })
  void refusesAProductThatIsNone(String body) {
    shop.put("N1", body).isProblem(422, "invalid-product");
  }

  @Test
  void refusesToCountGoodsOutThatAreReserved() {
    var scarce = shop.product(5);
    shop.placed("bob", lines(line(scarce, 4)));

    shop.put(scarce, 3).isProblem(409, "received-too-low");
    assertThat(shop.put(scarce, 4).status()).isEqualTo(200);
    assertThat(new Books(jdbc).stock(scarce)).isEqualTo(new Books.Stock(0, 4, 0));
  }

  @Test
  void refusesAStrangeCursorAndLimit() {
    shop.get("/api/products?cursor=%00", null).isProblem(400, "invalid-cursor");
    shop.get("/api/products?query=%00", null).isProblem(400, "invalid-query");
    shop.get("/api/products?query=" + "q".repeat(201), null).isProblem(400, "invalid-query");
    shop.get("/api/products?limit=0", null).isProblem(400, "invalid-limit");
    shop.get("/api/orders?cursor=x", TestIssuer.customer("bob")).isProblem(400, "invalid-cursor");
    assertThat(shop.get("/api/products?limit=x", null).status()).isEqualTo(400);
    shop.get("/api/products?a=%ff", null).isProblem(400, "bad-request");
  }
}
