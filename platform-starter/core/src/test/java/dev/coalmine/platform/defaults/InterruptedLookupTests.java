package dev.coalmine.platform.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.context.support.GenericApplicationContext;

/** What {@code spring.properties} is for. */
class InterruptedLookupTests {

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
  void aThreadInterruptedWhileItWaitsForABeanDoesNotHangTheStart() throws InterruptedException {
    var context = new GenericApplicationContext();
    var refresher = new Thread(() -> context.getBean("listener"), "cache-refresh");
    refresher.setDaemon(true);
    context.registerBean("needed", Object.class, Object::new, it -> it.setLazyInit(true));
    context.registerBean(
        "listener",
        Object.class,
        () -> {
          waitAndInterrupt(refresher);
          return context.getBean("needed"); // to tell that it is made takes the lock of the waiting
        });
    context.refresh();
    refresher.join();
    assertThat(context.getBean("listener")).isNotNull();
    context.close();
  }

  private static void waitAndInterrupt(Thread refresher) {
    refresher.start();
    await().until(() -> refresher.getState() == Thread.State.WAITING);
    refresher.interrupt();
  }
}
