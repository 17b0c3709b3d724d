const SIZES = ["1", "2", "3", "4"]; // styled in chat.css
const NAME = "b2m-text-size";

/** Make the text larger (1) or smaller (-1), or as it was chosen before (0). */
export function changeTextSize(step: -1 | 0 | 1, memory: Pick<Storage, "getItem" | "setItem">): void {
  const current = Math.max(0, SIZES.indexOf(memory.getItem(NAME) ?? ""));
  const size = SIZES[Math.min(SIZES.length - 1, Math.max(0, current + step))] ?? "1";
  memory.setItem(NAME, size);
  document.documentElement.dataset["size"] = size;
}
