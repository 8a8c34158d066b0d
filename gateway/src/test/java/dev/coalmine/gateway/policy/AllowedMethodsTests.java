package dev.coalmine.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class AllowedMethodsTests {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Policy POLICY = BuiltIn.policy();
  private static final String STREAM = "/api/notifications/stream";

  @Test
  void areThoseOfTheContracts() throws Exception {
    var contracts = contracts();
    assertThat(contracts).hasSizeGreaterThan(8);

    contracts.forEach((path, methods) -> assertThat(allowed(path)).as(path).isEqualTo(methods));
  }

  private static Set<String> allowed(String template) {
    var names = new TreeSet<String>();
    POLICY
        .methods(template.replaceAll("\\{[^}]*}", "X"))
        .forEach(method -> names.add(method.name()));
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/products/",
        "/api/orders/1/",
        "/api/orders/1/2",
        "/api/ordersX"
      })
  void areUnknownWhereNothingIs(String path) {
    assertThat(POLICY.methods(path)).isEmpty();
  }

  private static Map<String, Set<String>> contracts() throws IOException {
    var all = new TreeMap<String, Set<String>>();
    for (var file : files()) {
      Map<String, Map<String, Object>> paths =
          new Yaml()
              .<Map<String, Map<String, Map<String, Object>>>>load(Files.readString(file))
              .get("paths");
      paths.forEach((path, item) -> all.put(path, methods(path, item.keySet())));
    }
    return all;
  }

  private static List<Path> files() throws IOException {
    var found = new ArrayList<Path>();
    try (var folder = Files.newDirectoryStream(Path.of("../contracts/openapi"), "*-service.yaml")) {
      folder.forEach(found::add);
    }
    return found;
  }

  private static Set<String> methods(String path, Set<String> members) {
    var methods = new TreeSet<String>();
    members.stream().filter(METHODS::contains).forEach(name -> methods.add(name.toUpperCase()));
    if (methods.contains("GET") && !path.equals(STREAM)) {
      methods.add("HEAD");
    }
    return methods;
  }
}
