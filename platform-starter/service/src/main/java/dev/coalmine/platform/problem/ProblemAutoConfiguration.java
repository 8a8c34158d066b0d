package dev.coalmine.platform.problem;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;
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
  AcceptFilter acceptFilter() {
    return new AcceptFilter();
  }

  @Bean
  BodyLimitFilter bodyLimitFilter(@Value("${coalmine.web.max-body:1MB}") DataSize limit) {
    return new BodyLimitFilter(limit);
  }
}
