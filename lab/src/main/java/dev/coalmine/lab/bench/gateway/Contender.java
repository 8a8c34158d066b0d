package dev.coalmine.lab.bench.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One proxy of the comparison.
 *
 * @param name of its row
 * @param isJava whether it runs on the JVM, and so has a transport that is looked at
 * @param program a program that must be on the PATH; empty when everything is built here
 * @param start what starts it at a site
 */
record Contender(String name, boolean isJava, String program, Function<Site, Invocation> start) {

  /** A command line with what it adds to the environment. */
  record Invocation(List<String> command, Map<String, String> environment) {}

  static Contender installed(String name, Function<Site, Invocation> start) {
    return new Contender(name, false, name, start);
  }

  static Contender java(String name, Function<Site, Invocation> start) {
    return new Contender(name, true, "", start);
  }
}
