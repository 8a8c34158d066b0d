package dev.coalmine.platform.problem;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Says which member of a body cannot be read, where, and why: in our words, because those of the
 * parser name its own classes and settings.
 */
final class UnreadableBody {

  /** Characters of a member's path, which can be the sender's own. */
  private static final int LONGEST = 300;

  private static final Pattern DUPLICATE = Pattern.compile("(?s)Duplicate .*?\"(.*)\".*");
  private static final String TRAILING = "Trailing token";

  private UnreadableBody() {}

  static String reason(HttpMessageNotReadableException e) {
    if (!(e.getCause() instanceof JacksonException json)) {
      return "The body is missing, or cannot be read.";
    }
    return "The body is not what is expected%s: %s."
        .formatted(place(json.getLocation()), shortened(what(json)));
  }

  private static String place(TokenStreamLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String what(JacksonException json) {
    var member = member(json);
    if (json.getCause() instanceof IllegalArgumentException domain) {
      return domain.getMessage();
    }
    return switch (json) {
      case InputCoercionException number -> member + " must be " + Kind.of(number.getTargetType());
      case UnexpectedEndOfInputException _ -> "it ends before its JSON does";
      case StreamConstraintsException _ ->
          "it is nested too deeply, or a name, text or number in it is too long";
      case StreamReadException unreadable -> unreadable(unreadable, member);
      case MismatchedInputException follows
          when String.valueOf(follows.getOriginalMessage()).startsWith(TRAILING) ->
          "something follows its JSON";
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          (member.isEmpty() ? "the body" : member)
              + " must be "
              + Kind.of(mismatch.getTargetType());
      default -> member.isEmpty() ? "it cannot be read" : member + " cannot be read";
    };
  }

  private static String unreadable(StreamReadException json, String member) {
    var twice = DUPLICATE.matcher(String.valueOf(json.getOriginalMessage()));
    if (twice.matches()) {
      return "\"%s\" is there twice".formatted(twice.group(1));
    }
    return (member.isEmpty() ? "it" : member) + " is not JSON";
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

  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + " …";
  }
}
