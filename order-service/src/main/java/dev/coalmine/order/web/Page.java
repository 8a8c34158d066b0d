package dev.coalmine.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.platform.problem.Problem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A page of a list. The next one begins after a row instead of after a count (keyset pagination).
 *
 * @param next the cursor of the next page, if there is one
 */
record Page<T>(List<T> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {

  private static final int MOST = 100;

  /**
   * @param rows one more than the limit when there is a next page
   */
  static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    var items = List.copyOf(rows.subList(0, limit));
    return new Page<>(items, cursor.apply(items.getLast()));
  }

  static int checked(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "invalid-limit", "limit must be 1 to " + MOST + ".");
    }
    return limit;
  }

  static Problem unknownCursor() {
    return new Problem(HttpStatus.BAD_REQUEST, "invalid-cursor", "This is no cursor of ours.");
  }
}
