package dev.coalmine.platform.problem;

import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says which member of a body cannot be read, and why, without our class names. */
final class UnreadableBody {

  private static final int LONGEST = 300;

  private UnreadableBody() {}

  static String reason(HttpMessageNotReadableException e) {
    if (!(e.getCause() instanceof JacksonException json)) {
      return "The body is missing or is not JSON.";
    }
    var at = json.getLocation();
    var place =
        at == null || at.getLineNr() < 1
            ? ""
            : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return "The body is not what is expected%s: %s.".formatted(place, shortened(what(json)));
  }

  private static String what(JacksonException json) {
    var member = member(json);
    if (json.getCause() instanceof IllegalArgumentException domain) {
      return domain.getMessage();
    }
    return switch (json) {
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          (member.isEmpty() ? "the body" : member) + " must be " + kind(mismatch.getTargetType());
      case InputCoercionException number -> member + " must be " + kind(number.getTargetType());
      case StreamReadException unreadable ->
          (member.isEmpty() ? "" : member + ": ") + firstLine(unreadable.getOriginalMessage());
      default -> member.isEmpty() ? "unreadable" : member + " cannot be read";
    };
  }

  /** {@code lines[0].quantity}. */
  private static String member(JacksonException json) {
    return json.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String kind(Class<?> type) {
    if (type == String.class || type.isEnum()) {
      return "a string";
    }
    if (type == Long.class || type == long.class || type == Integer.class || type == int.class) {
      return "a whole number of at most 64 bits, without quotes";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("unreadable");
  }

  /** A parser quotes what it could not read. */
  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + " …";
  }
}
