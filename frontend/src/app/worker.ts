/**
 * registerWorker keeps the program itself on this device, so that it opens without a
 * signal. Signing out wipes the device, worker and all, so signing in calls it again.
 */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js").catch(() => {
    // Private windows and old browsers have none: then the app needs a signal.
  });
}
