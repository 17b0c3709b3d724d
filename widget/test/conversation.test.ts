import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Conversation } from "../src/conversation";
import { texts } from "./catalogue";

let ids: (string | null)[] = []; // of the messages that were sent

type Answer = { status: number; body?: unknown } | Error | "never";

/** A server that answers each path from a list, the last answer again and again. */
function serve(answers: Record<string, Answer[]>) {
  const asked: string[] = [];
  ids = [];
  vi.stubGlobal("fetch", (path: string, request: RequestInit) => {
    const name = `${request.method} ${path}`;
    asked.push([name, request.body].filter(Boolean).join(" "));
    if (path === "messages") ids.push(new Headers(request.headers).get("Idempotency-Key"));
    const waiting = answers[name] ?? [];
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    if (!answer || answer instanceof Error) return Promise.reject(answer ?? new TypeError("no such path"));
    if (answer === "never") {
      return new Promise((_, reject) => {
        request.signal?.addEventListener("abort", () => reject(request.signal?.reason));
      });
    }
    const body = answer.status === 204 ? null : JSON.stringify(answer.body);
    return Promise.resolve(new Response(body, { status: answer.status }));
  });
  return asked;
}

const refusal = (status: number, message: string): Answer => ({ status, body: { error: { code: "x", message } } });
const says = (text: string, custom: object = {}) => ({ text, buttons: [], custom });
const BEGUN: Answer = { status: 201, body: { token: "t1", messages: [says("Hello.")] } };
const REPLY: Answer = { status: 200, body: { messages: [says("It does not hurt. You are numb.")] } };

const memory = new Map<string, string>();
const storage = {
  getItem: (name: string) => memory.get(name) ?? null,
  setItem: (name: string, value: string) => void memory.set(name, value),
  removeItem: (name: string) => void memory.delete(name),
};

const begin = () => new Conversation(new Api(), texts, storage, () => undefined);
const said = (conversation: Conversation) => conversation.messages.map(({ from, text }) => `${from}: ${text}`);

beforeEach(() => {
  memory.clear();
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a conversation begins, is answered, and announces one sentence for the turn", async () => {
  const asked = serve({ "POST sessions": [BEGUN], "POST messages": [REPLY] });
  const conversation = begin();
  await conversation.say({ text: "Does it hurt?" });
  expect(asked).toEqual(["POST sessions", 'POST messages {"text":"Does it hurt?"}']);
  expect(said(conversation)).toEqual([
    "assistant: Hello.",
    "person: Does it hurt?",
    "assistant: It does not hurt. You are numb.",
  ]);
  expect(conversation.announcements).toEqual(["Assistant: It does not hurt."]);
});

test("a button is sent as its payload, never as text", async () => {
  const asked = serve({ "POST sessions": [BEGUN], "POST messages": [REPLY] });
  await begin().say({ payload: "Blood" });
  expect(asked[1]).toBe('POST messages {"payload":"Blood"}');
});

test("after a reload the conversation goes on; nothing that was said is kept in the browser", async () => {
  const before = { ...says("Hello."), from: "assistant" };
  serve({ "POST sessions": [BEGUN], "GET conversation": [{ status: 200, body: { messages: [before] } }] });
  await begin().start();
  expect([...memory]).toEqual([["b2m-token", "t1"]]);
  const later = begin();
  await later.start();
  expect(said(later)).toEqual(["assistant: Hello."]);
});

test("a conversation that the server no longer has is replaced", async () => {
  memory.set("b2m-token", "old");
  const asked = serve({ "GET conversation": [refusal(401, "It has ended.")], "POST sessions": [BEGUN] });
  const conversation = begin();
  expect(await conversation.start()).toBe(true);
  expect(asked).toEqual(["GET conversation", "POST sessions"]);
  expect(memory.get("b2m-token")).toBe("t1");
});

describe("what could not be sent comes back, with words and a way on", () => {
  test.each<[string, Answer, string]>([
    ["a server that can't be reached", new TypeError("failed"), texts.unreachable],
    ["a refusal", refusal(429, "Please wait."), "Please wait."],
    ["an answer that is no JSON", { status: 200 }, texts.unreachable],
    ["an error without words", { status: 500, body: {} }, texts.unreachable],
  ])("%s", async (_, answer, words) => {
    serve({ "POST sessions": [BEGUN], "POST messages": [answer, REPLY] });
    const conversation = begin();
    await conversation.say({ text: "Does it hurt?" });
    expect(conversation.draft).toBe("Does it hurt?");
    expect(conversation.problem?.text).toContain(words);
    expect(conversation.problem?.retry).toBeUndefined(); // its button sends the text field
    expect(said(conversation)).toEqual(["assistant: Hello."]);
    await conversation.say({ text: "Does it hurt?" });
    expect(conversation.problem).toBeNull();
    expect(conversation.messages).toHaveLength(3);
  });

  test("being offline", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    serve({ "POST sessions": [new TypeError("failed")] });
    const conversation = begin();
    await conversation.start();
    expect(conversation.problem?.text).toBe(texts.offline);
  });

  test("a button, which its retry sends again", async () => {
    const asked = serve({ "POST sessions": [BEGUN], "POST messages": [new TypeError("failed"), REPLY] });
    const conversation = begin();
    await conversation.say({ payload: "Blood" });
    expect(conversation.draft).toBe("");
    conversation.problem?.retry?.();
    await vi.waitFor(() => expect(conversation.messages).toHaveLength(3));
    expect(asked.slice(1)).toEqual(Array(2).fill('POST messages {"payload":"Blood"}'));
  });

  test("a start that failed is made up for by the next message", async () => {
    serve({ "POST sessions": [new TypeError("failed"), BEGUN], "POST messages": [REPLY] });
    const conversation = begin();
    expect(await conversation.start()).toBe(false);
    await conversation.say({ text: "Does it hurt?" });
    expect(conversation.messages).toHaveLength(3);
  });

  test("a conversation that has ended: another begins when the person wants it", async () => {
    const second: Answer = { status: 201, body: { token: "t2", messages: [says("Hello again.")] } };
    serve({ "POST sessions": [BEGUN, second], "POST messages": [refusal(401, "It has ended.")] });
    const conversation = begin();
    await conversation.say({ text: "Does it hurt?" });
    expect(conversation.problem).toMatchObject({ text: "It has ended.", action: texts.start_again });
    conversation.problem?.retry?.();
    await vi.waitFor(() => expect(said(conversation)).toEqual(["assistant: Hello again."]));
    expect(conversation.draft).toBe("Does it hurt?");
  });
});

describe("a message's id", () => {
  test("is another for each message, also for the same words", async () => {
    serve({ "POST sessions": [BEGUN], "POST messages": [REPLY] });
    const conversation = begin();
    for (const text of ["yes", "yes", "no"]) await conversation.say({ text });
    expect(new Set(ids).size).toBe(3);
    ids.forEach((id) => expect(id).toMatch(/^[\d-]{7,43}$/));
  });

  test("stays when the message is sent again, until it is answered", async () => {
    const lost = new TypeError("failed");
    serve({ "POST sessions": [BEGUN], "POST messages": [lost, lost, REPLY] });
    const conversation = begin();
    for (let time = 0; time < 4; time += 1) await conversation.say({ text: "4.0 mg/L" });
    expect(ids[0]).toBe(ids[1]);
    expect(ids[1]).toBe(ids[2]);
    expect(ids[3]).not.toBe(ids[2]);
  });

  test("is another when the words were changed", async () => {
    serve({ "POST sessions": [BEGUN], "POST messages": [new TypeError("failed"), REPLY] });
    const conversation = begin();
    await conversation.say({ text: "4.0" });
    await conversation.say({ text: "4.1" });
    expect(ids[0]).not.toBe(ids[1]);
  });
});

test("waiting shows only when it lasts, and ends with a problem", async () => {
  vi.useFakeTimers();
  serve({ "POST sessions": [BEGUN], "POST messages": ["never"] });
  vi.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException("late", "TimeoutError")), milliseconds);
    return controller.signal;
  });
  const conversation = begin();
  await conversation.start();
  const turn = conversation.say({ text: "Does it hurt?" });
  const seen: string[] = [];
  for (const milliseconds of [100, 500, 8_000, 22_000]) {
    await vi.advanceTimersByTimeAsync(milliseconds);
    seen.push(conversation.waiting);
  }
  await turn;
  expect(seen).toEqual(["short", "shown", "long", "no"]);
  expect(conversation.problem?.text).toContain(texts.slow);
});

test("a second message is not sent while a turn is under way", async () => {
  const asked = serve({ "POST sessions": [BEGUN], "POST messages": [REPLY] });
  const conversation = begin();
  await Promise.all([conversation.say({ text: "one" }), conversation.say({ text: "two" })]);
  expect(asked).toHaveLength(2);
});

describe("deleting", () => {
  test("leaves nothing behind and begins anew", async () => {
    const asked = serve({
      "POST sessions": [BEGUN],
      "POST messages": [REPLY],
      "DELETE sessions": [{ status: 204 }],
    });
    const conversation = begin();
    await conversation.say({ text: "Does it hurt?" });
    await conversation.erase();
    expect(asked.slice(2)).toEqual(["DELETE sessions", "POST sessions"]);
    expect(said(conversation)).toEqual(["assistant: Hello."]);
    expect(conversation.announcements.at(-1)).toBe(texts.deleted);
  });

  test("of what has already ended is no problem", async () => {
    serve({ "POST sessions": [BEGUN], "DELETE sessions": [refusal(401, "It has ended.")] });
    const conversation = begin();
    await conversation.start();
    await conversation.erase();
    expect(conversation.problem).toBeNull();
  });

  test("that fails keeps the conversation and says so", async () => {
    serve({ "POST sessions": [BEGUN], "DELETE sessions": [new TypeError("failed")] });
    const conversation = begin();
    await conversation.start();
    await conversation.erase();
    expect(conversation.problem?.action).toBe(texts.again);
    expect(said(conversation)).toEqual(["assistant: Hello."]);
  });

  test("in words clears what was said, and the next message begins anew", async () => {
    const deleted: Answer = { status: 200, body: { messages: [says("It is deleted.", { type: "deleted" })] } };
    const asked = serve({ "POST sessions": [BEGUN], "POST messages": [deleted, REPLY] });
    const conversation = begin();
    await conversation.say({ text: "delete it" });
    expect(said(conversation)).toEqual(["assistant: It is deleted."]);
    expect(memory.size).toBe(0);
    await conversation.say({ text: "Does it hurt?" });
    expect(asked.filter((each) => each === "POST sessions")).toHaveLength(2);
  });
});
