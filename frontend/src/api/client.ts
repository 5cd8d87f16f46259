import createClient from "openapi-fetch";
import { send } from "./http.ts";
import type { paths } from "./schema.d.ts";

const base = "/api/v1";

/** The paths of the server as this app writes them: without what all of them begin with. */
type Paths = { [P in keyof paths as P extends `${typeof base}${infer Rest}` ? Rest : never]: paths[P] };

/** api calls the server by the paths of its own description. It throws Problem or NoAnswer. */
export const api = createClient<Paths>({ baseUrl: location.origin + base, fetch: send });

/** body unwraps an answer: send has thrown already where there is none. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await call;
  if (data === undefined || data === null) throw new Error("the answer has no body");
  return data;
}

/** items unwraps a list. */
export async function items<T>(call: Promise<{ data?: { items: T[] | null } }>): Promise<T[]> {
  return (await body(call)).items ?? [];
}
