package dev.coalmine.rival;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with the one route of application.yaml. */
@SpringBootApplication(proxyBeanMethods = false)
public class BareGateway {

  public static void main(String[] arguments) {
    SpringApplication.run(BareGateway.class, arguments);
  }
}
