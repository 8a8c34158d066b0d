package dev.coalmine.order.view;

/**
 * @param owner who alone may see it; empty when everybody may
 * @param body JSON
 */
public record View(String owner, String body) {}
