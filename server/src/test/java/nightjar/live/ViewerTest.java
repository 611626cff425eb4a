package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewerTest {
  private static final String START =
      "{'type':'start','play':'mse','codecs':['avc1'],'screen':{'width':1,'height':1}}";

  private final FakeCamera camera = new FakeCamera();
  private final FakeClock clock = new FakeClock();
  private final FakeWire wire = new FakeWire();
  private final Totals totals = new Totals();
  private volatile boolean allowed = true;
  private final Viewer viewer =
      new Viewer(camera.watchable(), "nightjar test", wire, () -> allowed, clock, totals);
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);

  private void run() {
    try {
      viewer.run();
    } catch (InterruptedException _) {
      // cut off
    }
  }

  @BeforeEach
  void connect() throws InterruptedException {
    thread.start();
    wire.sent("hello health:live");
  }

  @AfterEach
  void everythingIsLetGo() throws InterruptedException {
    viewer.leave();
    thread.interrupt();
    assertTrue(thread.join(Duration.ofSeconds(10)));
    camera.close();
  }

  @Test
  void whoSignsOutIsTold() throws Exception {
    says(START);
    allowed = false;
    clock.pass(Duration.ofSeconds(1));
    wire.sent("bye close:4401,signed out");
  }

  @Test
  void saysHowTheCameraIsAndWhenThatChanges() throws Exception {
    camera.health = new Health("failed", "unplugged", clock.ticks() + 2_000_000_000L);
    says(START);
    wire.sent("health:failed");
    camera.health = new Health("live", "", 0);
    wire.sent("health:live");
  }

  @Test
  void answersPingsEvenBeforeStart() throws Exception {
    says("{'type':'ping','t0':7}");
    wire.sent("pong:7.0");
  }

  @Test
  void noStartInTime() throws Exception {
    clock.pass(Duration.ofSeconds(11));
    wire.sent("close:1008,no start message within 10 s");
  }

  @Test
  void startTwice() throws Exception {
    says(START);
    says(START);
    wire.sent("close:1008,start came twice");
  }

  @Test
  void nonsense() throws Exception {
    says("{'type':'ack'}");
    wire.sent("close:1008,sequence is missing");
  }

  @Test
  void whoJoinsGetsAllSinceTheNewestIdrAtOnce() throws Exception {
    camera.publish("IppIpp");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init 3I 4 5");
    camera.publish("pI");
    wire.sent("6 7I");
    viewer.leave();
    wire.sent("bye close:1001,the server is stopping"); // counted, by now
    assertEquals(5, totals.fragments.get());
    assertEquals(5 * (LiveHeader.SIZE + 1) + LiveHeader.SIZE + 8, totals.bytes.get());
  }

  @Test
  void whoPlaysJpegGetsJpegAlone() throws Exception {
    camera.publish("I");
    says(START.replace("mse", "jpeg"));
    camera.publishJpeg();
    wire.sent("rendition:jpeg,jpeg 0I");
  }

  @Test
  void tellsWhenPicturesComeAtATrickleAndNotBefore() throws Exception {
    camera.publish("I");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init 0I");
    camera.publish("p");
    wire.sent("1");
    camera.quiet = true;
    wire.sent("motion:off,quiet");
    camera.motion = "quiet";
    wire.sent("motion:quiet,quiet");
    camera.quiet = false;
    wire.sent("motion:quiet,full");
  }

  @Test
  void whoWantsEveryPictureIsCounted() throws Exception {
    camera.publish("I");
    says("{'type':'rate','rate':'full'}");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init 0I");
    awaitEager(1);
    says("{'type':'rate','rate':'auto'}");
    awaitEager(0);
    says("{'type':'rate','rate':'full'}");
    awaitEager(1);
    says("{'type':'pause'}");
    awaitEager(0);
  }

  @Test
  void asksForAnotherRendition() throws Exception {
    camera.publish("I");
    camera.publishJpeg();
    says(START);
    wire.sent("rendition:main,avc1.42c01f init 0I");
    says("{'type':'ask','rendition':'jpeg'}");
    wire.sent("rendition:jpeg,jpeg 0I+");
    assertEquals(0, camera.main.readers());
    camera.publish("pI");
    says("{'type':'ask','rendition':'auto'}");
    wire.sent("rendition:main,avc1.42c01f init 2I+");
  }

  @Test
  void pausesAndGoesOnAtAnIdr() throws Exception {
    camera.publish("Ip");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init 0I 1");
    says("{'type':'pause'}");
    says("{'type':'ping','t0':1}");
    wire.sent("pong:1.0");
    awaitNoReaders();
    camera.publish("pIp");
    says("{'type':'resume'}");
    wire.sent("rendition:main,avc1.42c01f init 3I+ 4");
  }

  private void awaitEager(int readers) {
    while (camera.main.eagerReaders() != readers) {
      Thread.onSpinWait();
    }
  }

  private void awaitNoReaders() {
    while (camera.main.readers() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoFellOffTheOldEndGoesOnAtTheNewestIdr() throws Exception {
    startAndStall("Ip");
    camera.publish("ppp" + "Ipppppppppp" + "Ip"); // a GOP is kept until later ones cover a second
    wire.room(100);
    wire.sent("0I skipped:15,1600 16I+ 17");
    assertEquals(15, totals.skipped.get());
  }

  @Test
  void whoIsBehindForTooLongGoesOnAtTheNewestIdr() throws Exception {
    startAndStall("Ippppppppp");
    wire.room(1); // from here on it is behind
    wire.sent("0I");
    wire.awaitWaiting();
    camera.publish("Ip");
    clock.pass(Duration.ofMillis(501));
    wire.room(100);
    wire.sent("1 skipped:8,900 10I+ 11");
  }

  @Test
  void anIdrIsAskedForWhenThereIsNoneToGoOnAt() throws Exception {
    startAndStall("Ippppppppp");
    wire.room(1);
    wire.sent("0I");
    wire.awaitWaiting();
    clock.pass(Duration.ofMillis(501));
    wire.room(1);
    wire.sent("1");
    wire.awaitWaiting();
    assertEquals(1, camera.idrRequests.get());
  }

  /// Nobody waits for a viewer who does not read.
  private void startAndStall(String pictures) throws Exception {
    says(START);
    wire.sent("");
    camera.publish("");
    wire.full();
    wire.room(1); // the init segment
    camera.publish(pictures);
    wire.sent("rendition:main,avc1.42c01f init");
    wire.awaitWaiting();
  }

  @Test
  void saysGoodbye() throws Exception {
    says(START);
    viewer.leave();
    wire.sent("bye close:1001,the server is stopping");
  }

  @Test
  void saysGoodbyeToWhoHasNotStarted() throws Exception {
    viewer.leave();
    wire.sent("bye close:1001,the server is stopping");
  }

  @Test
  void saysGoodbyeWhenTheStreamEnds() throws Exception {
    says(START);
    camera.main.close();
    wire.sent("bye close:1001,the server is stopping");
  }

  @Test
  void aWireThatBreaksEndsTheConversation() throws Exception {
    startAndStall("Ipp");
    wire.broken();
    wire.room(100);
    assertTrue(thread.join(Duration.ofSeconds(10)));
    camera.publish("Ip");
    wire.sent("");
  }

  @Test
  void whoIsCutOffInTheMiddleOfAPictureHoldsNothing() throws Exception {
    startAndStall("Ipp");
    thread.interrupt();
    assertTrue(thread.join(Duration.ofSeconds(10)));
    wire.sent("");
  }

  private void says(String text) {
    viewer.received(text.replace('\'', '"'));
  }
}
