package nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static final String SAMPLE =
      "{'s':'é\\u00e9\\n','b':false,'n':-2.5,'o':{'i':1},'l':[{'k':'a'},{'k':'b'}],'t':['x','y'],"
          + "'z':null}";

  private interface Reading {
    Object read(JsonObject json) throws BadJsonException;
  }

  @Test
  void writesWhatIsEmpty() throws BadJsonException {
    var text = Json.text(Json.object("l", List.of(), "o", Json.object(), "s", ""));
    assertEquals("{\"l\":[],\"o\":{},\"s\":\"\"}", text);
    assertEquals(List.of(), JsonObject.parse(text).strings("l"));
  }

  @Test
  void refusesFieldsThatAreNotKnown() throws BadJsonException {
    var json = parse("{'o':{'a':1,'b':null}}").object("o");
    json.only("a", "b", "c");
    var e = assertThrows(BadJsonException.class, () -> json.only("a"));
    assertEquals("o.b is not known here", e.getMessage());
  }

  /// What is said goes to people, and into logs, a line each.
  @Test
  void aNameThatCannotBeShownIsNotSaidAgain() throws BadJsonException {
    for (var name : List.of("a\\nb", "", "x".repeat(41), "é")) {
      var json = parse("{'" + name + "':1}");
      var e = assertThrows(BadJsonException.class, () -> json.only("a"));
      assertEquals("there is a field that is not known here", e.getMessage());
      assertEquals("", e.field());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'a':'\\ud83d'}", "{'a':[{'b':'\\ud900\\ud83d'}]}", "{'\\udc00':1}"})
  void halfASurrogatePairIsRefused(String text) {
    var e = assertThrows(BadJsonException.class, () -> parse(text));
    assertEquals("half a surrogate pair is not a character", e.getMessage());
  }

  @Test
  void aWholeSurrogatePairIsACharacter() throws BadJsonException {
    assertEquals("\ud83d\ude00", parse("{'a':'\\ud83d\\ude00'}").string("a"));
  }

  @Test
  void readsEachKind() throws BadJsonException {
    var json = parse(SAMPLE);
    assertEquals("éé\n", json.string("s"));
    assertFalse(json.bool("b"));
    assertEquals(-2.5, json.number("n", -2.5, 0));
    assertEquals(1, json.object("o").number("i", 0, 1));
    assertEquals(3, parse("{'i':3.0}").whole("i", 3, 3));
    assertEquals("b", json.objects("l").getLast().string("k"));
    assertEquals(List.of("x", "y"), json.strings("t"));
    assertTrue(json.has("s"));
    assertFalse(json.has("z"));
    assertFalse(json.has("nothing"));
  }

  @Test
  void namesWhatIsWrong() {
    refused("a is missing", json -> json.string("a"));
    refused("z must be true or false, not null", json -> json.bool("z"));
    refused("s must be a number", json -> json.number("s", 0, 1));
    refused("n must be a string", json -> json.string("n"));
    refused("n must be true or false", json -> json.bool("n"));
    refused("n must be an object", json -> json.object("n"));
    refused("o must be a list", json -> json.strings("o"));
    refused("l must be a list of strings", json -> json.strings("l"));
    refused("t must be a list of objects", json -> json.objects("t"));
    refused("n must be a whole number", json -> json.whole("n", -9, 9));
    refused("n must be 0 to 1, not -2.5", json -> json.whole("n", 0, 1));
    refused("n must be 0 to 1, not -2.5", json -> json.number("n", 0, 1));
    refused("o.k is missing", json -> json.object("o").string("k"));
    refused("l.k must be true or false", json -> json.objects("l").getFirst().bool("k"));
  }

  private static void refused(String reason, Reading reading) {
    var e = assertThrows(BadJsonException.class, () -> reading.read(parse(SAMPLE)));
    var said = String.valueOf(e.getMessage());
    assertTrue(said.startsWith(reason), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "'a'",
        "[]",
        "[{}]",
        "{",
        "}",
        "{'a'}",
        "{'a':}",
        "{'a':1",
        "{a:1}",
        "{'a':1}}",
        "{'a':1} x",
        "{'a':'\\ud8'}",
        "{'a':truthy}",
        "\u0000"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThrows(BadJsonException.class, () -> parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'a':", "["})
  void deepNestingIsRefused(String level) {
    for (int deep : new int[] {17, 1_000, 1_000_000}) {
      assertThrows(BadJsonException.class, () -> parse(level.repeat(deep)));
    }
  }

  @Test
  void sixteenLevelsAreRead() throws BadJsonException {
    assertTrue(parse("{'a':".repeat(15) + "{}" + "}".repeat(15)).has("a"));
  }

  @Test
  void bracketsInATextDoNotMakeUpForNesting() {
    var text = "{'a':'\\\\" + "]".repeat(100) + "','b':" + "[".repeat(17);
    var e = assertThrows(BadJsonException.class, () -> parse(text));
    assertEquals("nested more than 16 deep", e.getMessage());
  }

  @Test
  void bracketsInATextAreNoNesting() throws BadJsonException {
    assertEquals("[".repeat(100), parse("{'a':'" + "[".repeat(100) + "'}").string("a"));
  }

  @Test
  void anyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var bytes = i % 2 == 0 ? new byte[random.nextInt(64)] : sample();
      if (i % 2 == 0) {
        random.nextBytes(bytes);
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        JsonObject.parse(new String(bytes, StandardCharsets.UTF_8));
      } catch (BadJsonException _) {
        // refused, as most are
      } catch (RuntimeException | StackOverflowError e) {
        fail("-Dseed=" + seed + " " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  private static byte[] sample() {
    return SAMPLE.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject parse(String text) throws BadJsonException {
    return JsonObject.parse(text.replace('\'', '"'));
  }
}
