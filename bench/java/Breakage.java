/// One way to break a stream, which ends by itself.
///
/// @param what for people
/// @param seconds it lasts; 0 when it is over at once
/// @param within seconds from its end on in which pictures have to come again
record Breakage(String what, int seconds, int within, Act begin, Act end) {
  interface Act {
    void run() throws Exception;
  }

  static Breakage atOnce(String what, int within, Act act) {
    return new Breakage(what, 0, within, act, () -> {});
  }
}
