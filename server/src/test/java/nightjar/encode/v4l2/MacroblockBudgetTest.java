package nightjar.encode.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacroblockBudgetTest {
  private final MacroblockBudget budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 30, 244800",
    "1280, 720, 30, 108000",
    "1280, 720, 15, 54000",
    "640, 360, 15, 13800",
    "640, 368, 15, 13800",
    "16, 16, 0.5, 1",
    "16, 18, 12.5, 25",
    "320, 180, 7.3, 1752",
  })
  void countsMacroblocksASecond(int width, int height, double fps, int taken) throws Exception {
    try (var _ = budget.take(width, height, fps)) {
      assertEquals(taken, budget.inUse());
    }
    assertEquals(0, budget.inUse());
  }

  @Test
  void refusesWithTheArithmetic() throws Exception {
    try (var _ = budget.take(640, 640, 11.5)) {
      assertEquals(18_400, budget.inUse());
      assertEquals(
          "1920x1080 at 30 is 120 x 68 macroblocks x 30 = 244800 a second;"
              + " with 18400 in use that is 263200, and the encoder does 245760",
          assertThrows(IOException.class, () -> budget.take(1920, 1080, 30)).getMessage());
      assertEquals(18_400, budget.inUse());
    }
    budget.take(1920, 1080, 30).close();
    assertEquals(0, budget.inUse());
  }

  @Test
  void allOfItCanBeTaken() throws Exception {
    try (var all = new MacroblockBudget(30).take(16, 16, 30)) {
      assertTrue(all.change(30));
      assertFalse(all.change(30.1));
    }
  }

  @Test
  void aShareGrowsAsFarAsOthersLeaveRoom() throws Exception {
    try (var one = budget.take(1280, 720, 30);
        var other = budget.take(1280, 720, 15)) {
      assertFalse(one.change(60));
      assertEquals(162_000, budget.inUse());
      assertTrue(other.change(38));
      assertFalse(other.change(39));
      assertTrue(one.change(10));
      assertTrue(other.change(39));
      assertEquals(36_000 + 140_400, budget.inUse());
    }
  }
}
