package dev.coalmine.lab.launch;

import java.util.List;
import java.util.Map;

/**
 * What is run.
 *
 * @param environment in addition to ours
 */
record Invocation(List<String> command, Map<String, String> environment) {}
