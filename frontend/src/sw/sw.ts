/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope;
/** The files to keep, put in by the build. */
declare const KEPT_FILES: { url: string; revision: string }[];

// The worker keeps the program only. What people read and type lies in IndexedDB, where
// signing out can wipe it; no answer of the API is ever kept here.
precacheAndRoute(KEPT_FILES);
cleanupOutdatedCaches();

registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/api\//, /^\/health\//] }),
);

// Built files carry a hash in their name and never change.
registerRoute(({ url }) => url.origin === self.location.origin && url.pathname.startsWith("/assets/"), new CacheFirst({ cacheName: "pages" }));

self.addEventListener("install", () => {
  void self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});
