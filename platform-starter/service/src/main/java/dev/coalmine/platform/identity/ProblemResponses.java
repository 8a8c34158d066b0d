package dev.coalmine.platform.identity;

import dev.coalmine.platform.problem.Problem;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Spring Security answers before any controller; these answers are problems as well. */
class ProblemResponses
    implements AuthenticationEntryPoint,
        AuthenticationFailureHandler,
        AccessDeniedHandler,
        RequestRejectedHandler {

  private final JsonMapper json;
  private final Tracer tracer;

  ProblemResponses(JsonMapper json, Tracer tracer) {
    this.json = json;
    this.tracer = tracer;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    write(
        request,
        response,
        Problem.body(HttpStatus.UNAUTHORIZED, "unauthorized", "A valid bearer token is needed."));
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (!(e instanceof AuthenticationServiceException)) {
      commence(request, response, e);
      return;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, "2");
    write(
        request,
        response,
        Problem.body(
            HttpStatus.SERVICE_UNAVAILABLE,
            "identity-unavailable",
            "The token cannot be verified now; try again."));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    write(
        request,
        response,
        Problem.body(HttpStatus.FORBIDDEN, "forbidden", "The token's scopes do not allow this."));
  }

  /** Of the firewall, before any handler or where a handler reads what is not allowed. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
      throws IOException {
    write(
        request,
        response,
        Problem.body(
            HttpStatus.BAD_REQUEST,
            "bad-request",
            "The address or a header holds what is not allowed there."));
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
      throws IOException {
    problem.setInstance(Problem.instance(request.getRequestURI()));
    var span = tracer.currentSpan();
    if (span != null) {
      problem.setProperty("traceId", span.context().traceId());
    }
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
