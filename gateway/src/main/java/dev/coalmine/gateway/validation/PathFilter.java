package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses paths that a service might read differently from us: {@code /api/orders/../../actuator}
 * is below {@code /api/orders} here and the actuator there.
 */
@Component
class PathFilter implements RequestStep {

  private static final int LONGEST = 1024;

  @Override
  public void apply(ServerWebExchange exchange) {
    if (!plain(exchange.getRequest().getPath().value())) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "invalid-path",
          "The path must be plain: no empty or dot segments, no encoded separators, at most %d"
                  .formatted(LONGEST)
              + " characters.");
    }
  }

  static boolean plain(String path) {
    int length = path.length();
    if (length > LONGEST || length == 0 || path.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = path.charAt(i);
      if (c == '/' && i + 1 < length) {
        char next = path.charAt(i + 1);
        if (next == '/' || next == '.') {
          return false;
        }
      }
      if (c == ';' || c == '\\' || c <= ' ' || c >= 127) {
        return false;
      }
      if (c == '%' && separator(path, i + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the two digits at this index stand for one of {@code . / \ % ;} or a control. */
  private static boolean separator(String path, int i) {
    if (i + 1 >= path.length()) {
      return true;
    }
    int high = Character.digit(path.charAt(i), 16);
    int low = Character.digit(path.charAt(i + 1), 16);
    if (high < 0 || low < 0) {
      return true;
    }
    int c = high * 16 + low;
    return c < ' ' || c == 127 || c == '.' || c == '/' || c == '\\' || c == '%' || c == ';';
  }

  @Override
  public int getOrder() {
    return FilterOrder.PATH.order();
  }
}
