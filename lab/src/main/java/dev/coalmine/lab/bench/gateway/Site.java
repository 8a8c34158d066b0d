package dev.coalmine.lab.bench.gateway;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a proxy finds around it.
 *
 * @param project the repository
 * @param folder for files of its own
 * @param port where it has to listen
 * @param managementPort for a second port, if it has one
 * @param backend the port of the service
 * @param redis the port of the limits' server
 * @param issuer who issues the tokens
 */
record Site(
    Path project, Path folder, int port, int managementPort, int backend, int redis, URI issuer) {

  String backendUrl() {
    return "http://127.0.0.1:" + backend;
  }
}
