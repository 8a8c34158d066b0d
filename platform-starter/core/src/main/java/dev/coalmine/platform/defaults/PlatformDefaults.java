package dev.coalmine.platform.defaults;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;

/**
 * Puts the defaults of services, {@code platform-defaults.yaml}, and below them those of every JVM,
 * {@code core-defaults.yaml}, below everything else: an application, its profile or its environment
 * overrides any line of them. In the profile {@code training}, {@code platform-training.yaml} and
 * {@code core-training.yaml} lie just above them. A file that is not on the class path is left out.
 */
@Order(Ordered.LOWEST_PRECEDENCE) // after the active profiles are known
class PlatformDefaults implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.acceptsProfiles(Profiles.of("training"))) {
      addLast(environment, "platform-training");
      addLast(environment, "core-training");
    }
    addLast(environment, "platform-defaults");
    addLast(environment, "core-defaults");
  }

  private static void addLast(ConfigurableEnvironment environment, String name) {
    var file = new ClassPathResource(name + ".yaml");
    if (!file.exists()) {
      return;
    }
    try {
      new YamlPropertySourceLoader()
          .load(name, file)
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
