package dev.coalmine.gateway.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

class BodySettingsTests {

  /** The service's server would answer in words of its own, which name neither body nor trace. */
  @Test
  void theGatewayGivesUpOnAPausedBodyBeforeAServiceDoes() throws Exception {
    var defaults =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("coalmine.body", BodySettings.class);

    assertThat(defaults.pause())
        .isLessThan(DurationStyle.detectAndParse(ofServices("server.tomcat.connection-timeout")));
  }

  private static String ofServices(String name) throws IOException {
    var path = "../platform-starter/service/src/main/resources/platform-defaults.yaml";
    var settings =
        new YamlPropertySourceLoader().load(path, new FileSystemResource(path)).getFirst();
    return String.valueOf(settings.getProperty(name));
  }
}
