import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "./app/query.ts";
import { newRouter } from "./app/router.tsx";
import { applyTheme } from "./app/theme.ts";
import { registerWorker } from "./app/worker.ts";
import "./ui/tokens.css";
import "./ui/base.css";

applyTheme();
registerWorker();

const client = newQueryClient();
const router = newRouter(client);
const place = document.getElementById("root");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
