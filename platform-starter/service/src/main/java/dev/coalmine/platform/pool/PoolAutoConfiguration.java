package dev.coalmine.platform.pool;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnClass(HikariDataSource.class)
class PoolAutoConfiguration {

  /** Before the pool is used: its settings cannot be changed afterwards. */
  @Bean
  static BeanPostProcessor readOnlyEviction() {
    return new BeanPostProcessor() {

      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          pool.setExceptionOverride(new ReadOnlyEviction(pool));
        }
        return bean;
      }
    };
  }
}
