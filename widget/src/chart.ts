import type { Bound, Reading, Trend } from "./messages";
import { dateInWords, fill, type Texts } from "./texts";

/** One reading in the chart; `x` and `y` in percent of the drawing, from its upper left corner. */
export type Point = {
  readonly x: number;
  readonly y: number;
  readonly bound: Bound;
  readonly value: string;
  readonly when: string | null; // null where there is no room for it
};

const LEFT = 8;
const RIGHT = 92;
const TOP = 18; // leaves room for the value above the highest point
const BOTTOM = 100;

/** The amounts on one scale, or undefined where units can't be compared. */
export function amounts(readings: readonly Reading[]): number[] | undefined {
  const units = new Set(readings.map((reading) => reading.unit));
  if (units.size === 1) return readings.map((reading) => reading.value);
  const converted = readings.map((reading) => reading.mg_per_l);
  return converted.every((amount) => amount !== null) ? converted : undefined;
}

/** A reading's value as it was typed, with its unit. */
export function valueWithUnit(reading: Reading): string {
  const sign = { exact: "", below: "<", above: ">" }[reading.bound];
  const typed = /^[<>≤≥]?\s*[\d.,]+$/.test(reading.text) ? reading.text : `${sign}${reading.value}`;
  return reading.unit ? `${typed} ${reading.unit}` : typed;
}

/** When a reading was taken, or its place in the list. */
export function moment(reading: Reading, index: number, texts: Texts, month: "long" | "short"): string {
  if (reading.date) return dateInWords(reading.date, texts.language, month);
  return fill(texts.position, { number: index + 1 });
}

/** Evenly spaced points over a scale from zero, oldest first; `labels` dates fit side by side.
 *
 * Undefined where there is nothing to compare. The first and the latest date are always there.
 */
export function points(trend: Trend, texts: Texts, labels: number): Point[] | undefined {
  const { readings } = trend;
  const scaled = amounts(readings);
  if (!scaled || readings.length < 2) return undefined;
  const highest = Math.max(...scaled);
  const last = readings.length - 1;
  const step = Math.max(1, Math.ceil(last / Math.max(1, labels - 1)));
  const mixed = new Set(readings.map((reading) => reading.unit)).size > 1;
  return readings.map((reading, index) => {
    const fromLast = last - index;
    const isLabelled = index === 0 || (fromLast % step === 0 && index >= step);
    return {
      x: LEFT + ((RIGHT - LEFT) * index) / last,
      y: BOTTOM - ((BOTTOM - TOP) * (scaled[index] ?? 0)) / (highest || 1),
      bound: reading.bound,
      value: isLabelled ? valueWithUnit(mixed ? reading : { ...reading, unit: null }) : "",
      when: isLabelled ? moment(reading, index, texts, "short") : null,
    };
  });
}

/** The chart in words: how many results, from when to when, the first, the latest, what they did. */
export function inWords(trend: Trend, texts: Texts): string {
  const { readings } = trend;
  const [first, latest] = [readings[0], readings.at(-1)];
  if (!first || !latest) return "";
  const specimen = texts.specimens[trend.specimen];
  const what = texts.patterns[trend.pattern as keyof Texts["patterns"]] ?? "";
  if (readings.length === 1) return what;
  const isDated = first.date && latest.date;
  const count = fill(isDated ? texts.chart_count_dated : texts.chart_count, {
    count: readings.length,
    specimen,
    from: moment(first, 0, texts, "long"),
    to: moment(latest, readings.length - 1, texts, "long"),
  });
  const ends = fill(texts.chart_ends, { first: valueWithUnit(first), latest: valueWithUnit(latest) });
  return [count, ends, what].filter(Boolean).join(" ");
}
