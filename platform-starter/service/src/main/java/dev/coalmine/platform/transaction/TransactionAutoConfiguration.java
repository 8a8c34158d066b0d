package dev.coalmine.platform.transaction;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

@AutoConfiguration(after = DataSourceTransactionManagerAutoConfiguration.class)
@ConditionalOnBean(PlatformTransactionManager.class)
class TransactionAutoConfiguration {

  @Bean
  Transactions transactions(PlatformTransactionManager transactions, MeterRegistry meters) {
    return new JdbcTransactions(transactions, meters);
  }
}
