package nightjar.event;

/// Why an event ended.
public enum Ending {
  QUIET("nothing moved any more"),
  SETTLED("what stood there became part of the scene"),
  LONGEST("it was cut after the longest time that one event has, and goes on as the next"),
  SILENCE("no more pictures came from the camera"),
  OFF("the camera was switched off"),
  CHANGED("the settings of motion were changed"),
  STOPPED("the server stopped"),
  INTERRUPTED("the server ended without having the time to write it down");

  private final String words;

  Ending(String words) {
    this.words = words;
  }

  /// For people.
  public String words() {
    return words;
  }
}
