package nightjar.live;

/// On a machine that bears everything.
final class FakePlace implements Place {
  @Override
  public void take() {}

  @Override
  public void leave() {}

  @Override
  public boolean isBorne() {
    return true;
  }
}
