package dev.coalmine.lab.servers;

/**
 * @param reader a role that may only read; same password
 */
public record Database(String url, String username, String password, String reader) {}
