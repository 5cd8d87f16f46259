import { NoAnswer } from "../api/problem.ts";
import { device } from "./device.ts";

/**
 * kept runs a reading and keeps its answer on this device. Where there is no answer it
 * gives the one that was kept last; without one it throws NoAnswer.
 */
export async function kept<T>(key: string, read: () => Promise<T>): Promise<T> {
  try {
    const value = await read();
    await (await device()).put("snapshots", { value, at: Date.now() }, key);
    return value;
  } catch (err) {
    if (!(err instanceof NoAnswer)) throw err;
    const last = await (await device()).get("snapshots", key);
    if (!last) throw err;
    return last.value as T;
  }
}
