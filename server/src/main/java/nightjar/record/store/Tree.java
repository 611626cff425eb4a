package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The folders of footage, as they are on the disk.
final class Tree {
  private Tree() {}

  /// A day of a camera.
  ///
  /// @param within its path within the folder
  /// @param footage names of files
  /// @param kept names of files with a mark beside them
  record Day(String camera, Path within, Set<String> footage, Set<String> kept, boolean notes) {}

  static List<String> cameras(Disk disk, Path folder) throws IOException {
    return folders(disk, folder).stream().filter(Names::isCamera).toList();
  }

  /// A camera's days, oldest first.
  static List<Path> days(Disk disk, Path folder, String camera) throws IOException {
    var days = new ArrayList<Path>();
    for (var year : folders(disk, folder.resolve(camera))) {
      var inYear = Path.of(camera, year);
      for (var month :
          Names.isYear(year) ? folders(disk, folder.resolve(inYear)) : List.<String>of()) {
        var inMonth = inYear.resolve(month);
        for (var day : folders(disk, folder.resolve(inMonth))) {
          if (Names.isMonthOrDay(month) && Names.isMonthOrDay(day)) {
            days.add(inMonth.resolve(day));
          }
        }
      }
    }
    return days;
  }

  static Day day(Disk disk, Path folder, String camera, Path within) throws IOException {
    var footage = new TreeSet<String>();
    var kept = new TreeSet<String>();
    boolean notes = false;
    for (var entry : disk.list(folder.resolve(within))) {
      var name = entry.name();
      if (Names.isFootage(name)) {
        footage.add(name);
      } else if (Names.isKeep(name)) {
        kept.add(name.substring(0, name.length() - Names.KEEP.length()));
      }
      notes |= name.equals(Names.NOTES);
    }
    return new Day(camera, within, footage, kept, notes);
  }

  private static List<String> folders(Disk disk, Path folder) throws IOException {
    return disk.list(folder).stream()
        .filter(Disk.Entry::folder)
        .map(Disk.Entry::name)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
