import type { Route } from "../router.ts";

/** What fills the page below its header. */
export interface Screen {
  /** Asked again every so often, and when somebody looks at the page again; `reached` is whether the server answered. */
  refresh?(reached: boolean): Promise<void>;
  /** Somebody went elsewhere on the same screen. */
  route?(route: Route): void;
  key?(e: KeyboardEvent): void;
  /** Takes everything of it off the page. */
  close(): void;
}
