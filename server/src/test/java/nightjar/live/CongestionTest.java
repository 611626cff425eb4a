package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nightjar.live.Congestion.Way;
import org.junit.jupiter.api.Test;

class CongestionTest {
  private static final long MILLIS = 1_000_000;

  private final Congestion congestion = new Congestion();
  private long sequence;

  private void sent(int bytes, long millis) {
    congestion.sent(sequence++, bytes, true, millis * MILLIS);
  }

  private void acknowledged(long number, long millis) {
    congestion.acknowledged(number, millis * MILLIS);
  }

  private Way way(long millis) {
    return congestion.way(millis * MILLIS);
  }

  private long rate(long millis) {
    return congestion.rate(millis * MILLIS);
  }

  @Test
  void nothingIsOnItsWayAtFirst() {
    assertEquals(Way.CALM, way(10_000));
    assertEquals(0, congestion.bytes());
    assertEquals(0, rate(10_000));
  }

  @Test
  void whatIsOnItsWayIsCountedUntilItArrives() {
    sent(1000, 0);
    sent(500, 1);
    assertEquals(1500, congestion.bytes());
    acknowledged(0, 5);
    assertEquals(500, congestion.bytes());
    acknowledged(1, 6);
    assertEquals(0, congestion.bytes());
    assertEquals(0, congestion.age(100 * MILLIS));
  }

  @Test
  void oneAcknowledgementIsForAllBefore() {
    for (int i = 0; i < 10; i++) {
      sent(100, i);
    }
    acknowledged(9, 20);
    assertEquals(0, congestion.bytes());
  }

  @Test
  void anUnknownOneChangesNothing() {
    sent(100, 0);
    acknowledged(77, 5);
    assertEquals(100, congestion.bytes());
  }

  @Test
  void theOldestTellsTheWay() {
    sent(100, 0);
    acknowledged(0, 10);
    sent(100, 1000);
    assertEquals(Way.CALM, way(1050));
    assertEquals(Way.BUSY, way(1120));
    assertEquals(Way.FULL, way(1200));
    assertEquals(Way.FULL, way(1740)); // whoever is there may be busy
    assertEquals(Way.LATE, way(1760));
    acknowledged(1, 1911);
    assertEquals(Way.BUSY, way(1912)); // it took long
    sent(100, 2000);
    acknowledged(2, 2010);
    assertEquals(Way.CALM, way(2020));
  }

  @Test
  void whatTricklesIsLateSoon() {
    sent(100, 0);
    acknowledged(0, 10);
    sent(100, 1000);
    sent(100, 1010);
    acknowledged(1, 1200);
    assertEquals(Way.FULL, way(1300));
    assertEquals(Way.LATE, way(1400));
  }

  @Test
  void theRateIsWhatWasDeliveredMeanwhile() {
    sent(100, 0);
    acknowledged(0, 10);
    sent(25_000, 1000);
    sent(25_000, 1000);
    acknowledged(1, 1500);
    assertEquals(400_000, rate(1500));
    acknowledged(2, 2000);
    assertEquals(400_000, rate(2000));
    assertEquals(0, rate(9000)); // long ago
  }

  @Test
  void aTripInWhichNothingWaitedTellsNoRate() {
    sent(100, 0);
    acknowledged(0, 10);
    sent(100, 1000);
    acknowledged(1, 1030);
    assertEquals(0, rate(1030));
  }

  @Test
  void aBlackoutTellsNoRate() {
    sent(100, 0);
    acknowledged(0, 10);
    sent(50_000, 1000);
    assertEquals(Way.LATE, way(10_000));
    acknowledged(1, 11_000);
    assertEquals(0, rate(11_000));
  }

  @Test
  void whatVariesAllTheTimeIsNotLate() {
    for (int i = 0; i < 200; i++) {
      sent(100, i * 1000L);
      acknowledged(i, i * 1000L + 10 + (i % 4) * 100);
    }
    sent(100, 200_000);
    assertTrue(way(200_300).compareTo(Way.FULL) < 0);
  }

  @Test
  void knocksEachTimeLaterAndFromTheStartOnceItWasHeard() {
    assertFalse(congestion.mayKnock(100_000 * MILLIS));
    sent(100, 0);
    assertFalse(congestion.mayKnock(3000 * MILLIS));
    assertTrue(congestion.mayKnock(3001 * MILLIS));
    sent(100, 3001);
    assertFalse(congestion.mayKnock(9001 * MILLIS));
    assertTrue(congestion.mayKnock(9002 * MILLIS));
    sent(100, 9002);
    acknowledged(0, 9100);
    assertTrue(congestion.mayKnock(12_003 * MILLIS));
  }

  @Test
  void theOldestAreForgottenOfAClientThatNeverAnswers() {
    for (int i = 0; i < 1000; i++) {
      sent(100, i);
    }
    assertEquals(100_000, congestion.bytes());
    acknowledged(0, 1000); // forgotten
    assertEquals(100_000, congestion.bytes());
    acknowledged(999, 1001);
    assertEquals(0, congestion.bytes());
  }
}
