package dev.coalmine.lab.fault;

import dev.coalmine.lab.process.ProcessIdentity;
import java.time.Instant;
import java.util.Locale;

/**
 * A fault of a part's process, as it is recorded on the disk.
 *
 * @param watchdog the process that will end it
 * @param settings the file that makes the part behave so; null for a kind that has none
 */
public record PartFault(
    String id,
    String part,
    Kind kind,
    ProcessIdentity victim,
    ProcessIdentity watchdog,
    Instant end,
    String settings) {

  enum Kind {
    /** SIGSTOP, also of its children. */
    FREEZE(
        """
        family=''
        stop() { is_it "$1" && kill -STOP "${1%%:*}" && family="$family $1"; }
        children() { ps -A -o ppid=,pid= | awk -v parent="$1" '$1 == parent { print $2 }'; }
        begin() {
          stop "$1" || return
          # PostgreSQL works in children; one that stands has no more of them
          for child in $(children "${1%%:*}"); do stop "$child:$(start_time "$child")"; done
          true
        }
        finish() { for one in $family; do is_it "$one" && kill -CONT "${one%%:*}"; done; }
        """,
        "CONT"),

    /** Of PostgreSQL: every transaction is, as it is on a standby. */
    READ_ONLY(
        """
        begin() {
          is_it "$1" && echo 'default_transaction_read_only = on' >"$2" && kill -HUP "${1%%:*}"
        }
        finish() { rm -f "$2"; is_it "$1" && kill -HUP "${1%%:*}"; }
        """,
        "HUP");

    private final String script;
    private final String end;

    Kind(String script, String end) {
      this.script = script;
      this.end = end;
    }

    /**
     * Shell functions that begin and finish it, both given the victim and the file of settings; the
     * first fails when there is no such process any more.
     */
    String script() {
      return script;
    }

    /** The signal upon which the victim goes on as before, once the settings are gone. */
    String end() {
      return end;
    }

    /** As its id begins: {@code read-only}. */
    String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
