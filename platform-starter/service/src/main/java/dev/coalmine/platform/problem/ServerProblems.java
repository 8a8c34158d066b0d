package dev.coalmine.platform.problem;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what no handler could: Tomcat's own refusals, and the end of a request whose body cannot
 * be read, for which Tomcat discards what a handler has written. There is no page for errors to
 * which Tomcat would dispatch such a request a second time: that dispatch came to the access rules
 * under another address and without a caller, and was answered as forbidden.
 */
class ServerProblems extends ErrorReportValve {

  private static final Log log = LogFactory.getLog(ServerProblems.class);
  private static final Pattern TRACE_PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  private final JsonMapper json;

  ServerProblems(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()
        || !canWrite(response)) {
      return;
    }
    if (throwable != null) { // reading on would fail again, with an error in the log
      response.getCoyoteResponse().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
    var problem = problem(response.getStatus(), throwable);
    response.setStatus(problem.getStatus());
    problem.setInstance(Problem.instance(request.getRequestURI()));
    problem.setProperty("traceId", traceId(request).orElseGet(() -> newTraceId(problem)));
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(json.writeValueAsBytes(problem));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      log.debug("A caller left before its problem was written", e);
    }
  }

  private static boolean canWrite(Response response) {
    var allowed = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
    return allowed.get();
  }

  private static ProblemDetail problem(int code, Throwable throwable) {
    var status = Optional.ofNullable(HttpStatus.resolve(code)).orElse(HttpStatus.BAD_REQUEST);
    return switch (status) {
      case REQUEST_HEADER_FIELDS_TOO_LARGE -> tooManyFields();
      case REQUEST_TIMEOUT ->
          Problem.body(status, "request-timeout", "The body of the request did not come in time.");
      case BAD_REQUEST -> unreadable(throwable);
      case CONTENT_TOO_LARGE ->
          Problem.body(status, "body-too-large", "The body is larger than is allowed.");
      case INTERNAL_SERVER_ERROR ->
          Problem.body(
              status,
              "internal-error",
              "The service failed. The trace id finds the reason in its log.");
      default -> Problem.body(status, Problem.slug(status), refusal(status));
    };
  }

  /** Of the statuses that are Tomcat's own. */
  private static String refusal(HttpStatus status) {
    return switch (status) {
      case METHOD_NOT_ALLOWED -> "TRACE is not allowed at any address; use another method.";
      case EXPECTATION_FAILED -> "The only Expect that can be met is 100-continue.";
      case NOT_IMPLEMENTED ->
          "The method is not known here, or the Transfer-Encoding, which can only be chunked.";
      case HTTP_VERSION_NOT_SUPPORTED -> "The request must be HTTP/1.1 or HTTP/1.0.";
      default -> "The server refuses this request.";
    };
  }

  /** Tomcat fails with an IOException while it reads a body, with others while it reads a head. */
  private static ProblemDetail unreadable(@Nullable Throwable throwable) {
    return switch (throwable) {
      case IOException _ ->
          Problem.body(
              HttpStatus.BAD_REQUEST,
              "malformed-body",
              "The body ends too early, or is not as its headers announce it.");
      case IllegalStateException _ -> tooManyFields();
      case null, default ->
          Problem.body(
              HttpStatus.BAD_REQUEST,
              "bad-request",
              "The request line, the address or a header cannot be read, or is too long.");
    };
  }

  private static ProblemDetail tooManyFields() {
    var status = HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    return Problem.body(
        status,
        Problem.slug(status),
        "The request has too many header fields, or too many trailer fields.");
  }

  /** Of a request that ended before it had a span and names none: the log has the id as well. */
  private static String newTraceId(ProblemDetail problem) {
    var id = UUID.randomUUID().toString().replace("-", "");
    log.debug("Refused with %s, traceId %s".formatted(problem, id));
    return id;
  }

  /** Of the request's span, which has ended; else of the caller's, if the request never had one. */
  private static Optional<String> traceId(Request request) {
    return ServerHttpObservationFilter.findObservationContext(request)
        .map(ServerProblems::traceId)
        .or(() -> traceParent(request));
  }

  private static @Nullable String traceId(ServerRequestObservationContext observed) {
    TracingContext traced = observed.get(TracingContext.class);
    return traced == null || traced.getSpan() == null ? null : traced.getSpan().context().traceId();
  }

  private static Optional<String> traceParent(Request request) {
    var header = request.getHeader("traceparent");
    var found = TRACE_PARENT.matcher(header == null ? "" : header);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
