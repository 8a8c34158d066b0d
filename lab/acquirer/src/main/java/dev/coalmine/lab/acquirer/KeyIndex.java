package dev.coalmine.lab.acquirer;

/**
 * Where in the log each idempotency key is: a hash table of 16 bytes a place, in parts that grow
 * one at a time. It knows hashes only, so what it finds must be looked at.
 */
final class KeyIndex {

  /** A power of two. */
  private static final int PARTS = 64;

  private final Part[] parts = new Part[PARTS];

  KeyIndex() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  void put(String key, long position) {
    long hash = hash(key);
    part(hash).put(hash, position);
  }

  /** The n-th position that may be the key's; -1 when there are no more. */
  long candidate(String key, int n) {
    long hash = hash(key);
    return part(hash).candidate(hash, n);
  }

  private Part part(long hash) {
    return parts[(int) (hash >>> 58) & (PARTS - 1)];
  }

  /** FNV-1a, then Murmur's finalizer to spread it. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }

  private static final class Part {

    private long[] hashes = new long[64];

    /** One more than the position, so that 0 is a free place. */
    private long[] places = new long[64];

    private int size;

    synchronized void put(long hash, long position) {
      if (size * 4 > hashes.length * 3) {
        grow();
      }
      int at = (int) hash & hashes.length - 1;
      while (places[at] != 0) {
        at = at + 1 & hashes.length - 1;
      }
      hashes[at] = hash;
      places[at] = position + 1;
      size++;
    }

    private void grow() {
      var oldHashes = hashes;
      var oldPlaces = places;
      hashes = new long[oldHashes.length * 2];
      places = new long[oldHashes.length * 2];
      size = 0;
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldPlaces[i] != 0) {
          put(oldHashes[i], oldPlaces[i] - 1);
        }
      }
    }

    synchronized long candidate(long hash, int n) {
      int left = n;
      for (int at = (int) hash & hashes.length - 1;
          places[at] != 0;
          at = at + 1 & hashes.length - 1) {
        if (hashes[at] == hash && left-- == 0) {
          return places[at] - 1;
        }
      }
      return -1;
    }
  }
}
