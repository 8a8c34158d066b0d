package dev.coalmine.lab.bench.gateway;

import dev.coalmine.lab.bench.gateway.Contender.Invocation;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.launch.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All proxies, from the cheapest to ours. */
final class Contenders {

  static final String NGINX = "nginx";
  static final String BARE = "bare";
  static final String STOCK = "stock";
  static final String COALMINE_BARE = "coalmine-bare";
  static final String COALMINE = "coalmine";

  static final List<Contender> ALL =
      List.of(
          Contender.installed(NGINX, Contenders::nginx),
          Contender.installed("haproxy", Contenders::haproxy),
          Contender.java("vertx", Contenders::vertx),
          Contender.java(BARE, site -> rival(site, "spring-bare")),
          Contender.java(STOCK, site -> rival(site, "spring-stock")),
          Contender.java(
              COALMINE_BARE,
              site -> coalmine(site, Map.of("SPRING_PROFILES_ACTIVE", "bare-for-bench"))),
          Contender.java(COALMINE, site -> coalmine(site, whole(site))));

  private Contenders() {}

  private static Invocation nginx(Site site) {
    var file =
        write(
            site,
            "nginx.conf",
            """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr error;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path %1$s/nginx-body;
              proxy_temp_path %1$s/nginx-proxy;
              fastcgi_temp_path %1$s/nginx-fastcgi;
              uwsgi_temp_path %1$s/nginx-uwsgi;
              scgi_temp_path %1$s/nginx-scgi;
              keepalive_requests 1000000000;
              upstream service { server 127.0.0.1:%2$d; keepalive 64; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:%3$d;
                location /api/products/ {
                  proxy_pass http://service;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                }
              }
            }
            """
                .formatted(site.folder(), site.backend(), site.port()));
    return new Invocation(List.of(NGINX, "-e", "stderr", "-c", file.toString()), Map.of());
  }

  private static Invocation haproxy(Site site) {
    var file =
        write(
            site,
            "haproxy.cfg",
            """
            global
              nbthread 1
            defaults
              mode http
              http-reuse always
              timeout connect 1s
              timeout client 30s
              timeout server 30s
            frontend edge
              bind 127.0.0.1:%d
              default_backend service
            backend service
              server only 127.0.0.1:%d
            """
                .formatted(site.port(), site.backend()));
    return new Invocation(List.of("haproxy", "-db", "-f", file.toString()), Map.of());
  }

  /** Its jar is thin already. */
  private static Invocation vertx(Site site) {
    return new Invocation(
        JavaProgram.command("-jar", jar(site, "vertx").toString()), environment(site));
  }

  private static Invocation rival(Site site, String module) {
    return started(jar(site, module), site, "rival-" + module, environment(site));
  }

  /**
   * @param module its folder below lab/rivals
   */
  private static Path jar(Site site, String module) {
    return site.project().resolve("lab/rivals/%s/target/rival-%s.jar".formatted(module, module));
  }

  private static Map<String, String> environment(Site site) {
    return Map.of(
        "SERVER_PORT",
        String.valueOf(site.port()),
        "SERVER_ADDRESS",
        "127.0.0.1",
        "BACKEND",
        site.backendUrl(),
        "REDIS_PORT",
        String.valueOf(site.redis()),
        "JWKS",
        site.issuer() + "/.well-known/jwks.json");
  }

  private static Invocation coalmine(Site site, Map<String, String> chain) {
    var environment = new LinkedHashMap<>(OurGateway.environment(site));
    environment.putAll(chain);
    return started(
        site.project().resolve("gateway/target/gateway.jar"), site, "gateway", environment);
  }

  private static Map<String, String> whole(Site site) {
    return Map.of("COALMINE_POLICY_FILE", write(site, "policy.yaml", OurGateway.POLICY).toString());
  }

  /** Two rows of one jar share what was unpacked. */
  private static Invocation started(
      Path jar, Site site, String name, Map<String, String> environment) {
    var folder = site.folder().resolve(name);
    var unpacked =
        Files.exists(folder) ? folder.resolve(jar.getFileName()) : JavaProgram.extract(jar, folder);
    return new Invocation(JavaProgram.command("-jar", unpacked.toString()), environment);
  }

  private static Path write(Site site, String name, String text) {
    try {
      return Files.writeString(site.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UserError("%s cannot be written: %s".formatted(name, e.getMessage()), e);
    }
  }
}
