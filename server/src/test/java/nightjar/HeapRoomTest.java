package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private static final long LIVES = 12 << 20;

  private long size = LIVES;
  private long lives = LIVES;
  private int collected;
  private final HeapRoom room =
      new HeapRoom(
          () -> size,
          () -> {
            collected++;
            size = lives;
          });

  @Test
  void isLeftAloneWhileItGrowsByLess() {
    room.look();
    size = LIVES + HeapRoom.ROOM;
    room.look();
    assertEquals(0, collected);
  }

  @Test
  void isCollectedEachTimeItHasGrown() {
    room.look();
    for (int i = 1; i <= 3; i++) {
      size = LIVES + HeapRoom.ROOM + 1;
      room.look();
      room.look();
      assertEquals(i, collected);
    }
  }

  @Test
  void isNotCollectedOverAndOverForWhatLives() {
    room.look();
    lives = LIVES + 5 * HeapRoom.ROOM;
    size = lives;
    for (int i = 0; i < 10; i++) {
      room.look();
    }
    assertEquals(1, collected);
    size = lives + HeapRoom.ROOM + 1;
    room.look();
    assertEquals(2, collected);
  }

  @Test
  void startsWithWhatThereIsWhenFirstLookedAt() {
    size = LIVES + 3 * HeapRoom.ROOM;
    room.look();
    room.look();
    assertEquals(0, collected);
  }
}
