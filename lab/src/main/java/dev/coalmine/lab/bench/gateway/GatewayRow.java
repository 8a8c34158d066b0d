package dev.coalmine.lab.bench.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What one proxy cost. The order of the fields is that of the table.
 *
 * @param name of the proxy
 * @param cpuMicrosPerRequest processor time of the proxy, all its threads
 * @param redisCpuMicrosPerRequest processor time of Redis
 * @param requestsPerSecond with every connection busy
 * @param p50Millis at half of that rate
 * @param p99Millis at half of that rate
 * @param redisCallsPerRequest scripts that were called
 * @param ratioToBare of processor time, to the bare Spring Cloud Gateway; null without that row
 * @param requests answered with 2xx, over all passes
 * @param failed all others
 * @param passMicros the least and the most processor time per request of one pass
 * @param statuses how often each status came; 0 stands for a connection that broke
 * @param transport of a Java program
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GatewayRow(
    String name,
    double cpuMicrosPerRequest,
    double redisCpuMicrosPerRequest,
    double requestsPerSecond,
    double p50Millis,
    double p99Millis,
    double redisCallsPerRequest,
    Double ratioToBare,
    long requests,
    long failed,
    double[] passMicros,
    Map<Integer, Long> statuses,
    String transport) {

  GatewayRow withRatio(Double ratio) {
    return new GatewayRow(
        name,
        cpuMicrosPerRequest,
        redisCpuMicrosPerRequest,
        requestsPerSecond,
        p50Millis,
        p99Millis,
        redisCallsPerRequest,
        ratio,
        requests,
        failed,
        passMicros,
        statuses,
        transport);
  }

  /**
   * A row with an answer that is not 2xx, or without its limits' Redis, measures something else.
   */
  boolean isFailed() {
    return failed > 0 || requests == 0 || isWithoutItsRedis();
  }

  /** Whether limits that have a Redis did not ask it: a limiter that fell back costs less. */
  boolean isWithoutItsRedis() {
    return (name.equals(Contenders.STOCK) || name.equals(Contenders.COALMINE))
        && redisCallsPerRequest == 0;
  }
}
