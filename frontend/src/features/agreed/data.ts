import { queryOptions } from "@tanstack/react-query";
import { api, items } from "../../api/client.ts";
import type { AgreedPattern, ID } from "../../api/shapes.ts";
import { kept } from "../../lib/snapshot.ts";

/** What is read of agreed patterns: one's own, kept on the device, and those of a ward's people. */
export const agreedData = {
  mine: () =>
    queryOptions({
      queryKey: ["mine", "agreed"],
      queryFn: () => kept<AgreedPattern[]>("agreed", () => items(api.GET("/me/agreed-patterns"))),
    }),
  ward: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "agreed"],
      queryFn: () => items<AgreedPattern>(api.GET("/wards/{ward_id}/agreed-patterns", { params: { path: { ward_id: wardId } } })),
    }),
};
