import { useEffect, useState, useSyncExternalStore } from "react";
import { serverNow, skew } from "../api/http.ts";

/** useNow gives the time by the server's clock, fresh every so many seconds. */
export function useNow(seconds = 30): number {
  useSyncExternalStore(skew.subscribe, skew.get);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return serverNow();
}
