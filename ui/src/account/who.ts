import type { Role, Who } from "../api/server.ts";

export const ROLE_TEXT: Readonly<Record<Role, string>> = {
  viewer: "viewer",
  operator: "operator",
  administrator: "administrator",
};

export const ROLE_HINT: Readonly<Record<Role, string>> = {
  viewer: "Watches cameras and takes snapshots",
  operator: "Also switches cameras off and on",
  administrator: "Also looks after users, and sees every camera",
};

export function camerasText({ role, cameras }: Pick<Who, "role" | "cameras">): string {
  return role === "administrator" || cameras === null
    ? "all cameras"
    : cameras.length === 0
      ? "no camera"
      : cameras.join(", ");
}
