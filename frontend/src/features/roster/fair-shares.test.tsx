import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "../../testing/render.tsx";
import { manager } from "../../testing/ward.ts";
import { Shares } from "./fair-shares.tsx";

const fairness = { before: 33_181, largest: 28_609, least: 27_294, jain_before: 0.895, jain: 0.912 };

describe("Shares", () => {
  it("says the largest burden, what it was and what is proved", () => {
    show(<Shares fairness={fairness} />, manager);
    const shares = screen.getByLabelText("Fair shares of this draft");
    expect(shares).toHaveTextContent("Nobody carries more than 28.6 points.");
    expect(shares).toHaveTextContent("Without looking at who carries most it was 33.2.");
    expect(shares).toHaveTextContent("No rota as good comes below 27.3.");
    expect(shares).toHaveTextContent("from 90 % to 91 %");
  });

  it("says when no rota can do better", () => {
    show(<Shares fairness={{ ...fairness, before: 28_609, least: 28_609 }} />, manager);
    const shares = screen.getByLabelText("Fair shares of this draft");
    expect(shares).toHaveTextContent("No rota as good can do better.");
    expect(shares).not.toHaveTextContent("33.2");
  });
});
