/** What the URL says of a manager's page: which ward, which period, which version of the rota. */
export interface WardSearch {
  ward?: string;
  period?: string;
  roster?: string;
}

/** wardSearch reads a page's part of the URL. */
export function wardSearch(raw: Record<string, unknown>): WardSearch {
  const search: WardSearch = {};
  for (const key of ["ward", "period", "roster"] as const) {
    const value = raw[key];
    if (typeof value === "string") search[key] = value;
  }
  return search;
}
