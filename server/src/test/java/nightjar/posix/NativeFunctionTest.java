package nightjar.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/// Functions of the C library, with results that are known.
class NativeFunctionTest {
  private static final SymbolLookup LIBC = Linker.nativeLinker().defaultLookup();

  @Test
  void givesNumbersOf32BitsWithTheirSign() {
    assertEquals(7, NativeFunction.ofInt(LIBC, "abs").call(-7));
    assertEquals(-5, parsed("-5"));
    assertEquals(Integer.MAX_VALUE, parsed("2147483647"));
    assertEquals(Integer.MIN_VALUE, parsed("-2147483648"));
  }

  private static long parsed(String text) {
    try (var arena = Arena.ofConfined()) {
      return NativeFunction.ofInt(LIBC, "atoi").call(arena.allocateFrom(text).address());
    }
  }

  @Test
  void givesNumbersOf64Bits() {
    assertEquals(Long.MAX_VALUE, NativeFunction.ofLong(LIBC, "labs").call(-Long.MAX_VALUE));
  }

  @Test
  void givesAddresses() {
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocateFrom("a night jar");
      long found = NativeFunction.ofLong(LIBC, "strchr").call(text.address(), 'j');
      assertEquals(8, found - text.address());
    }
  }

  @Test
  void takesTen() { // of which registers hold six or eight
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocate(32);
      long format = arena.allocateFrom("%d %d %d %d %d %d %d").address();
      var print = NativeFunction.ofInt(LIBC, "snprintf");
      assertEquals(14, print.call(text.address(), 32, format, 1, 2, 3, 4, 5, -6, 7));
      assertEquals("1 2 3 4 5 -6 7", text.getString(0));
    }
  }

  @Test
  void namesWhatALibraryLacks() {
    var e =
        assertThrows(
            NoSuchElementException.class, () -> NativeFunction.ofInt(LIBC, "no_such_function"));
    assertTrue(e.getMessage().contains("no_such_function"), e.getMessage());
    assertTrue(NativeFunction.ofIntIfAny(LIBC, "no_such_function").isEmpty());
  }
}
