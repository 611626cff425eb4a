package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import nightjar.record.file.Chain.Fault;
import org.junit.jupiter.api.Test;

/// What is wrong with the files of a camera taken together.
class ChainTest {
  @Test
  void aChainHasNoFault() {
    assertEquals(List.of(), check(link(1, 0), link(2, 1), link(3, 2)));
    assertEquals(List.of(), check(link(3, 2), link(1, 0), link(2, 1)));
    assertEquals(List.of(), check());
  }

  @Test
  void whatIsNotThereIsMissing() {
    assertEquals(
        List.of(new Fault.Missing(1, 2, 0, 300), new Fault.Missing(4, 4, 400, 500)),
        check(link(3, 2), link(5, 4), link(6, 5)));
  }

  @Test
  void anotherInItsPlaceIsFound() {
    assertEquals(List.of(new Fault.Broken("2", "3")), check(link(1, 0), link(2, 1), link(3, 9)));
    assertEquals(List.of(new Fault.Broken("", "1")), check(link(1, 5)));
  }

  @Test
  void oneNumberTwiceIsFound() {
    assertEquals(List.of(new Fault.Twice(2, "2", "2")), check(link(1, 0), link(2, 1), link(2, 1)));
  }

  private static List<Fault> check(Chain.Link... links) {
    return Chain.check(Arrays.asList(links));
  }

  private static Chain.Link link(int number, int previous) {
    return new Chain.Link(
        "" + number, number, hash(previous), hash(number), 100L * number, 100L * number + 100);
  }

  private static Hash hash(int number) {
    return number == 0 ? Hash.NONE : Hash.of(new byte[] {(byte) number});
  }
}
