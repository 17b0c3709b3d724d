import { describe, expect, test } from "vitest";
import { amounts, inWords, points, valueWithUnit } from "../src/chart";
import type { Reading, Trend } from "../src/messages";
import { texts } from "./catalogue";

const source = { title: "", section: "", url: "", updated: "" };

function reading(text: string, change: Partial<Reading> = {}): Reading {
  const value = Number(text.replace(",", ".").replace(/[^\d.]/g, ""));
  const bound = text.startsWith("<") ? "below" : text.startsWith(">") ? "above" : "exact";
  return { text, value, bound, unit: "mg/L", mg_per_l: value, date: null, ...change };
}

function trend(readings: Reading[], pattern = "decreasing"): Trend {
  return { type: "b2m_trend", pattern, specimen: "blood", readings, source };
}

const many = (count: number) => trend(Array.from({ length: count }, (_, i) => reading(String(i + 1))));

describe("the points", () => {
  test("stand evenly, oldest first, over a scale from zero", () => {
    const drawn = points(trend([reading("4"), reading("2"), reading("0")]), texts, 9) ?? [];
    expect(drawn.map(({ x }) => x)).toEqual([8, 50, 92]);
    expect(drawn.map(({ y }) => y)).toEqual([18, 59, 100]);
  });

  test("are none for one result, where there is nothing to compare", () => {
    expect(points(many(1), texts, 9)).toBeUndefined();
  });

  test("are none where units have no common scale", () => {
    const perDay = reading("3", { unit: "mg/24 h", mg_per_l: null });
    expect(points(trend([reading("3"), perDay]), texts, 9)).toBeUndefined();
  });

  test("name the unit where units differ, and stand on one scale", () => {
    const inMicrograms = reading("2000", { unit: "µg/L", mg_per_l: 2 });
    const drawn = points(trend([reading("4"), inMicrograms]), texts, 9) ?? [];
    expect(drawn.map(({ value }) => value)).toEqual(["4 mg/L", "2000 µg/L"]);
    expect(drawn[1]?.y).toBe(59);
  });

  test.each([
    [5, 9, [0, 1, 2, 3, 4]],
    [5, 5, [0, 1, 2, 3, 4]],
    [6, 3, [0, 5]],
    [7, 4, [0, 2, 4, 6]],
    [20, 4, [0, 12, 19]],
    [3, 2, [0, 2]],
  ])("of %i results, where %i dates fit, label %j", (count, room, labelled) => {
    const drawn = points(many(count), texts, room) ?? [];
    expect(drawn).toHaveLength(count);
    expect(drawn.flatMap(({ when }, index) => (when ? [index] : []))).toEqual(labelled);
  });

  test("survive zeros alone", () => {
    const drawn = points(trend([reading("0"), reading("0")]), texts, 9) ?? [];
    expect(drawn.map(({ y }) => y)).toEqual([100, 100]);
  });
});

test("one unit needs no conversion; without a unit numbers stand as they are", () => {
  const days = ["3", "4"].map((text) => reading(text, { unit: "mg/24 h", mg_per_l: null }));
  expect(amounts(days)).toEqual([3, 4]);
  expect(amounts(["3", "4"].map((text) => reading(text, { unit: null })))).toEqual([3, 4]);
});

test.each([
  [reading("5,1"), "5,1 mg/L"],
  [reading("<0.8"), "<0.8 mg/L"],
  [reading("three point two", { value: 3.2, unit: null }), "3.2"],
  [reading("under one", { value: 1, bound: "below" }), "<1 mg/L"],
])("%o reads %s", (one, words) => expect(valueWithUnit(one)).toBe(words));

describe("the chart in words", () => {
  test("says how many, from when to when, the first, the latest, and what they did", () => {
    const readings = [reading("5.1", { date: "2024-01" }), reading("2.9", { date: "2024-07-02" })];
    expect(inWords(trend(readings), texts)).toBe(
      "2 blood results, from January 2024 to July 2, 2024. First: 5.1 mg/L. Latest: 2.9 mg/L. They went down.",
    );
  });

  test("names no dates where some are missing", () => {
    expect(inWords(trend([reading("5"), reading("6", { date: "2024" })], "increasing"), texts)).toBe(
      "2 blood results, oldest first. First: 5 mg/L. Latest: 6 mg/L. They went up.",
    );
  });

  test("says of one result that it can't show a change", () => {
    expect(inWords(trend([reading("5")], "too_few"), texts)).toBe(texts.patterns.too_few);
  });

  test("leaves a pattern out that it doesn't know", () => {
    expect(inWords(trend([reading("5"), reading("6")], "new"), texts)).toMatch(/Latest: 6 mg\/L\.$/);
  });
});
