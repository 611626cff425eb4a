package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.json.BadJsonException;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String START =
      "{'type':'start','play':'mse','codecs':[],'screen':{'width':1,'height':1}}";

  private final AtomicInteger wakes = new AtomicInteger();
  private final Inbox inbox = new Inbox(wakes::incrementAndGet, 0);
  private long tick = 1_000_000_000;

  @Test
  void theNewestOfAKindCounts() throws Exception {
    put("{'type':'ask','rendition':'jpeg'}");
    put("{'type':'ask','rendition':'main'}");
    put("{'type':'ack','sequence':7}");
    put("{'type':'ack','sequence':5}"); // after a wrap, or a change of rendition
    put("{'type':'pause'}");
    put("{'type':'resume'}");
    put("{'type':'pause'}");
    put("{'type':'something new'}");
    assertEquals(
        "Seen[start=null, ping=null, wish=MAIN, ack=Acked[sequence=5, tick=1000000000], "
            + "report=null, width=0, every=false, paused=true, leaving=false]",
        inbox.look().toString());
    assertEquals(8, wakes.get());
  }

  @Test
  void aPingIsAnsweredOnceAndStartStands() throws Exception {
    put(START);
    put("{'type':'ping','t0':1}");
    put("{'type':'ping','t0':2}");
    assertEquals(new ClientMessage.Ping(2), inbox.look().ping());
    assertNull(inbox.look().ping());
    assertNotNull(inbox.look().start());
    assertRefused("start came twice", START);
  }

  @Test
  void aFloodIsRefused() throws Exception {
    for (int i = 0; i < 200; i++) {
      put("{'type':'pause'}");
    }
    assertRefused("more than 50 messages a second", "{'type':'pause'}");
  }

  @Test
  void fiftyASecondIsNoFlood() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      put("{'type':'pause'}");
      tick += 20_000_000;
    }
  }

  @Test
  void aBadMessageChangesNothing() throws Exception {
    assertRefused(
        "rendition must be one of [auto, best, saver, main, sub, jpeg]",
        "{'type':'ask','rendition':'x'}");
    assertEquals(ClientMessage.Wish.AUTO, inbox.look().wish());
  }

  @Test
  void awaitEndsWhenSomethingCame() throws Exception {
    put("{'type':'pause'}");
    inbox.await(LONG); // at once
    inbox.look();
    var waiter = Thread.startVirtualThread(this::awaitForLong);
    put("{'type':'pause'}");
    assertTrue(waiter.join(LONG.dividedBy(2)));
  }

  @Test
  void awaitEndsWhenItIsTimeToLeave() throws Exception {
    var waiter = Thread.startVirtualThread(this::awaitForLong);
    inbox.leave();
    assertTrue(waiter.join(LONG.dividedBy(2)));
    assertTrue(inbox.look().leaving());
  }

  @Test
  void awaitEndsAfterAWhile() throws Exception {
    inbox.await(Duration.ofMillis(1));
    assertFalse(inbox.look().leaving());
  }

  private void awaitForLong() {
    try {
      inbox.await(LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void put(String text) throws BadJsonException {
    inbox.put(text.replace('\'', '"'), tick);
  }

  private void assertRefused(String reason, String text) {
    var e = assertThrows(BadJsonException.class, () -> put(text));
    assertEquals(reason, e.getMessage());
  }
}
