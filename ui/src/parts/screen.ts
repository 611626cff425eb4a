import type { Route } from "../router.ts";

/** What fills the page below its header. */
export interface Screen {
  /** Asked again every so often, and when somebody looks at the page again; `reached` is whether the server answered. */
  refresh?(reached: boolean): Promise<void>;
  /** Somebody went elsewhere on the same screen. */
  route?(route: Route): void;
  key?(e: KeyboardEvent): void;
  /** Whether leaving would lose something: it then asks, and calls `go` if that is wanted anyway. */
  stays?(go: () => void): boolean;
  /** Takes everything of it off the page. */
  close(): void;
}
