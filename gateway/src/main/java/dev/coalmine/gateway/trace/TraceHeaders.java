package dev.coalmine.gateway.trace;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** What a service is told about the request it is part of. */
public final class TraceHeaders {

  private TraceHeaders() {}

  public static void write(ServerWebExchange exchange, HttpHeaders headers) {
    var trace = TraceContext.of(exchange);
    headers.set(TraceContext.TRACEPARENT, trace.traceparent());
    if (!trace.continued()) {
      headers.remove(TraceContext.TRACESTATE);
    }
    headers.set(RequestIdFilter.HEADER, RequestIdFilter.of(exchange));
  }
}
