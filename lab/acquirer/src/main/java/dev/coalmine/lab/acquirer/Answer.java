package dev.coalmine.lab.acquirer;

/**
 * @param body JSON
 */
record Answer(int status, String body) {}
