package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import nightjar.json.BadJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientMessageTest {
  private static final String START =
      "{'type':'start','play':'mse','codecs':['avc1'],'screen':{'width':1920,'height':1080}}";
  private static final String REPORT =
      "{'type':'report','buffered':250,'decoded':100,'dropped':2,'delay':-3.5,'rtt':9,'hidden':true}";
  private static final List<String> GOOD =
      List.of(
          START,
          REPORT,
          "{'type':'ask','rendition':'jpeg'}",
          "{'type':'ack','sequence':4294967295}",
          "{'type':'rate','rate':'full'}",
          "{'type':'screen','width':360,'height':202}",
          "{'type':'pause'}",
          "{'type':'resume'}",
          "{'type':'ping','t0':1767322800000.25}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        START + " | Start[play=MSE, codecs=[avc1], acks=false, width=1920, height=1080]",
        REPORT
            + " | Report[buffered=250.0, decoded=100, dropped=2, delay=-3.5, rtt=9.0, decode=0.0, hidden=true]",
        "{'type':'ask','rendition':'auto'}            | Ask[rendition=AUTO]",
        "{'type':'ask','rendition':'main','new':[{}]} | Ask[rendition=MAIN]", // from a newer one
        "{'type':'ask','rendition':'saver'}           | Ask[rendition=SAVER]",
        "{'type':'screen','width':360,'height':202}   | Screen[width=360, height=202]",
        "{'type':'ack','sequence':4294967295}         | Ack[sequence=4294967295]",
        "{'type':'rate','rate':'full'}                | Rate[rate=FULL]",
        "{'type':'rate','rate':'auto'}                | Rate[rate=AUTO]",
        "{'type':'pause'}                             | Pause[]",
        "{'type':'resume'}                            | Resume[]",
        "{'type':'ping','t0':-1.5}                    | Ping[t0=-1.5]",
        "{'type':'wave'}                              | Unknown[]",
      })
  void reads(String text, String message) throws BadJsonException {
    assertEquals(message, ClientMessage.parse(json(text)).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "''                                          | not a JSON object",
        "[]                                          | not a JSON object",
        "{}                                          | type is missing",
        "{'type':null}                               | type must be a string, not null",
        "{'type':7}                                  | type must be a string",
        "{'type':'start'}                            | screen is missing",
        "{'type':'start','screen':{}}                | play is missing",
        "{'type':'start','screen':[]}                | screen must be an object",
        "{'type':'start','screen':{},'play':'vlc'}   "
            + "| play must be one of [webcodecs, mse, jpeg]",
        "{'type':'start','screen':{},'play':'mse'}   | codecs is missing",
        "{'type':'start','screen':{},'play':'mse','codecs':[1]} | codecs must be a list of strings",
        "{'type':'start','screen':{},'play':'mse','codecs':[]}  | screen.width is missing",
        "{'type':'start','screen':{'width':-1},'play':'mse','codecs':[]} "
            + "| screen.width must be 0 to 100000",
        "{'type':'ask'}                              | rendition is missing",
        "{'type':'ask','rendition':'MAIN'}           "
            + "| rendition must be one of [auto, best, saver, main, sub, jpeg]",
        "{'type':'ack'}                              | sequence is missing",
        "{'type':'ack','sequence':'1'}               | sequence must be a number",
        "{'type':'ack','sequence':-1}                | sequence must be 0 to 4294967295",
        "{'type':'ack','sequence':4294967296}        | sequence must be 0 to 4294967295",
        "{'type':'report'}                           | buffered is missing",
        "{'type':'report','buffered':1,'decoded':true} | decoded must be a number",
        "{'type':'screen','width':360}               | height is missing",
        "{'type':'screen','width':1e9,'height':1}    | width must be 0 to 100000",
        "{'type':'ping'}                             | t0 is missing",
        "{'type':'ping','t0':1e300}                  | t0 must be",
      })
  void namesTheFieldThatIsWrong(String text, String reason) {
    var e = assertThrows(BadJsonException.class, () -> ClientMessage.parse(json(text)));
    var said = String.valueOf(e.getMessage());
    assertTrue(said.startsWith(reason), said);
  }

  /// Whatever is sent, it is a message or it is refused.
  @Test
  void anyText() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var text = i % 3 == 0 ? arbitrary(random) : mutated(random, json(pick(random, GOOD)));
      try {
        ClientMessage.parse(text);
      } catch (BadJsonException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isBlank());
      } catch (RuntimeException | StackOverflowError e) {
        fail("-Dseed=" + seed + " " + text, e);
      }
    }
  }

  private static String arbitrary(Random random) {
    var alphabet = random.nextBoolean() ? "{}[]\":,\\u0eE+-.1truefalsnl /*'" : "";
    var text = new StringBuilder();
    for (int left = random.nextInt(80); left > 0; left--) {
      text.append(
          alphabet.isEmpty()
              ? (char) random.nextInt(0x1_0000)
              : alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static final List<String> PIECES =
      List.of(
          "null",
          "{}",
          "[]",
          "\"\"",
          "-0",
          "1e999",
          "-1e-999",
          "NaN",
          "9".repeat(400),
          "\\ud800",
          "\"",
          "\\",
          "\u0000",
          "[".repeat(40),
          "{\"a\":".repeat(40),
          ",",
          ":",
          "true",
          "// x\n");

  private static String mutated(Random random, String good) {
    var text = new StringBuilder(good);
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(8));
      text.replace(from, to, random.nextInt(3) == 0 ? "" : pick(random, PIECES));
    }
    return text.toString();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
