package nightjar.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Pictures are 100 ms apart. `I` is an IDR that is decoded, `p` another picture, `.` one passed
/// over. `x` is one that is shown.
class ChoiceTest {
  @Test
  void allAreDecodedWhereMoreAreWantedThanThereAreIdrs() {
    assertEquals("IpppppppppIpppppppppIppp", decoded(10, 10, 24));
    assertEquals("IpppppppppIpppppppppIppp", decoded(10, 2, 24));
  }

  @Test
  void idrsAloneWhereTheyAreOftenEnough() {
    // The distance of two IDRs is known at the second.
    assertEquals("IpppppppppI.........I...", decoded(10, 1, 24));
    assertEquals("IppppI....I....I....", decoded(5, 2, 20));
    assertEquals("IppppIppppIppppIpppp", decoded(5, 3, 20));
  }

  @Test
  void noMoreAreShownThanWanted() {
    assertEquals("xxxxxxxxxx", shown(10, 10));
    assertEquals("x.x.x.x.x.", shown(5, 10));
    assertEquals("x....x....", shown(2, 10));
  }

  private static String decoded(int gop, double fps, int pictures) {
    var choice = new Choice();
    var text = new StringBuilder();
    for (int i = 0; i < pictures; i++) {
      boolean idr = i % gop == 0;
      text.append(choice.decode(idr, i / 10.0, fps) ? idr ? 'I' : 'p' : '.');
    }
    return text.toString();
  }

  private static String shown(double fps, int pictures) {
    var choice = new Choice();
    var text = new StringBuilder();
    for (int i = 0; i < pictures; i++) {
      text.append(choice.show(i / 10.0, fps) ? 'x' : '.');
    }
    return text.toString();
  }
}
