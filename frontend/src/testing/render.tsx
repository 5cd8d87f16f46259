import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { me } from "../app/session.ts";
import type { Me } from "../api/shapes.ts";
import { Announcer } from "../ui/announce.tsx";

/** show renders a part of the app for somebody who is signed in. */
export function show(part: ReactNode, who: Me) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always", staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(me.queryKey, who);
  return {
    client,
    ...render(
      <QueryClientProvider client={client}>
        {part}
        <Announcer />
      </QueryClientProvider>,
    ),
  };
}
