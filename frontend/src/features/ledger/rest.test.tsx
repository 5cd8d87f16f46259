import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { RestDebt } from "../../api/shapes.ts";
import { restLength } from "./data.ts";
import { MyRest, WardRest } from "./rest.tsx";

const debt: RestDebt = {
  id: "d",
  staff_id: "s",
  name: "Ada Bell",
  day: "2026-03-16",
  minutes: 105,
  due_day: "2026-03-30",
  state: "open",
  text: "Your rest up to Mon 16 Mar was 1 h 45 too short. You get it back by Mon 30 Mar.",
};

describe("rest that is owed", () => {
  it("is written in hours and minutes", () => {
    expect(restLength(105)).toBe("1 h 45 min");
  });

  it("is told to the person in words, and not at all where nothing is", () => {
    const { rerender, container } = render(<MyRest debts={[debt]} />);
    expect(screen.getByRole("region", { name: "Rest that is owed to you" })).toHaveTextContent("owedYour rest up to Mon 16 Mar was 1 h 45 too short.");
    rerender(<MyRest debts={[]} />);
    expect(container).toBeEmptyDOMElement();
  });

  it("is told to the manager with who, how much and by when", () => {
    const { rerender } = render(<WardRest debts={[debt, { ...debt, id: "e", name: "Bo Chan", state: "overdue" }]} />);
    const [first, second] = screen.getAllByRole("listitem");
    expect(first).toHaveTextContent("owedAda BellOwed1 h 45 minRest cut short up to16 Mar 2026Due by30 Mar 2026");
    expect(second).toHaveTextContent("lateBo Chan");
    rerender(<WardRest debts={[]} />);
    expect(screen.getByText("No rest is owed to anybody on this ward.")).toBeInTheDocument();
  });
});
