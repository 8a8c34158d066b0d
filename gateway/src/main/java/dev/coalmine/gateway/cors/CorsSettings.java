package dev.coalmine.gateway.cors;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which pages of other origins may call which group of routes from a browser; none by default. */
@ConfigurationProperties("coalmine.cors")
record CorsSettings(
    @DefaultValue Group products, @DefaultValue Group orders, @DefaultValue Group notifications) {

  /**
   * @param origins such as {@code https://shop.example}, or {@code *} alone for every origin
   */
  record Group(@DefaultValue List<String> origins) {

    Group {
      origins = List.copyOf(origins);
      if (origins.size() > 1 && origins.contains("*")) {
        throw new IllegalArgumentException(
            "coalmine.cors.*.origins must be * alone or a list of origins");
      }
      origins.forEach(Group::check);
    }

    private static void check(String origin) {
      if (!origin.equals("*") && !isOrigin(origin)) {
        throw new IllegalArgumentException(
            "coalmine.cors.*.origins must hold a scheme, a host and at most a port, such as"
                + " https://shop.example, not '%s'".formatted(origin));
      }
    }

    private static boolean isOrigin(String text) {
      try {
        var uri = URI.create(text);
        return uri.getHost() != null
            && text.equals(text.toLowerCase(Locale.ROOT)) // as browsers send it
            && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())
            && uri.getRawUserInfo() == null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /** The group of a path; one without origins for what is in none. */
  Group of(String path) {
    if (path.startsWith("/api/products")) {
      return products;
    }
    if (path.startsWith("/api/orders")) {
      return orders;
    }
    return path.startsWith("/api/notifications") ? notifications : new Group(List.of());
  }
}
