package dev.coalmine.platform.transaction;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

@AutoConfiguration
class TransactionAutoConfiguration {

  @Bean
  Transactions transactions(PlatformTransactionManager transactions, MeterRegistry meters) {
    return new JdbcTransactions(transactions, meters);
  }
}
