package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parameters of a request, form-encoded in its body or its query. */
record Form(Map<String, String> fields) {

  static Form parse(String encoded) {
    var fields = new TreeMap<String, String>();
    if (encoded != null && !encoded.isEmpty()) {
      for (var pair : encoded.split("&")) {
        int equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        fields.put(decoded(name), decoded(value));
      }
    }
    return new Form(fields);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.invalid("parameter_invalid", "Not form-encoded: " + text);
    }
  }

  String text(String name, String otherwise) {
    return fields.getOrDefault(name, otherwise);
  }

  String required(String name) {
    var value = fields.get(name);
    if (value == null || value.isBlank()) {
      throw StripeError.invalid("parameter_missing", "Missing required param: " + name + ".");
    }
    return value;
  }

  long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw StripeError.invalid("parameter_invalid_integer", "Invalid integer: " + name);
    }
  }

  Map<String, String> metadata() {
    var metadata = new LinkedHashMap<String, String>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith("metadata[") && name.endsWith("]")) {
            metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
          }
        });
    return metadata;
  }

  /** What is to be shown in full, not only named. */
  List<String> expand() {
    return fields.entrySet().stream()
        .filter(field -> field.getKey().startsWith("expand["))
        .map(Map.Entry::getValue)
        .toList();
  }
}
