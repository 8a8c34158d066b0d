package dev.coalmine.lab.acquirer;

import java.util.Arrays;

/**
 * Where in the log the newest state of each object is: 16 bytes an object, sorted by id, which is
 * by creation. New ids come at or near the end.
 */
final class Index {

  private static final int FIRST_SIZE = 1_024;
  private static final long[] NONE = {};

  private long[] ids = new long[FIRST_SIZE];
  private long[] positions = new long[FIRST_SIZE];
  private int size;

  synchronized void put(long id, long position) {
    int at = find(id);
    if (at < 0) {
      at = -at - 1;
      makeRoom(at);
      ids[at] = id;
    }
    positions[at] = position;
  }

  private void makeRoom(int at) {
    if (size == ids.length) {
      int larger = size + size / 2;
      ids = Arrays.copyOf(ids, larger);
      positions = Arrays.copyOf(positions, larger);
    }
    System.arraycopy(ids, at, ids, at + 1, size - at);
    System.arraycopy(positions, at, positions, at + 1, size - at);
    size++;
  }

  /** -1 when there is no such id. */
  synchronized long position(long id) {
    int at = find(id);
    return at < 0 ? -1 : positions[at];
  }

  /** Newest first. */
  synchronized long[] before(long id, int most) {
    int end = find(id);
    end = end < 0 ? -end - 1 : end;
    int count = Math.min(most, end);
    if (count == 0) {
      return NONE;
    }
    var found = new long[count];
    for (int i = 0; i < count; i++) {
      found[i] = ids[end - 1 - i];
    }
    return found;
  }

  private int find(long id) {
    return Arrays.binarySearch(ids, 0, size, id);
  }
}
