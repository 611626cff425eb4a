package nightjar.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import nightjar.event.Event.Box;
import nightjar.event.Event.Sighting;
import org.junit.jupiter.api.Test;

/// What people read of an event.
class WhyTest {
  /// @param objects such as `person 0-5`, in seconds
  private static List<Sighting> objects(String... objects) {
    var all = new ArrayList<Sighting>();
    for (var one : objects) {
      var words = one.split("[ -]");
      long first = Long.parseLong(words[1]) * 1_000_000;
      long last = Long.parseLong(words[2]) * 1_000_000;
      var box = new Box(0, 0, 0.1, 0.1);
      all.add(
          new Sighting(all.size(), words[0], 0.5, first, last, box, List.of(), List.of(), false));
    }
    return all;
  }

  private static String why(String from, String to, String... objects) {
    return Why.sentence(12_000_000, 3.2, List.of("Drive"), from, to, objects(objects));
  }

  @Test
  void whatIsNotRecognisedMoved() {
    assertEquals(
        "Something moved for 12 s, came from the left, left at the right, through Drive; 3 times as strong as need be.",
        why("left", "right"));
    assertEquals(
        "Something moved for 12 s, came and went at the left, through Drive; 3 times as strong as need be.",
        why("left", "left"));
  }

  @Test
  void whatIsRecognisedIsNamed() {
    assertEquals(
        "A person and a car, from the left to the right, 12 s, through Drive; 3 times as strong as need be.",
        why("left", "right", "person 0-5", "car 1-5"));
    assertEquals(
        "An animal, a dog and a cat, came and went at the top, 12 s, through Drive; 3 times as strong as need be.",
        why("top", "top", "cat 3-4", "animal 0-1", "dog 1-2"));
    assertEquals(
        "A parcel; 3 times as strong as need be.",
        Why.sentence(0, 3.2, List.of(), "inside", "", objects("parcel 0-5")));
  }

  @Test
  void whoIsThereTogetherIsCounted() {
    assertEquals("Two people", subject("person 0-5", "person 1-6"));
    assertEquals("A person", subject("person 0-5", "person 6-9", "person 10-12"));
    assertEquals("A person", subject("person 0-5", "person 5-9"));
    assertEquals(
        "Three people and two cars",
        subject("person 0-9", "person 1-8", "person 2-7", "car 3-5", "car 3-5"));
    assertEquals("Two bicycles", subject("bicycle 3-5", "bicycle 3-5"));
    var many = new String[12];
    java.util.Arrays.fill(many, "dog 0-3");
    assertEquals("12 dogs", subject(many));
  }

  private static String subject(String... objects) {
    var why = Why.sentence(0, 1, List.of(), "", "", objects(objects));
    return why.substring(0, why.indexOf(';'));
  }
}
