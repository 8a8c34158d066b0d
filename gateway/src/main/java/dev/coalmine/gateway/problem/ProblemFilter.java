package dev.coalmine.gateway.problem;

import dev.coalmine.gateway.EdgeFilter;
import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.trace.TraceContext;
import dev.coalmine.platform.problemtype.ProblemType;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failure that is the gateway's own; what a service answered passes untouched. */
@Component
class ProblemFilter implements EdgeFilter {

  private static final Logger log = LoggerFactory.getLogger(ProblemFilter.class);

  private final JsonMapper json;
  private final RefusalCount refusals;

  ProblemFilter(JsonMapper json, RefusalCount refusals) {
    this.json = json;
    this.refusals = refusals;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Mono<Void> answered;
    try {
      answered = chain.filter(exchange);
    } catch (RuntimeException e) {
      return answer(exchange, e);
    }
    return answered.onErrorResume(failure -> answer(exchange, failure));
  }

  private Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
    var response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure); // half an answer is out: only breaking off tells the caller
    }
    var problem = Problems.of(failure);
    if (problem == null) {
      problem = defect(exchange, failure);
    }
    refusals.note(exchange, problem.slug());
    response.setStatusCode(problem.status());
    response.getHeaders().putAll(problem.headers());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    var body = json.writeValueAsBytes(body(exchange, problem));
    response.getHeaders().setContentLength(body.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  private static Problem defect(ServerWebExchange exchange, Throwable failure) {
    log.atError()
        .addKeyValue("trace.id", TraceContext.of(exchange).traceId())
        .setCause(failure)
        .log("A request failed in the gateway");
    return new Problem(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal-error",
        "The gateway failed. The trace id finds the reason in its log.");
  }

  private static LinkedHashMap<String, Object> body(ServerWebExchange exchange, Problem problem) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", ProblemType.uri(problem.slug()));
    body.put("title", problem.status().getReasonPhrase());
    body.put("status", problem.status().value());
    body.put("detail", problem.getMessage());
    body.put("instance", exchange.getRequest().getPath().value());
    body.put("traceId", TraceContext.of(exchange).traceId());
    return body;
  }

  @Override
  public int getOrder() {
    return FilterOrder.PROBLEMS.order();
  }
}
