import { QueryClient } from "@tanstack/react-query";
import { NoAnswer, Problem } from "../api/problem.ts";

/** newQueryClient makes the store of all server state, with what holds for every query. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Our own request says best whether there is a signal.
        networkMode: "always",
        staleTime: 15_000,
        retry: (failures, err) => failures < 2 && !(err instanceof NoAnswer) && !(err instanceof Problem && err.status < 500),
        retryDelay: (n) => 400 * 2 ** n,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
