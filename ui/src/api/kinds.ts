/** What people look for: the kinds that objects are told apart by, as the server names them. */
export const KINDS = ["person", "car", "bicycle", "dog", "cat", "animal", "parcel"] as const;
export type Kind = (typeof KINDS)[number];

/** What a list of events may be narrowed to: events with something of a kind, or those in which nothing was recognised. */
export type Sort = Kind | "none";
export const SORTS: readonly Sort[] = [...KINDS, "none"];

export function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value);
}

/** The kinds named in what a server sent, each once, in its order; what is no kind is passed over. */
export function kindsOf(value: unknown): Kind[] {
  return Array.isArray(value) ? [...new Set(value.filter(isKind))] : [];
}
