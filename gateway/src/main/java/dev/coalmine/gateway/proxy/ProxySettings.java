package dev.coalmine.gateway.proxy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param trusted the networks of the proxies in front of the gateway, in CIDR notation such as
 *     {@code 10.0.0.0/8} or {@code fd00::/8}; what their {@code X-Forwarded-For} and {@code
 *     X-Forwarded-Proto} say is believed. None by default.
 */
@ConfigurationProperties("coalmine.proxies")
record ProxySettings(@DefaultValue List<String> trusted) {

  ProxySettings {
    trusted = List.copyOf(trusted);
  }
}
