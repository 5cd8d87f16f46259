import { queryOptions } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import type { ID, MyPeriod, MyWard, Preference, StandingPreference } from "../../api/shapes.ts";
import { kept } from "../../lib/snapshot.ts";

/** What the nurse's pages read; every answer is kept on the device for use without a signal. */
export const mine = {
  periods: () =>
    queryOptions({
      queryKey: ["mine", "periods"],
      queryFn: () => kept<MyPeriod[]>("periods", () => items(api.GET("/me/periods"))),
    }),
  preferences: (periodId: ID) =>
    queryOptions({
      queryKey: ["mine", "preferences", periodId],
      queryFn: () =>
        kept<Preference[]>(`preferences/${periodId}`, () =>
          items(api.GET("/me/periods/{period_id}/preferences", { params: { path: { period_id: periodId } } })),
        ),
    }),
  standing: () =>
    queryOptions({
      queryKey: ["mine", "standing"],
      queryFn: () => kept<StandingPreference[]>("standing", () => items(api.GET("/me/standing-preferences"))),
    }),
  ward: () =>
    queryOptions({
      queryKey: ["mine", "ward"],
      queryFn: () => kept<MyWard>("ward", () => body(api.GET("/me/ward"))),
      staleTime: 300_000,
    }),
};
