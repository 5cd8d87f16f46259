import { useSyncExternalStore } from "react";
import { signal } from "../lib/signal.ts";

const said = signal("");

/** announce lets a screen reader say something short about what just happened. */
export function announce(text: string): void {
  // A zero-width mark makes the same words news again.
  said.set(said.get() === text ? `${text}\u200b` : text);
}

/** Announcer is the one live region of the app. */
export function Announcer() {
  const text = useSyncExternalStore(said.subscribe, said.get);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
