import { queryOptions, useQueryClient, useSuspenseQuery, type QueryClient } from "@tanstack/react-query";
import { api, body } from "../api/client.ts";
import { skew } from "../api/http.ts";
import type { ID, Me } from "../api/shapes.ts";
import { forget } from "../features/bid/queue.ts";
import { device, wipe } from "../lib/device.ts";
import { kept } from "../lib/snapshot.ts";
import { registerWorker } from "./worker.ts";

/** me is who is signed in, what they may do, and their news. */
export const me = queryOptions({
  queryKey: ["me"],
  queryFn: () =>
    kept("me", async () => {
      const answer = await body(api.GET("/me"));
      skew.set(Date.parse(answer.now) - Date.now());
      return answer;
    }),
  staleTime: 30_000,
  refetchInterval: 60_000,
});

/** useMe gives who is signed in; only pages behind the sign-in may call it. */
export const useMe = (): Me => useSuspenseQuery(me).data;

/** can tells whether somebody has a right, on one ward or (without one) anywhere. */
export function can(who: Me, right: string, wardId?: ID): boolean {
  return who.rights.some((r) => r.right === right && (!wardId || !r.ward_id || r.ward_id === wardId));
}

/** zone is the time zone to write times in: the ward's of the person, or London. */
export const zoneOf = (who: Me) => who.ward?.time_zone ?? "Europe/London";

/** home is the first page of somebody, by what they may do. */
export function home(who: Me): "/rota" | "/ward" | "/figures" | "/admin" | "/nothing" {
  if (who.staff && can(who, "own_rota")) return "/rota";
  if (can(who, "read_draft")) return "/ward";
  if (can(who, "read_figures")) return "/figures";
  if (can(who, "manage_users")) return "/admin";
  return "/nothing";
}

/** signIn starts a session. What another person left on this device is wiped first. */
export async function signIn(client: QueryClient, login: string, password: string): Promise<Me> {
  const answer = await body(api.POST("/session", { body: { login, password } }));
  const last = (await (await device()).get("snapshots", "me"))?.value as Me | undefined;
  if (last && last.user.id !== answer.user.id) await wipe();
  await (await device()).put("snapshots", { value: answer, at: Date.now() }, "me");
  skew.set(Date.parse(answer.now) - Date.now());
  client.clear();
  client.setQueryData(me.queryKey, answer);
  registerWorker();
  return answer;
}

/** useSignOut ends the session and wipes this device, whether or not the server answers. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    try {
      await api.DELETE("/session");
    } finally {
      // The server asks the browser to wipe this site too; the two do not mind each other.
      await wipe().catch(() => undefined);
      forget();
      client.clear();
    }
  };
}
