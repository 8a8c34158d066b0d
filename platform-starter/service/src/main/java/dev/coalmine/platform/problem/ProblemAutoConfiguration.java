package dev.coalmine.platform.problem;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
class ProblemAutoConfiguration {

  @Bean
  ProblemAdvice problemAdvice(Tracer tracer) {
    return new ProblemAdvice(tracer);
  }

  @Bean
  StrictJson strictJson(JsonMapper json) {
    return new StrictJson(json);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE) // the valve that is added last is the first to report
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> serverProblems(JsonMapper json) {
    return server ->
        server.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ServerProblems(json)));
  }

  @Bean
  AcceptFilter acceptFilter() {
    return new AcceptFilter();
  }

  @Bean
  BodyLimitFilter bodyLimitFilter(
      @Value("${coalmine.web.max-body:1MB}") DataSize limit,
      @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new BodyLimitFilter(limit, problems);
  }
}
