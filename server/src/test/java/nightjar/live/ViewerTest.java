package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import nightjar.base.FakeClock;
import nightjar.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewerTest {
  private static final String START =
      "{'type':'start','play':'mse','codecs':['avc1'],'screen':{'width':640,'height':360}}";

  private final FakeCamera camera = FakeCamera.withSub();
  private final FakeClock clock = new FakeClock();
  private final FakeWire wire = new FakeWire();
  private final Totals totals = new Totals();
  private volatile boolean allowed = true;
  private final Viewer viewer =
      new Viewer(
          camera.watchable(),
          "nightjar test",
          wire,
          () -> allowed,
          clock,
          totals,
          Box.STRONG,
          new FakePlace());
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
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 3I 4 5");
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
    wire.sent("rendition:jpeg,jpeg 0I quality:full,none");
  }

  @Test
  void tellsWhenPicturesComeAtATrickleAndNotBefore() throws Exception {
    camera.publish("I");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
    camera.publish("p");
    wire.sent("1");
    camera.quiet = true;
    wire.sent("motion:off,quiet");
    camera.motion = "quiet";
    wire.sent("motion:quiet,quiet");
    camera.quiet = false;
    wire.sent("motion:quiet,full");
  }

  private static ObjectsNow objects(String... kinds) {
    var all = new ArrayList<ObjectsNow.One>();
    for (var kind : kinds) {
      all.add(new ObjectsNow.One(all.size(), kind, 0.5, 0.1, 0.2, 0.3, 0.4, false));
    }
    return new ObjectsNow(7, all);
  }

  @Test
  void tellsOfObjectsWhenTheyChange() throws Exception {
    camera.objects = objects("person");
    camera.publish("I");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init quality:full,none objects:person 0I");
    camera.objects = new ObjectsNow(8, camera.objects.objects()); // of a later picture, the same
    clock.pass(Duration.ofMillis(200));
    camera.publish("p");
    wire.sent("1");
    camera.objects = objects("person", "car");
    wire.sent("objects:person,car");
    camera.objects = objects("car"); // within a fifth of a second
    camera.publish("p");
    wire.sent("2");
    clock.pass(Duration.ofMillis(200));
    wire.sent("objects:car");
    clock.pass(Duration.ofMillis(200));
    camera.objects = ObjectsNow.NONE;
    wire.sent("objects:");
  }

  @Test
  void whoSeesNothingIsNotToldOfObjects() throws Exception {
    camera.publish("I");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
    says("{'type':'report','buffered':0,'decoded':1,'dropped':0,'delay':0,'rtt':1,'hidden':true}");
    says("{'type':'ping','t0':7}");
    wire.sent("pong:7.0");
    camera.objects = objects("dog");
    camera.publish("p");
    wire.sent("1");
    says("{'type':'report','buffered':0,'decoded':1,'dropped':0,'delay':0,'rtt':1,'hidden':false}");
    wire.sent("objects:dog");
  }

  @Test
  void objectsAreSaidAsTheyAre() {
    assertEquals(
        "{\"type\":\"objects\",\"at\":7,\"objects\":[{\"id\":0,\"kind\":\"cat\",\"score\":0.5,\"box\":[0.1,0.2,0.3,0.4],\"still\":false}]}",
        new ServerMessage.ObjectsAre(objects("cat")).json());
  }

  @Test
  void whoWantsEveryPictureIsCounted() throws Exception {
    camera.publish("I");
    says("{'type':'rate','rate':'full'}");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
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
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
    says("{'type':'ask','rendition':'jpeg'}");
    wire.sent("rendition:jpeg,jpeg 0I+ quality:full,asked");
    assertEquals(0, camera.main.readers());
    camera.publish("pI");
    says("{'type':'ask','rendition':'auto'}");
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 2I+");
  }

  private void startWithASub() throws Exception {
    says(START);
    camera.publish("I");
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
  }

  @Test
  void anotherRenditionTakesOverAtALaterIdrAndTheOldOneGoesOnUntilThen() throws Exception {
    camera.publishSub("Ipp"); // somebody else watches it
    startWithASub();
    says("{'type':'ask','rendition':'saver'}");
    awaitAnIdrInVain();
    camera.publish("p");
    wire.sent("1");
    camera.publishSub("p"); // no IDR
    camera.publish("p");
    wire.sent("2");
    camera.publishSub("Ip");
    wire.sent("rendition:sub,avc1.42c01f init quality:small,asked 4I+ 5");
    awaitReaders(camera.main, 0);
  }

  @Test
  void aPictureThatGetsLargeOnTheScreenGetsMore() throws Exception {
    startWithASub();
    says("{'type':'screen','width':100,'height':60}");
    awaitReaders(camera.sub, 1);
    camera.publishSub("I");
    wire.sent("rendition:sub,avc1.42c01f init quality:small,screen 0I+");
    says("{'type':'screen','width':1000,'height':600}");
    awaitReaders(camera.main, 1);
    camera.publish("I");
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 1I+");
  }

  /// Its encoder was slower than the one of what is sent.
  @Test
  void anIdrOlderThanWhatWasSentMeanwhileIsNoneToGoOnAt() throws Exception {
    startWithASub();
    says("{'type':'ask','rendition':'saver'}");
    awaitAnIdrInVain();
    camera.publish("pp");
    wire.sent("1 2");
    camera.publishSubLate(); // of the moment of 1
    camera.publish("p");
    wire.sent("3");
    camera.publishSub("I");
    wire.sent("rendition:sub,avc1.42c01f init quality:small,asked 1I+");
  }

  @Test
  void whoChangesHisMindIsGivenWhatHeHad() throws Exception {
    startWithASub();
    says("{'type':'ask','rendition':'saver'}");
    awaitReaders(camera.sub, 1);
    says("{'type':'ask','rendition':'auto'}");
    awaitReaders(camera.sub, 0);
    camera.publish("p");
    wire.sent("1");
  }

  /// Else it would be ahead of it for ever, where the other encoder is the slower one.
  @Test
  void theOldOneWaitsAMomentForTheIdrThatWasAskedFor() throws Exception {
    startWithASub();
    says("{'type':'ask','rendition':'saver'}");
    await(() -> camera.idrRequests.get() > 0);
    camera.publish("pp");
    camera.publishSubLate(); // of the moment of 1
    wire.sent("rendition:sub,avc1.42c01f init quality:small,asked 0I+");
  }

  /// Until the old one goes on.
  private void awaitAnIdrInVain() {
    await(() -> camera.idrRequests.get() > 0);
    clock.pass(Duration.ofMillis(300));
  }

  @Test
  void nothingIsSentToWhoHasNotGotWhatWasSent() throws Exception {
    camera.bitrate = 1_000_000;
    says(START.replace("'screen'", "'acks':true,'screen'"));
    camera.publish("I");
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
    clock.pass(Duration.ofSeconds(1)); // late, and seen to be
    says("{'type':'ping','t0':1}");
    wire.sent("pong:1.0");
    camera.publish("p");
    awaitReaders(camera.sub, 1); // which it is to be given
    camera.publishSub("I");
    awaitReaders(camera.main, 0);
    wire.sent("");
    says("{'type':'ack','sequence':0}");
    wire.sent("rendition:sub,avc1.42c01f init quality:keys,network,2000 0I+");
  }

  @Test
  void aLostAcknowledgementIsNotWaitedForForEver() throws Exception {
    says(START.replace("'screen'", "'acks':true,'screen'"));
    camera.publish("I");
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I");
    clock.pass(Duration.ofMillis(200));
    says("{'type':'ping','t0':1}");
    wire.sent("pong:1.0");
    camera.publish("p");
    wire.sent("");
    clock.pass(Duration.ofSeconds(3));
    wire.sent("1");
  }

  private static void awaitReaders(Stream of, int readers) {
    await(() -> of.readers() == readers);
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, "waited in vain");
      Thread.onSpinWait();
    }
  }

  @Test
  void pausesAndGoesOnAtAnIdr() throws Exception {
    camera.publish("Ip");
    says(START);
    wire.sent("rendition:main,avc1.42c01f init quality:full,none 0I 1");
    says("{'type':'pause'}");
    says("{'type':'ping','t0':1}");
    wire.sent("pong:1.0");
    awaitNoReaders();
    camera.publish("pIp");
    says("{'type':'resume'}");
    wire.sent("rendition:main,avc1.42c01f init 3I+ 4");
  }

  private void awaitEager(int readers) {
    await(() -> camera.main.eagerReaders() == readers);
  }

  private void awaitNoReaders() {
    awaitReaders(camera.main, 0);
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
    wire.sent("rendition:main,avc1.42c01f init quality:full,none");
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
