package dev.coalmine.lab.images;

import java.util.List;
import java.util.Locale;

/** Where images are wanted. The engine that builds them has them already. */
enum Destination {
  DOCKER,
  MINIKUBE,
  KIND;

  /** Which cluster, the tool takes from its own MINIKUBE_PROFILE or KIND_CLUSTER_NAME. */
  List<String> load(String reference) {
    return switch (this) {
      case DOCKER -> List.of();
      case MINIKUBE -> List.of("minikube", "image", "load", reference);
      case KIND -> List.of("kind", "load", "docker-image", reference);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
