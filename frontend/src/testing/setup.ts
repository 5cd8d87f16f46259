import "@testing-library/jest-dom/vitest";
import "fake-indexeddb/auto";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { answered, skew } from "../api/http.ts";
import { wipe } from "../lib/device.ts";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5000 });

beforeEach(async () => {
  await wipe();
  answered.set(true);
  skew.set(0);
});

afterEach(() => {
  cleanup();
});

// jsdom lays nothing out, so it has nowhere to scroll to.
Element.prototype.scrollIntoView = () => undefined;
