import type { Specimen } from "./messages";
import { dateInWords, fill, type Texts } from "./texts";

/** One row of the form, as it was typed. */
export type Row = {
  readonly value: string;
  readonly unit: string; // "" where the person doesn't know
  readonly date: string;
  readonly specimen: Specimen;
};

export type Problem = { readonly row: number; readonly field: "value" | "date" };

// The units that the server reads; those of urine include amounts per day and per creatinine.
const PER_LITRE = ["mg/L", "mg/dL", "µg/mL", "µg/L", "ng/mL", "nmol/L"];
const OF_URINE = ["mg/24 h", "µg/24 h", "mg/g creatinine", "µg/g creatinine"];

/** The units that a result of `specimen` may have. */
export function unitsOf(specimen: Specimen): string[] {
  return specimen === "urine" ? [...PER_LITRE, ...OF_URINE] : PER_LITRE;
}

/** A row like `row`, to be filled in: the next result mostly has the same unit and kind. */
export function rowAfter(row: Row | undefined): Row {
  return { value: "", unit: row?.unit ?? "mg/L", date: "", specimen: row?.specimen ?? "blood" };
}

const isEmpty = (row: Row): boolean => !row.value.trim() && !row.date.trim();
const isValue = (text: string): boolean => /^[<>≤≥]?\s*(\d+([.,]\d+)*|[.,]\d+)$/.test(text.trim());

/** A typed date as "2024", "2024-03" or "2024-03-14"; undefined if it can't be read for certain.
 *
 * Numbers stand in the order that the server expects: month, day, year. Whether the day exists is
 * the server's to say.
 */
export function readDate(text: string, language: string): string | undefined {
  const typed = text.trim().toLowerCase().replace(/(\d)(st|nd|rd|th)\b/, "$1");
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(typed);
  if (iso) return joined(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})[/.](?:(\d{1,2})[/.])?(\d{4})$/.exec(typed);
  if (numbers) return joined(numbers[3], numbers[1], numbers[2]);
  const words = /^(?:(\d{1,2})\.? )?(\p{L}{3,})\.?,?(?: (\d{1,2}),?)? (\d{4})$/u.exec(typed);
  const month = words?.[2] ? monthNumber(words[2], language) : undefined;
  if (!words || !month || (words[1] && words[3])) return undefined;
  return joined(words[4], month, words[1] ?? words[3]);
}

function monthNumber(name: string, language: string): string | undefined {
  const months = Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2024, month)),
  );
  const index = months.findIndex((month) => month.toLowerCase().startsWith(name));
  return index < 0 ? undefined : String(index + 1);
}

function joined(year?: string, month?: string, day?: string): string | undefined {
  const parts = [year, month, day].filter((part) => part !== undefined);
  if (Number(month ?? 1) > 12 || Number(month ?? 1) < 1) return undefined;
  return parts.map((part) => part.padStart(2, "0")).join("-");
}

/** What has to be mended before the rows can be sent; empty rows count for nothing. */
export function problems(rows: readonly Row[], language: string): Problem[] {
  return rows.flatMap((row, index): Problem[] => {
    if (isEmpty(row)) return [];
    const found: Problem[] = [];
    if (!isValue(row.value)) found.push({ row: index, field: "value" });
    if (row.date.trim() && !readDate(row.date, language)) found.push({ row: index, field: "date" });
    return found;
  });
}

/** The rows as a message that the server reads, a line each; empty if no row is filled in. */
export function asMessage(rows: readonly Row[], texts: Texts): string {
  const lines = rows.filter((row) => !isEmpty(row)).map((row) => {
    const date = readDate(row.date, texts.language);
    return fill(date ? texts.form_line_dated : texts.form_line, {
      specimen: texts.form_specimens[row.specimen],
      value: `${row.value.trim()} ${row.unit}`.trim(),
      date: date ? dateInWords(date, texts.language) : "",
    });
  });
  return lines.join("\n");
}
