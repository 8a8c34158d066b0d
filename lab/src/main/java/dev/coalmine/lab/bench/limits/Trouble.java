package dev.coalmine.lab.bench.limits;

/**
 * What happens to Redis in the middle of a run.
 *
 * @param text as the table says it
 * @param losses how often a full burst may come anew: each gateway's share begins full, and Redis
 *     afterwards does not know what the shares have admitted
 */
enum Trouble {
  NONE("none", 0),
  KILLED("killed", 2),
  SLOW("slow, 500 ms", 2);

  private final String text;
  private final int losses;

  Trouble(String text, int losses) {
    this.text = text;
    this.losses = losses;
  }

  String text() {
    return text;
  }

  int losses() {
    return losses;
  }
}
