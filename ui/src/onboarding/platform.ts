/** Kinds of device, each with steps of its own on the page. */
export const PLATFORMS = ["ios", "android", "windows", "macos", "linux"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Which kind this browser runs on. An iPad calls itself a Mac, but no Mac has a touch screen. */
export function platform(userAgent: string, touchPoints: number): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) {
    return "ios";
  }
  if (/Android/.test(userAgent)) {
    return "android";
  }
  if (/Windows/.test(userAgent)) {
    return "windows";
  }
  return /Macintosh|Mac OS X/.test(userAgent) ? "macos" : "linux";
}
