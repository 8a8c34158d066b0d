package dev.coalmine.lab.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisStatisticsTests {

  @Test
  void countsScriptsAndNotWhatIsInThem() {
    var statistics =
        """
        # Commandstats\r
        cmdstat_evalsha:calls=1200,usec=9000,usec_per_call=7.50,rejected_calls=0,failed_calls=1\r
        cmdstat_eval:calls=1,usec=90,usec_per_call=90.00,rejected_calls=0,failed_calls=0\r
        cmdstat_fcall_ro:calls=2,usec=9,usec_per_call=4.50,rejected_calls=0,failed_calls=0\r
        cmdstat_hset:calls=1200,usec=900,usec_per_call=0.75,rejected_calls=0,failed_calls=0\r
        cmdstat_info:calls=3,usec=100,usec_per_call=33.33,rejected_calls=0,failed_calls=0\r
        """;
    assertThat(RedisStatistics.scriptCalls(statistics)).isEqualTo(1_203);
  }
}
