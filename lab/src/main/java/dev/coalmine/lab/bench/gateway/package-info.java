/** {@code ./coalmine bench gateway}: what a proxied request costs, beside other proxies. */
package dev.coalmine.lab.bench.gateway;
