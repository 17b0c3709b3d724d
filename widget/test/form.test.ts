import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { asMessage, problems, readDate, rowAfter, unitsOf, type Row } from "../src/form";
import { texts } from "./catalogue";

const row = (change: Partial<Row> = {}): Row => ({ ...rowAfter(undefined), value: "5.1", ...change });

// tests/widget shows with the same cases that the server reads what this form writes.
const cases = JSON.parse(readFileSync(new URL("./form_cases.json", import.meta.url), "utf8")) as {
  name: string;
  rows: Row[];
  message: string;
}[];

test.each(cases)("$name become a message", ({ rows, message }) => {
  expect(asMessage(rows, texts)).toBe(message);
});

test.each([
  ["2024", "2024"],
  ["2024-3", "2024-03"],
  ["2024-03-14", "2024-03-14"],
  ["3/14/2024", "2024-03-14"],
  ["3.14.2024", "2024-03-14"],
  ["3/2024", "2024-03"],
  ["March 2024", "2024-03"],
  ["mar 2024", "2024-03"],
  ["Sept. 2024", "2024-09"],
  ["March 14, 2024", "2024-03-14"],
  ["14 March 2024", "2024-03-14"],
  ["March 14th 2024", "2024-03-14"],
  [" march, 2024 ", "2024-03"],
])("the date %j is read as %j", (typed, date) => {
  expect(readDate(typed, "en")).toBe(date);
});

test.each(["12", "14", "last week", "March", "24", "13/2024", "14/3/2024", "3.2", "1 March 2 2024", "Foo 2024", "x"])(
  "%j is not taken for a date",
  (typed) => expect(readDate(typed, "en")).toBeUndefined(),
);

describe("what has to be mended", () => {
  test.each(["3.2", ".8", "3,2", "<0.8", "> 20", "1,200", "≥4"])("%j is a value", (value) => {
    expect(problems([row({ value })], "en")).toEqual([]);
  });

  test.each(["", "high", "3.2 mg/L", "-4", "3.2.", "1e5", "3 4", "<"])("%j is none", (value) => {
    expect(problems([row({ value, date: "2024" })], "en")).toEqual([{ row: 0, field: "value" }]);
  });

  test("is named by row and field", () => {
    expect(problems([row(), row({ value: "x", date: "12" })], "en")).toEqual([
      { row: 1, field: "value" },
      { row: 1, field: "date" },
    ]);
  });

  test("is nothing in rows that are left empty", () => {
    expect(problems([row(), row({ value: " " })], "en")).toEqual([]);
  });
});

test("a new row has the unit and kind of the one before", () => {
  const before = row({ unit: "nmol/L", specimen: "csf", date: "2024" });
  expect(rowAfter(before)).toEqual({ value: "", unit: "nmol/L", date: "", specimen: "csf" });
});

test("amounts per day belong to urine alone", () => {
  expect(unitsOf("urine")).toContain("mg/24 h");
  expect(unitsOf("blood")).not.toContain("mg/24 h");
});
