package dev.coalmine.platform.problem;

import dev.coalmine.platform.settings.Range;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Stops reading a body at the limit, whatever its Content-Length said or did not say. */
class BodyLimitFilter extends OncePerRequestFilter {

  private final int limit;

  /**
   * @param limit 1 byte to 16 MB
   */
  BodyLimitFilter(DataSize limit) {
    Range.of("coalmine.web").check("max-body", limit, "1B", "16MB");
    this.limit = Math.toIntExact(limit.toBytes());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new LimitedRequest(request), response);
  }

  private final class LimitedRequest extends ContentCachingRequestWrapper {

    LimitedRequest(HttpServletRequest request) {
      super(request, limit);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (getContentLengthLong() > limit) {
        throw new BodyTooLargeException(limit);
      }
      return super.getInputStream();
    }

    @Override
    protected void handleContentOverflow(int limit) {
      throw new BodyTooLargeException(limit);
    }
  }
}
