package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Clients of which each does the next thing as soon as the last is done. */
final class ClosedLoop {

  private ClosedLoop() {}

  /** What one client does again and again, until it is closed. */
  interface Client extends AutoCloseable {

    /**
     * @return whether it counts
     */
    boolean step() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  /** Makes each client; their preparations are not part of the time. */
  interface Clients {
    Client client(int number) throws Exception;
  }

  /**
   * @return steps that count
   */
  static long run(int clients, Duration time, Clients make) throws InterruptedException {
    var all = new ArrayList<Client>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < clients; number++) {
        all.add(make.client(number));
      }
      long end = System.nanoTime() + time.toNanos();
      var tasks = all.stream().map(client -> task(client, end)).toList();
      long steps = 0;
      for (var task : threads.invokeAll(tasks)) {
        steps += task.get();
      }
      for (var client : all) {
        client.close();
      }
      return steps;
    } catch (InterruptedException e) {
      throw e;
    } catch (ExecutionException e) {
      throw new UserError("the benchmark broke off: " + e.getCause(), e);
    } catch (Exception e) {
      throw new UserError("the benchmark broke off: " + e, e);
    }
  }

  private static Callable<Long> task(Client client, long end) {
    return () -> {
      long steps = 0;
      while (System.nanoTime() < end) {
        if (client.step()) {
          steps++;
        }
      }
      return steps;
    };
  }
}
