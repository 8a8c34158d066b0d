package dev.coalmine.gateway;

import org.springframework.core.Ordered;

/**
 * The order in which a request meets the filters. Each constant is one filter in one file; a new
 * concern is a new constant at its place. Every filter is a {@code @Component} whose {@code
 * getOrder()} returns the {@link #order()} of its constant.
 *
 * <p>A filter that has nothing to wait for implements {@link RequestStep}. The others up to {@link
 * #METHOD} implement {@link EdgeFilter} and see every request; the later ones implement {@link
 * RouteFilter}, and run only when a route was found. {@link #SERVICE_PROBLEMS} and the filters
 * after it run inside the framework's writing of the answer, so an answer can be replaced and an
 * attempt can be repeated while nothing has been written.
 */
public enum FilterOrder {
  TRACE,
  REQUEST_ID,
  TELEMETRY,
  PROBLEMS,
  REQUEST_LINE,
  UNREADABLE_CONTENT_TYPE,
  TRANSFER_CODING,
  HEADER_COUNT,
  HOST,
  CORS,
  PATH,
  QUERY,
  METHOD,
  // the route is found here
  BODY_ARRIVAL,
  BODY_SIZE,
  MEDIA_TYPE,
  CONTENT_CODING,
  IDEMPOTENCY_KEY,
  // allow and deny lists belong here
  ADDRESS_LIMIT,
  AUTHENTICATION,
  AUTHORIZATION,
  CUSTOMER_LIMIT,
  // release cohort, response cache, admission belong here, in this order
  STREAM_END,
  // the framework writes the answer (order -1)
  SERVICE_PROBLEMS,
  RETRY,
  INSTANCE,
  ATTEMPT;
  // the framework sends the request to the instance

  private static final int WRITES_ANSWER = -1;

  /** Spring's order: lower is earlier. */
  public int order() {
    int inside = ordinal() - SERVICE_PROBLEMS.ordinal();
    return inside < 0 ? WRITES_ANSWER + inside : inside + 1;
  }

  static boolean isEdge(Ordered filter) {
    return filter.getOrder() <= METHOD.order();
  }

  static boolean isBeforeAnswer(Ordered filter) {
    return !isEdge(filter) && filter.getOrder() < WRITES_ANSWER;
  }

  static boolean isInsideAnswer(Ordered filter) {
    return filter.getOrder() > WRITES_ANSWER;
  }
}
