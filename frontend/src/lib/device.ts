import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { QueuedChange } from "../features/bid/outbox.ts";

/** What this device keeps for use without a signal. Signing out wipes all of it. */
interface Device extends DBSchema {
  /** The last answer to each thing that reads offline, by its query key. */
  snapshots: { key: string; value: { value: unknown; at: number } };
  /** Changes to preferences that the server has not taken yet, by preference. */
  outbox: { key: string; value: QueuedChange };
}

let opened: Promise<IDBPDatabase<Device>> | undefined;

/** device opens the database of this device, once. */
export function device(): Promise<IDBPDatabase<Device>> {
  opened ??= openDB<Device>("fairrota", 1, {
    upgrade(db) {
      db.createObjectStore("snapshots");
      db.createObjectStore("outbox", { keyPath: "id" });
    },
    // The browser closes it when the server asks for this site's data to be cleared.
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

/** wipe removes everything that this device keeps. */
export async function wipe(): Promise<void> {
  const db = await device();
  await Promise.all([db.clear("snapshots"), db.clear("outbox")]);
}
