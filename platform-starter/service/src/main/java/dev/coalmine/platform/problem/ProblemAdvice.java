package dev.coalmine.platform.problem;

import dev.coalmine.platform.failure.FailureClass;
import dev.coalmine.platform.problemtype.ProblemType;
import io.micrometer.tracing.Tracer;
import java.net.URI;
import java.time.Duration;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Makes a problem of whatever a request ends in: ours, the framework's, or a defect. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Tracer tracer;

  ProblemAdvice(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Its first reader finds it, in whatever handler that is. */
  @ExceptionHandler(InvalidParameterException.class)
  ResponseEntity<Object> undecodable(InvalidParameterException e, WebRequest request) {
    return problem(
        e,
        HttpStatus.BAD_REQUEST,
        "bad-request",
        "A parameter of the query cannot be decoded: it must be UTF-8, percent-encoded.",
        request);
  }

  /** Thrown where a handler reads a header whose bytes Spring Security does not let through. */
  @ExceptionHandler(RequestRejectedException.class)
  ResponseEntity<Object> rejected(RequestRejectedException e, WebRequest request) {
    return problem(
        e,
        HttpStatus.BAD_REQUEST,
        "bad-request",
        "A header or parameter holds a character that is not allowed: printable ASCII is.",
        request);
  }

  /** What no handler of its own has: of a permanent failure only a service can know the reason. */
  @ExceptionHandler(Exception.class)
  ResponseEntity<Object> failed(Exception e, WebRequest request) {
    return switch (FailureClass.of(e)) {
      case TRANSIENT -> unavailable(e, request);
      case PERMANENT, DEFECT ->
          handleExceptionInternal(
              e, defect(e), new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    };
  }

  private ResponseEntity<Object> unavailable(Exception e, WebRequest request) {
    log.warn("A request cannot be served for now: {}", e.toString());
    var problem =
        new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "temporarily-unavailable",
                "A server that this service depends on does not serve it. Try again with the same"
                    + " key.")
            .retryAfter(PAUSE);
    return handleExceptionInternal(
        e, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
  }

  private static ProblemDetail defect(Exception e) {
    log.error("A request failed", e);
    return Problem.body(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal-error",
        "The service failed. The trace id finds the reason in its log.");
  }

  /** Every problem comes through here, also those of exceptions that the base class handles. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return super.handleExceptionInternal(e, ours(e, body, status), headers, status, request);
  }

  /** Replaces the framework's sentence, which names its own classes, by one of ours. */
  private static @Nullable Object ours(Exception e, @Nullable Object body, HttpStatusCode status) {
    return switch (e) {
      case HttpMessageNotReadableException unreadable ->
          Problem.body(HttpStatus.BAD_REQUEST, "malformed-body", UnreadableBody.reason(unreadable));
      case HttpMediaTypeNotSupportedException unsupported -> {
        var needed = MediaType.toString(unsupported.getSupportedMediaTypes());
        yield ProblemDetail.forStatusAndDetail(
            status, "A body with the Content-Type " + needed + " is needed.");
      }
      case HttpMediaTypeNotAcceptableException unacceptable -> {
        var offered = MediaType.toString(unacceptable.getSupportedMediaTypes());
        yield ProblemDetail.forStatusAndDetail(
            status,
            offered.isEmpty()
                ? "There is no answer of a type that the Accept header allows."
                : "The answer is " + offered + ", which the Accept header does not allow.");
      }
      case HttpMessageNotWritableException _, ConversionNotSupportedException _ -> defect(e);
      case TypeMismatchException mismatch ->
          ProblemDetail.forStatusAndDetail(status, needed(mismatch));
      case NoHandlerFoundException _, NoResourceFoundException _ ->
          ProblemDetail.forStatusAndDetail(status, "There is nothing at this address.");
      default -> body;
    };
  }

  /** Of a parameter or a part of the path; its value is not repeated, the caller knows it. */
  private static String needed(TypeMismatchException e) {
    var name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(e.getPropertyName());
    return name + " must be " + Kind.of(e.getRequiredType()).replace(", without quotes", "") + ".";
  }

  private ResponseEntity<Object> problem(
      Exception e, HttpStatus status, String slug, String detail, WebRequest request) {
    return handleExceptionInternal(
        e, Problem.body(status, slug, detail), new HttpHeaders(), status, request);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    var all = new HttpHeaders();
    all.putAll(headers);
    if (body instanceof ProblemDetail problem) {
      complete(problem);
      all.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // whatever is accepted
    }
    return super.createResponseEntity(body, all, status, request);
  }

  private void complete(ProblemDetail problem) {
    if (problem.getType() == null || problem.getType().equals(URI.create("about:blank"))) {
      problem.setType(ProblemType.uri(Problem.slug(HttpStatus.resolve(problem.getStatus()))));
    }
    var span = tracer.currentSpan();
    if (span != null) {
      problem.setProperty("traceId", span.context().traceId());
    }
  }
}
