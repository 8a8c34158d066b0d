package dev.coalmine.platform.problem;

import dev.coalmine.platform.settings.Range;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads a body to its end, trailer fields included, before a handler acts, and no further than the
 * limit. A handler that reads no body, or that stops behind the JSON's last brace, would otherwise
 * act on a request that is then refused for the rest of its body.
 */
class BodyLimitFilter extends OncePerRequestFilter {

  private final int limit;
  private final HandlerExceptionResolver problems;

  /**
   * @param limit 1 byte to 16 MB
   * @param problems answers a body beyond the limit
   */
  BodyLimitFilter(DataSize limit, HandlerExceptionResolver problems) {
    Range.of("coalmine.web").check("max-body", limit, "1B", "16MB");
    this.limit = Math.toIntExact(limit.toBytes());
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!announcesBody(request)) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body;
    try {
      body = read(request);
    } catch (Problem e) {
      problems.resolveException(request, response, null, e);
      return;
    } catch (IOException e) {
      logger.debug("A body did not come whole", e);
      return; // Tomcat has set the status, 400 or 408, and ServerProblems writes the problem
    } catch (IllegalStateException e) { // Tomcat's, for more trailer fields than it keeps
      request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, e);
      response.sendError(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value());
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  private static boolean announcesBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge();
    }
    var body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      throw tooLarge();
    }
    return body;
  }

  private Problem tooLarge() {
    return new Problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        "The body is larger than %d bytes.".formatted(limit));
  }
}
