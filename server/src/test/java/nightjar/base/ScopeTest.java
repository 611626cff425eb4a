package nightjar.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void closesNewestFirstAndReportsAll() {
    var order = new ArrayList<String>();
    var scope = new Scope();
    scope.own(() -> order.add("a"));
    scope.own(
        () -> {
          order.add("b");
          throw new IOException("b broke");
        });
    scope.own(() -> order.add("c"));
    var e = assertThrows(IllegalStateException.class, scope::close);
    assertEquals("[c, b, a]", order.toString());
    assertEquals("b broke", e.getSuppressed()[0].getMessage());
  }

  @Test
  void closingTwiceClosesOnce() {
    var order = new ArrayList<String>();
    var scope = new Scope();
    scope.own(() -> order.add("a"));
    scope.close();
    scope.close();
    assertEquals("[a]", order.toString());
  }
}
