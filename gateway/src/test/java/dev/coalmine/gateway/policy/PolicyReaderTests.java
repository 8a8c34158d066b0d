package dev.coalmine.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coalmine.gateway.limit.Algorithm;
import dev.coalmine.gateway.limit.LimitKey;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.limit.Mode;
import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.KeyRule;
import dev.coalmine.gateway.route.RetryRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;

class PolicyReaderTests {

  private static final String GOOD =
      """
      exempt-clients: [lab]
      limits:
        reads: {by: address, rate: 100/s, burst: 200, lease: 10}
        orders: {by: customer, rate: 60/min, algorithm: sliding-log, mode: count}
      routes:
        - name: catalogue
          paths: [/products, /products/*]
          methods: [GET, HEAD]
          service: order-service
          access: anyone
          limits: [reads]
          time-limit: 500ms
        - name: order
          paths: [/orders]
          methods: [POST]
          service: order-service
          access: scope orders:write
          limits: [orders, reads]
          time-limit: none
          idempotency-key: optional
          retry: never
      """;

  @Test
  void readsEverySetting() {
    var policy = read(GOOD).policy();

    assertThat(policy.exemptClients()).containsExactly("lab");
    var reads =
        new LimitRule(
            "reads",
            LimitKey.ADDRESS,
            Algorithm.GCRA,
            100,
            Duration.ofSeconds(1),
            200,
            10,
            Mode.ENFORCE);
    var orders =
        new LimitRule(
            "orders",
            LimitKey.CUSTOMER,
            Algorithm.SLIDING_LOG,
            60,
            Duration.ofMinutes(1),
            60,
            1,
            Mode.COUNT);
    assertThat(policy.limits()).containsExactly(reads, orders);
    var catalogue = policy.routes().getFirst();
    assertThat(catalogue.access()).isEqualTo(new Access.Anyone());
    assertThat(catalogue.timeLimit()).isEqualTo(Duration.ofMillis(500));
    assertThat(catalogue.key()).isEqualTo(KeyRule.REQUIRED);
    assertThat(catalogue.retry()).isEqualTo(RetryRule.OTHER_INSTANCE);
    var order = policy.routes().getLast();
    assertThat(order.name()).isEqualTo("order");
    assertThat(order.service()).isEqualTo("order-service");
    assertThat(order.access()).isEqualTo(new Access.Scope("orders:write"));
    assertThat(order.limits()).as("those by address first").containsExactly(reads, orders);
    assertThat(order.stream()).isTrue();
    assertThat(order.key()).isEqualTo(KeyRule.OPTIONAL);
    assertThat(order.retry()).isEqualTo(RetryRule.NEVER);
  }

  @ParameterizedTest
  @CsvSource({"1/ms, PT0.001S", "1/s, PT1S", "1/min, PT1M", "1/h, PT1H", "1/d, PT24H"})
  void readsEveryUnitOfARate(String rate, Duration period) {
    var policy =
        read(GOOD.replace("rate: 100/s, burst: 200, lease: 10", "burst: 1, rate: " + rate));

    assertThat(policy.policy().limits().getFirst().period()).isEqualTo(period);
  }

  @Test
  void theFirstRouteThatMatchesApplies() {
    var policy =
        read(GOOD.replace(
                "  - name: order\n",
                """
                  - name: one-product
                    paths: [/products/1]
                    methods: [GET, PUT]
                    service: order-service
                    access: anyone
                    time-limit: 3s
                  - name: order
                """
                    .indent(0)))
            .policy();

    assertThat(policy.find(HttpMethod.GET, "/products/1").policy().name()).isEqualTo("catalogue");
    assertThat(policy.find(HttpMethod.PUT, "/products/1").policy().name()).isEqualTo("one-product");
    assertThat(policy.find(HttpMethod.PUT, "/products/2")).isNull();
    assertThat(policy.methods("/products/1"))
        .containsExactly(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT);
  }

  @Test
  void theVersionIsThatOfTheContent() {
    assertThat(read(GOOD).policy().version())
        .hasSize(12)
        .isEqualTo(read(GOOD).policy().version())
        .isNotEqualTo(read(GOOD + "#").policy().version());
  }

  @Test
  void warnsOfABurstBelow100MillisecondsOfTheRate() {
    var reading = read(GOOD.replace("burst: 200, lease: 10", "burst: 9"));

    assertThat(reading.warnings())
        .extracting(Mistake::toString)
        .containsExactly(
            "line 3: limits.reads.burst is less than the rate admits in 100 ms: clients that keep"
                + " to it are refused");
    assertThat(read(GOOD).warnings()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // unknown, missing and repeated settings
        bad(
            "exempt-clients:",
            "exempt-client:",
            1,
            "exempt-client is unknown; did you mean exempt-clients?"),
        bad("lease: 10", "leese: 10", 3, "limits.reads.leese is unknown; did you mean lease?"),
        bad(
            "time-limit: 500ms",
            "colour: red\n    time-limit: 500ms",
            12,
            "routes.catalogue.colour is unknown"),
        bad("by: address, ", "", 3, "limits.reads.by is missing"),
        bad("burst: 200, lease: 10", "lease: 10", 3, "limits.reads.burst is missing"),
        bad(
            "    service: order-service\n    access: anyone\n",
            "    access: anyone\n",
            6,
            "routes.catalogue.service is missing"),
        bad("  - name: catalogue\n    paths", "  - paths", 6, "routes[0].name is missing"),
        bad("    time-limit: none\n", "", 13, "routes.order.time-limit is missing"),
        bad(
            "retry: never",
            "retry: never\n    retry: never",
            22,
            "routes.order.retry stands twice, first on line 21"),
        bad(
            "  orders: {by",
            "  reads: {by: address, rate: 1/s, burst: 1}\n  orders: {by",
            4,
            "limits.reads stands twice, first on line 3"),
        // types
        bad(
            "exempt-clients: [lab]",
            "exempt-clients: lab",
            1,
            "exempt-clients must be a list of client ids, not one value"),
        bad(
            "exempt-clients: [lab]",
            "exempt-clients: [lab, lab]",
            1,
            "exempt-clients[1] is there twice: lab"),
        bad(
            "exempt-clients: [lab]",
            "exempt-clients: [{a: b}]",
            1,
            "exempt-clients[0] must be one value, not a group of settings"),
        bad(
            "service: order-service\n    access: anyone",
            "service:\n    access: anyone",
            9,
            "routes.catalogue.service is empty"),
        bad(
            "methods: [POST]",
            "methods: POST",
            15,
            "routes.order.methods must be a list of methods, not one value"),
        bad(
            "{by: address, rate: 100/s, burst: 200, lease: 10}",
            "100/s",
            3,
            "limits.reads must be a group of settings, not one value"),
        bad(
            "access: anyone",
            "access: [anyone]",
            10,
            "routes.catalogue.access must be one value, not a list"),
        bad("exempt-clients: [lab]", "? [a]\n: b", 1, "has a setting whose name is not a word"),
        // words and numbers
        bad(
            "by: address",
            "by: ip",
            3,
            "limits.reads.by must be address, customer or client, not \"ip\""),
        bad(
            "sliding-log",
            "leaky",
            4,
            "limits.orders.algorithm must be gcra, token-bucket, fixed-window, sliding-log or"
                + " sliding-counter, not \"leaky\""),
        bad(
            "mode: count",
            "mode: log",
            4,
            "limits.orders.mode must be enforce or count, not \"log\""),
        bad(
            "100/s",
            "100",
            3,
            "limits.reads.rate must be a number per ms, s, min, h or d, as 100/s, not \"100\""),
        bad(
            "100/s",
            "100/m",
            3,
            "limits.reads.rate must be a number per ms, s, min, h or d, as 100/s, not \"100/m\""),
        bad("100/s", "0/s", 3, "limits.reads.rate must be 1/s to 1000000/s, not 0/s"),
        bad("100/s", "1001/ms", 3, "limits.reads.rate must be 1/ms to 1000/ms, not 1001/ms"),
        bad("60/min", "1001/min", 4, "limits.orders.rate must be 1/min to 1000/min, not 1001/min"),
        bad(
            "burst: 200",
            "burst: 0",
            3,
            "limits.reads.burst must be a number, 1 to 1000000, not \"0\""),
        bad(
            "burst: 200",
            "burst: many",
            3,
            "limits.reads.burst must be a number, 1 to 1000000, not \"many\""),
        bad(
            "burst: 200",
            "burst: -1",
            3,
            "limits.reads.burst must be a number, 1 to 1000000, not \"-1\""),
        bad(
            "rate: 60/min,",
            "rate: 60/min, burst: 20,",
            4,
            "limits.orders.burst is not for an algorithm with a window"),
        bad(
            "lease: 10",
            "lease: 201",
            3,
            "limits.reads.lease must be a number, 1 to 200, not \"201\""),
        bad(
            "time-limit: 500ms",
            "time-limit: 3",
            12,
            "routes.catalogue.time-limit must be 1ms to 5min"),
        bad(
            "time-limit: 500ms",
            "time-limit: 0s",
            12,
            "routes.catalogue.time-limit must be 1ms to 5min"),
        bad(
            "time-limit: 500ms",
            "time-limit: 6min",
            12,
            "routes.catalogue.time-limit must be 1ms to 5min"),
        bad(
            "access: anyone",
            "access: orders:read",
            10,
            "routes.catalogue.access must be unchecked, anyone or a scope, as scope orders:read,"
                + " not \"orders:read\""),
        bad(
            "optional",
            "maybe",
            20,
            "routes.order.idempotency-key must be required, optional or absent, not \"maybe\""),
        bad(
            "retry: never",
            "retry: always",
            21,
            "routes.order.retry must be other-instance or never, not \"always\""),
        // names and paths
        bad(
            "name: catalogue",
            "name: Catalogue",
            6,
            "routes[0].name must be 1 to 63 of a-z, 0-9 and -"),
        bad(
            "name: order\n",
            "name: catalogue\n",
            13,
            "routes.catalogue.name is catalogue, as that of the route on line 6"),
        bad(
            "  reads: {",
            "  Reads: {by: address, rate: 1/s, burst: 1}\n  reads: {",
            3,
            "limits.Reads must be 1 to 63 of"),
        bad("[/orders]", "[orders]", 14, "routes.order.paths[0] must be a path as /api/orders/*"),
        bad("[/orders]", "[/orders/]", 14, "routes.order.paths[0] must be a path"),
        bad("[/orders]", "['/orders/{id}']", 14, "routes.order.paths[0] must be a path"),
        bad("[/orders]", "[/orders/x*]", 14, "routes.order.paths[0] must be a path"),
        bad("[/orders]", "[/orders/**]", 14, "routes.order.paths[0] must be a path"),
        bad("[/orders]", "[/orders/../x]", 14, "routes.order.paths[0] must be a path"),
        bad("[/orders]", "[/orders, /orders]", 14, "routes.order.paths[1] is there twice: /orders"),
        bad("[/orders]", "[]", 14, "routes.order.paths must have 1 to 50 paths, not 0"),
        bad("[POST]", "[post]", 15, "routes.order.methods[0] must be one of GET, HEAD, POST"),
        bad("[POST]", "[POST, POST]", 15, "routes.order.methods[1] is there twice: POST"),
        bad("[POST]", "[TRACE]", 15, "routes.order.methods[0] must be one of"),
        // limits and routes together
        bad(
            "limits: [reads]",
            "limits: [reads, raeds]",
            11,
            "routes.catalogue.limits[1] names the limit raeds, which is not defined; did you mean"
                + " reads?"),
        bad(
            "limits: [reads]",
            "limits: [reads, reads]",
            11,
            "routes.catalogue.limits[1] is there twice: reads"),
        bad(
            "limits: [orders, reads]",
            "limits: [reads]",
            4,
            "limits.orders is defined and no route uses it"),
        bad(
            "limits: [reads]",
            "limits: [reads, orders]",
            11,
            "routes.catalogue.limits[1] is orders, which counts by customer: without a token"),
        bad(
            "paths: [/orders]\n    methods: [POST]",
            "paths: [/products/1]\n    methods: [GET]",
            13,
            "routes.order can never apply: catalogue comes first"),
        // the document
        bad("exempt-clients: [lab]", "exempt-clients: &a [lab]", 1, "the anchor &a"),
        bad(
            "exempt-clients: [lab]",
            "exempt-clients: !!java.net.URL [lab]",
            1,
            "is not YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL"),
        bad("exempt-clients: [lab]", "exempt-clients: !url [lab]", 1, "the tag !url"),
        bad(
            "  reads: {",
            "\treads: {",
            3,
            "is not YAML: while scanning for the next token, found character '\\t(TAB)'"),
        bad("[lab]", "[lab", 2, "is not YAML: while parsing a flow sequence"),
        bad(
            "exempt-clients: [lab]",
            "exempt-clients: [lab]\n---",
            2,
            "is not YAML: expected a single document"),
        bad("[lab]", "[\u0007]", 1, "is not YAML: a character that cannot be printed (code 7)"),
        bad(
            "[lab]",
            "[".repeat(30) + "]".repeat(30),
            0,
            "is not YAML: Nesting Depth exceeded max 20"));
  }

  private static Arguments bad(String right, String wrong, int line, String message) {
    assertThat(GOOD).contains(right);
    int at = GOOD.indexOf(right);
    var text = GOOD.substring(0, at) + wrong + GOOD.substring(at + right.length());
    return Arguments.of(wrong, text, line, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void namesTheMistakeWithItsLine(String wrong, String text, int line, String message) {
    var mistakes = mistakesOf(text);

    assertThat(mistakes)
        .anySatisfy(
            mistake -> {
              var prefix = line == 0 ? "" : "line " + line + ": ";
              assertThat(mistake.toString()).startsWith(prefix + message);
            });
  }

  @Test
  void namesAllMistakesAtOnceInTheOrderOfTheirLines() {
    var text =
        GOOD.replace("retry: never", "retry: soon")
            .replace("lease: 10", "lease: 0")
            .replace("access: anyone", "access: everyone")
            .replace("methods: [POST]", "methods: [POSTS]");

    assertThat(mistakesOf(text)).extracting(Mistake::line).containsExactly(3, 10, 15, 21);
  }

  @Test
  void aMistakenLimitIsNotAlsoAnUndefinedOne() {
    assertThat(mistakesOf(GOOD.replace("by: address", "by: ip"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', the file is empty",
    "'# nothing', the file is empty",
    "[], 'line 1: must be a group of settings, not a list'",
    "routes, 'line 1: must be a group of settings, not one value'",
    "{}, 'line 1: routes is missing'",
    "'routes: []', 'line 1: routes must have 1 to 500 routes, not 0'",
    "'routes: [a]', 'line 1: routes[0] must be a group of settings, not one value'",
    "'limits:\nroutes: [a]', 'line 1: limits must be a group of settings, not nothing'"
  })
  void namesWhatIsWrongWithTheWholeFile(String text, String message) {
    assertThat(mistakesOf(text).getFirst().toString()).isEqualTo(message);
  }

  @Test
  void refusesWhatIsNotText() {
    var mistaken =
        catchThrowableOfType(
            MistakenPolicy.class, () -> PolicyReader.read("p", new byte[] {'a', (byte) 0xff}));

    assertThat(mistaken.mistakes().getFirst().text()).isEqualTo("the file is not UTF-8 text");
  }

  /** Nine levels of nine would be 400 million values; each node is looked at once. */
  @Test
  void refusesABombOfAliasesWithoutUnfoldingIt() {
    var bomb = new StringBuilder("l0: &l0 [a]\n");
    for (int level = 1; level < 10; level++) {
      var before = "*l" + (level - 1) + ",";
      bomb.append("l%1$d: &l%1$d [%2$s]%n".formatted(level, before.repeat(9)));
    }

    assertThat(mistakesOf(bomb.toString()))
        .hasSize(10)
        .allSatisfy(mistake -> assertThat(mistake.text()).startsWith("the anchor &l"));
  }

  @Test
  void refusesAFileThatContainsItself() {
    assertThat(mistakesOf("exempt-clients: &a [*a]").getFirst().text()).startsWith("the anchor &a");
  }

  @Test
  void tellsTheFirstTwentyOfManyMistakes() {
    var text = new StringBuilder(GOOD);
    for (int i = 0; i < 25; i++) {
      text.append("unknown").append(i).append(": 1\n");
    }
    var mistaken = mistaken(text.toString());

    assertThat(mistaken.mistakes()).hasSize(25);
    assertThat(mistaken.getMessage()).contains("unknown19 is unknown; and 5 more");
  }

  @Test
  void aRouteIsNotShadowedByThoseThatTakeOnlyAPartOfIt() {
    var text =
        GOOD.replace("paths: [/orders]", "paths: [/products/*, /orders]")
            .replace("[POST]", "[GET, HEAD]");

    assertThat(read(text).policy().routes()).hasSize(2);
  }

  @Test
  void aRouteIsShadowedBySeveralTogether() {
    var text =
        GOOD
            + """
              - name: third
                paths: [/orders, /products]
                methods: [GET]
                service: order-service
                access: anyone
                time-limit: 3s
              - name: fourth
                paths: [/products, /orders]
                methods: [GET]
                service: order-service
                access: anyone
                time-limit: 3s
            """;

    assertThat(mistakesOf(text))
        .extracting(Mistake::toString)
        .containsExactly("line 28: routes.fourth can never apply: catalogue and third comes first");
  }

  private static PolicyReader.Reading read(String text) {
    return PolicyReader.read("policy.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Mistake> mistakesOf(String text) {
    return mistaken(text).mistakes();
  }

  private static MistakenPolicy mistaken(String text) {
    var mistaken = catchThrowableOfType(MistakenPolicy.class, () -> read(text));
    assertThat(mistaken).as("the file is refused").isNotNull();
    return mistaken;
  }
}
