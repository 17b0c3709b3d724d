import { expect, test } from "vitest";
import { safeLink, sourceOf, type Message } from "../src/messages";
import { asText } from "../src/transcript";
import { texts } from "./catalogue";

test.each([
  ["https://medlineplus.gov/x", true],
  ["http://medlineplus.gov/x", false],
  ["javascript:alert(1)", false],
  ["JaVaScRiPt://x%0aalert(1)", false],
  ["data:text/html,<script>alert(1)</script>", false],
  ["//medlineplus.gov", false],
  ["", false],
])("%j may be followed: %s", (url, isSafe) => {
  expect(safeLink(url)).toBe(isSafe ? url : undefined);
});

const source = { title: "A page", section: "Risks", url: "https://example.org/a", updated: "2020-02-24" };
const answer: Message = {
  from: "assistant",
  text: "Yes.\n\n- a\n- b\n\nSource: https://example.org/a",
  buttons: [],
  custom: { type: "answer", source },
};

test("an answer without a section has no source to show", () => {
  expect(sourceOf(answer)).toBe(source);
  expect(sourceOf({ ...answer, custom: { type: "answer", source: { ...source, section: null } } })).toBeUndefined();
});

test("the saved text has speakers, lists and sources", () => {
  const asked: Message = { from: "person", text: "Does it hurt?", buttons: [], custom: {} };
  const text = asText([asked, answer], texts);
  expect(text).toContain("You:\nDoes it hurt?\n");
  expect(text).toContain("Assistant:\nYes.\n\n- a\n- b\n\nA page: Risks\nhttps://example.org/a\n");
});
