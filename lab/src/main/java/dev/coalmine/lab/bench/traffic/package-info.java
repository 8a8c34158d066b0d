/** HTTP load and the service behind a proxy, both cheap enough to share one core. */
package dev.coalmine.lab.bench.traffic;
