package dev.coalmine.gateway;

/**
 * The chain, in the order a request meets it. One filter is one stage is one file; a new concern is
 * a new constant at its place.
 *
 * <p>The stages up to {@link #METHOD} see every request; the others run on a route, and there is no
 * answer from a service without one. {@link #SERVICE_PROBLEMS} and what follows lie inside the
 * framework's writing of the answer, so an answer can be replaced and an attempt repeated while
 * nothing has been written.
 */
public enum Stage {
  TRACE,
  REQUEST_ID,
  METRICS,
  ACCESS_LOG,
  PROBLEMS,
  CORS,
  PATH,
  METHOD,
  // the route is found here
  BODY_SIZE,
  MEDIA_TYPE,
  IDEMPOTENCY_KEY,
  // allow and deny lists, then the address limit, belong here
  AUTHENTICATION,
  AUTHORISATION,
  // customer limit, release cohort, response cache, admission belong here, in this order
  STREAM_END,
  // the framework writes the answer (order -1)
  SERVICE_PROBLEMS,
  RETRY,
  INSTANCE;
  // the framework sends the request to the instance

  private static final int WRITES_ANSWER = -1;

  /** Spring's order: lower is earlier. */
  public int order() {
    int inside = ordinal() - SERVICE_PROBLEMS.ordinal();
    return inside < 0 ? WRITES_ANSWER + inside : inside + 1;
  }
}
