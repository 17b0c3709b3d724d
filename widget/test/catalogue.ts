import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Catalogue } from "../src/catalogue";
import type { Texts } from "../src/texts";

const catalogue = parse(readFileSync(new URL("../../content/widget.yml", import.meta.url), "utf8")) as Catalogue;

/** The real words, for an imaginary clinic. */
export const texts: Texts = {
  ...catalogue.chat,
  language: "en",
  most_characters: 2000,
  clinic: {
    care_team: "the clinic at 555-0100",
    phone: "555-0100",
    hours: "Monday to Friday",
    emergency_number: "911",
    crisis_line: "the crisis line",
  },
};
