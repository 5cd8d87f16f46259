import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { ID, MySwaps, SwapCard, SwapOption, SwapOptions } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";

/** mySwaps is what one was asked and what one has asked about duties. */
export const mySwaps = () =>
  queryOptions({ queryKey: ["mine", "swaps"], queryFn: () => body<MySwaps>(api.GET("/me/swaps")), refetchInterval: 60_000 });

/** swapOptions is what could become of one's own duty on a day. */
export const swapOptions = (day: Day) =>
  queryOptions({
    queryKey: ["mine", "swaps", "options", day],
    queryFn: () => body<SwapOptions>(api.GET("/me/duties/{day}/swap-options", { params: { path: { day } } })),
  });

/** live tells whether something may still come of a swap. */
export const live = (s: SwapCard) => s.state === "offered" || s.state === "accepted";

/** useSwaps gives the three things that a nurse can do; each loads what it changes anew. */
export function useSwaps(done: (phrase: "asked" | "said" | "gone") => void) {
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: ["mine"] });
  const ask = useMutation({
    mutationFn: ({ from, option }: { from: SwapOptions; option?: SwapOption }) =>
      body<SwapCard>(
        api.POST("/me/swaps", {
          params: { header: once },
          body: {
            roster_id: from.roster_id,
            day: from.day,
            kind: option ? "swap" : "give_away",
            ...(option && { partner_id: option.partner_id, other_day: option.day }),
          },
        }),
      ),
    onSuccess: () => done("asked"),
    onSettled: fresh,
  });
  const answer = useMutation({
    mutationFn: ({ id, yes }: { id: ID; yes: boolean }) =>
      body<SwapCard>(api.POST("/me/swaps/{swap_id}/answer", { params: { path: { swap_id: id }, header: once }, body: { yes } })),
    onSuccess: () => done("said"),
    onSettled: fresh,
  });
  const withdraw = useMutation({
    mutationFn: (s: SwapCard) =>
      body<SwapCard>(
        api.POST("/me/swaps/{swap_id}/withdraw", {
          params: { path: { swap_id: s.id }, header: { ...once, ...ifMatch(s.version) } },
        }),
      ),
    onSuccess: () => done("gone"),
    onSettled: fresh,
  });
  return { ask, answer, withdraw };
}
