import { describe, expect, test } from "vitest";
import { blocks, dateInWords, fill, firstSentence } from "../src/texts";

test("fields are filled in, and what is no field stays", () => {
  expect(fill("{a} and {b} and {c}", { a: 1, b: "two" })).toBe("1 and two and {c}");
  expect(fill("{a}", { a: "$& {b}", b: "no" })).toBe("$& {b}");
});

test.each([
  ["2024", "2024"],
  ["2024-03", "March 2024"],
  ["2024-03-14", "March 14, 2024"],
  ["2024-12-31", "December 31, 2024"],
  ["someday", "someday"],
])("the date %s reads %s", (date, words) => {
  expect(dateInWords(date, "en")).toBe(words);
});

describe("a message's text", () => {
  test("has paragraphs, lines and lists", () => {
    expect(blocks("One.\n\nA list:\n- a\n- b\n\nTwo\nlines")).toEqual([
      { kind: "paragraph", lines: ["One."] },
      { kind: "paragraph", lines: ["A list:"] },
      { kind: "list", lines: ["a", "b"] },
      { kind: "paragraph", lines: ["Two", "lines"] },
    ]);
  });

  test("leaves out the line with the source, which is shown in its own way", () => {
    const text = 'Yes.\n\nSource: MedlinePlus, "Risks" https://example.org/page';
    expect(blocks(text, "https://example.org/page")).toEqual([{ kind: "paragraph", lines: ["Yes."] }]);
    expect(blocks(text)).toHaveLength(2);
  });

  test("keeps a minus sign and marks as they are", () => {
    expect(blocks("-5 is <b>no</b> list")).toEqual([{ kind: "paragraph", lines: ["-5 is <b>no</b> list"] }]);
  });

  test("may be empty", () => expect(blocks("\n\n")).toEqual([]));
});

test.each([
  ["You will be numb. Then you wait.", "You will be numb."],
  ["Is it 3.5 mg/L? Yes.", "Is it 3.5 mg/L?"],
  ["No end", "No end"],
  ["Here they are:\n- 5.1", "Here they are:"],
  ["", ""],
])("the first sentence of %j is %j", (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});
