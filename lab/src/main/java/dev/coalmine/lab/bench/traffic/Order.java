package dev.coalmine.lab.bench.traffic;

/**
 * What a load process is to do next, one line of JSON.
 *
 * @param port of the server
 * @param connections 1 to 10,000
 * @param millis how long, 1 to 3,600,000
 * @param rate requests a second; 0 for as fast as they are answered
 * @param request the bytes of each request, in ASCII
 */
public record Order(int port, int connections, long millis, double rate, String request) {}
