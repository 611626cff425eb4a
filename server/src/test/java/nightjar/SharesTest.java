package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One account, or a program with its token, takes what it can; the rest of the house still sees.
/// Of thirty places to watch, a token gets eight, an account twenty-three.
class SharesTest {
  @Test
  void leavePlacesToWatch(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      var owner = house.setUp();
      house.addUser(owner, "ben", "viewer", null);
      var ben = house.signIn("ben");
      var token = house.token(ben, 1, "view");
      var watching = new ArrayList<RawHttp>();
      try {
        assertEquals(8, takeAll(house, token, watching));
        assertEquals(15, takeAll(house, ben, watching));
        assertEquals(7, takeAll(house, owner, watching));
        for (var one : watching.subList(0, 3)) {
          one.close();
        }
        Await.until(() -> house.server.metric("nightjar_viewers") == 27, () -> "they stay");
        Await.until(() -> takeAll(house, owner, watching) == 3, () -> "nobody can take them");
      } finally {
        for (var one : watching) {
          one.close();
        }
      }
      Await.until(() -> house.server.metric("nightjar_viewers") == 0, () -> "they stay");
      assertEquals(8, takeAll(house, token, watching));
    }
  }

  private static int takeAll(Household house, String who, List<RawHttp> watching) throws Exception {
    long before = house.server.metric("nightjar_viewers");
    for (int taken = 0; ; taken++) {
      long now = before + taken;
      Await.until(() -> house.server.metric("nightjar_viewers") == now, () -> "it is not there");
      var http = new RawHttp(house.server.port());
      watching.add(http);
      if (http.ask(RawWebSocket.UPGRADE.strip() + "\n" + who).status() != 101) {
        return taken;
      }
    }
  }

  @Test
  void leaveSnapshots(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var owner = house.setUp();
      var token = house.token(owner, 1, "view");
      var statuses = new TreeSet<Integer>();
      Callable<RawHttp.Response> program = () -> snapshot(house, token);
      for (int i = 0; i < 20 && !statuses.contains(503); i++) {
        var asked = new ArrayList<>(Collections.nCopies(6, program));
        asked.add(() -> snapshot(house, owner));
        var answers = threads.invokeAll(asked);
        assertEquals(200, answers.getLast().get().status());
        for (var answer : answers) {
          statuses.add(answer.get().status());
        }
      }
      assertEquals(Set.of(200, 503), statuses);
      assertTrue(snapshot(house, token).status() == 200);
    }
  }

  private static RawHttp.Response snapshot(Household house, String who) throws IOException {
    return house.ask("GET /api/v1/cameras/front/snapshot.jpg\n" + who, Map.of());
  }
}
