package dev.coalmine.lab.proxy;

/**
 * A connection through a link, as the control API shows it: open, or one of the last that ended.
 *
 * @param id ascending in the order in which connections were accepted, since the proxy's start
 * @param clientPort the client's end
 * @param linkPort the proxy's end, which the client called
 * @param bytesUp passed on to the target
 * @param bytesDown passed on to the client
 */
public record OpenConnection(
    long id, String link, int clientPort, int linkPort, long bytesUp, long bytesDown) {}
