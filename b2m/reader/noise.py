"""Digits that are never a value of B2M: phone numbers, times, ages, doses, stages, changes …

All patterns are searched without regard to case, between word boundaries. U+E000 stands where a
unit or a date was taken out before.
"""

from __future__ import annotations

from b2m.numbers import TENS
from b2m.reader.names import RELATIVES, either

_NUM = r"(?:(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?|(?<![\d.,])\.\d{1,9})"
_WHOLE = r"(?<![\d.,])\d{1,9}(?![.,]?\d)"
_SMALL = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_DIGIT_WORD = rf"(?:zero|oh|o|one|{_SMALL})"
_COUNT = either(
    r"(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?",
    r"an?|one|eleven|twelve|half an?",
    rf"(?:one|{_SMALL}|\d) and a half",
    _SMALL,
    r"(?:a )?couple of|(?:a )?few|several",
)
_PERIOD = either(
    r"seconds|(?<=-)second|secs?|minutes?|mins?|hours?|hrs?",
    r"days?|nights?|weeks?|wks?|months?|mos?|years?|yrs?|decades?",
)
_FAMILY = either(RELATIVES, r"patient|pt|male|female|man|woman|lady|gentleman")
_PERSON = either(r"i|he|she|who", _FAMILY)
_ABOUT = r"(?:now\s|almost\s|about\s|around\s|only\s|just\s|another\s)?"
_APPOINTMENT = either(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    r"tomorrow|today|tonight|morning|afternoon",
    r"appointment|appt|visit|draw|scan|chemo|infusion|bloods?",
)
_IDENTIFIER = either(
    r"(?:patient|chart|record|member|reference|case|policy|claim) (?:number|no|nr|id)",
    r"mrn|ssn|id|account|order|accession|case|policy",
    r"(?<!on the )(?<!over the )(?<!by )phone|fax|tel|ext|zip|ticket",
    r"room|suite|floor|page|chapter|apt|bed|gate|version",
    r"loinc|cpt|icd(?:-10)?",
)
_GRADE = either(
    r"stage|ckd|grade|phase|type|class|step|question|option|item|lines?",
    r"r?-?iss|ecog|kps|karnofsky|gleason",
)
_CHANGE = either(
    r"drop(?:ped|s|ping)?|decreas(?:ed?|es|ing)|f[ea]ll(?:en|s|ing)?",
    r"increas(?:ed?|es|ing)|rose|ris(?:en?|es|ing)|jump(?:ed|s)?|climb(?:ed|s)?",
    r"(?:went |gone |go(?:es|ing)? )?(?:up|down)",
    r"chang(?:ed?|es)|differ\w{0,8}|gain(?:ed)?|lost|improv(?:ed?|ement)",
)
_MEASURE = either(
    r"mgs?|mcgs?|[µμ]gs?|ugs?|grams?|g|kgs?|kilos?|lbs?|pounds?|stone|ounces?|oz",
    r"cm|mm|inch(?:es)?|ft|feet|miles?|km",
    r"ml|cc|li?ters?|litres?|cups?|glass(?:es)?|drops?",
    r"pills?|tablets?|tabs?|caps(?:ules)?|units?(?!\s?[:=\ue000])",
    r"iu|meq|mmol|mol|pmol|u/m?l|bpm|mmhg",
    r"degrees?|°\s?[cf]?|dollars?|bucks",
)

NOISE: tuple[str, ...] = (
    r"(?:pt|patient|bed|case)\s#?\d{1,2}(?=\s?[:)]\s)",
    # addresses, phone numbers, numbers of documents and rooms
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,32}",
    r"\+\d[\d\s().-]{6,18}\d",
    rf"between\s{_NUM}\s(?:and|to)\s{_NUM}(?:\s?{_PERIOD})?",
    r"(?<!\d)(?:\+?\d{1,2}[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)",
    r"(?<![\d.-])\d{3}-\d{4}(?![\d-])",
    # … as they are grouped elsewhere: "020 7946 0112", "06 12 34 56 78"
    r"(?<![\d.,])\(?0\d{1,4}\)?(?:[\s-]\d{3,4}){2}(?![.,]?\d)",
    r"(?<![\d.,])0\d(?:[\s.-]\d\d){4}(?![.,]?\d)",
    # "4.5 on 24": a day of the month
    r"(?<!\bis )(?<!\bwas )(?<!'m )\bon\s(?:[1-9]|[12]\d|3[01])(?![.,/]?\d)(?!\s?\ue000)"
    r"(?=\s?(?:[,;)]|and\b|$))",
    rf"{_IDENTIFIER}\s?(?:#|number|no\.?|code|is|:|\s)*\d(?:[\d.-]*\d)?",
    r"(?<![\d.,])\d+-0\d*(?:-\d+)+(?![\d.,])|(?<![\w.,/:-])(?:0\d+|\d{6,})(?![\d.,:]*\d)(?!\s?\ue000)",
    r"(?<![\d.,])(?:911|988|112|999)(?![\d.,]*\d)(?!\s?\ue000)",
    # blood pressure
    r"(?<![\d.,/])(?:[6-9]\d|1\d\d|2[0-4]\d)\s?(?:/|over)\s?(?:[3-9]\d|1[0-3]\d)(?![\d.,/])",
    # times of day
    r"(?<![\d.,])\d{1,2}:\d\d(?::\d\d)?(?!\d)(?:\s?[ap]\.?m\b\.?)?",
    r"(?<![\d.,])\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?|o'?clock)",
    rf"{_APPOINTMENT}\s(?:is\s|was\s)?(?:at|around|by)\s{_WHOLE}(?!:)",
    rf"{_APPOINTMENT}\s(?:is\s|was\s)?at\s\d{{1,2}}[.:][0-5]\d(?!\d)(?!\s?\ue000)",
    r"(?:by|until|till|since|before|open(?:s|ed)? at|closes? at|there at)\s\d{1,2}[.:][0-5]\d(?!\d)"
    r"(?!\s?\ue000)",
    # ages
    rf"{_FAMILY}(?:\s[a-z]+)?\s?\(\s?(?:age\s)?{_WHOLE}(?=\s?[),])|{_FAMILY},\s[1-9]\d,",
    r"\bage\s[1-9]\d(?![\d.,]*\d)",
    rf"(?:{_WHOLE}|{either(*TENS)}(?:[\s-]{_DIGIT_WORD})?)\sis\s(?:my|his|her|the)\sage\b",
    rf"{_WHOLE}\s(?:years|yrs)\b",
    rf"\b{_PERSON}(?:\s(?:am|is|was)|'(?:m|s))\s(?:now\s|almost\s)?{either(*TENS)}(?:[\s-]{_DIGIT_WORD})?"
    r"(?!\spoint|\s?\ue000|\w"
    rf"|[\s-]{_DIGIT_WORD}\b)",
    rf"{_FAMILY}[\s,]+(?:who(?:'s|\sis)\s|is\s)?(?:[2-9]\d|10\d)(?=\s?(?:[,;.(]|and\b|with\b|$))(?![.,]\d)",
    rf"{_COUNT}[\s-]*(?:years?|yrs?|yr|y)[\s/-]*(?:old|of age|young|o\b)",
    r"(?<![\d.,])\d\d\s?y/?o\b|(?<![\d.,])\d\d[mf]\b",
    rf"\b{either(_PERSON, _FAMILY)}(?:\swill|'ll)\sbe\s{_ABOUT}[1-9]\d(?![.,]?\d)",
    rf"(?:aged?|turn(?:ed|ing|s)?|over the age of)\s?(?:of|is|:)?\s?{_WHOLE}",
    rf"\b{_PERSON}(?:\s(?:am|is|was|are|were)|'(?:m|s|re))\s{_ABOUT}{_WHOLE}(?!\s?\ue000)",
    rf"\b(?:im|hes|shes)\s{_WHOLE}",
    # body height, the small hours
    r"(?<![\d.,])[12][.,]\d\d?\s?(?:m|met(?:er|re)s?)(?!\w)(?!\s?/)",
    r"(?<![\d.,])(?:1[0-2]|[1-9])\s(?:in the (?:morning|afternoon|evening)|at night)",
    # periods, stages, percentages, amounts of money, "2nd"
    rf"{_COUNT}[\s-]?{_PERIOD}\b",
    rf"{_GRADE}\s?#?(?:\d{{1,3}}[ab]?|i{{1,3}}v?)\b(?![.,]\d)"
    r"(?:(?:\s?(?:or|and|to|/|-|,)\s?|\s)\d\b(?![.,]\d))*",
    rf"{_NUM}\s?(?:%|percent|pct)|[$€£]\s?\d[\d.,]*",
    r"(?<![\d.,])\d{1,3}(?:st|nd|rd|th)\b",
    rf"{_NUM}\s?(?:x\b|-?\s?fold|times\b|points\b|point\b(?!\s(?:\d|{_DIGIT_WORD}\b)))(?!\d)",
    # "(+0.4)": how much it changed
    rf"(?<![\d.,\s])\+\s?{_NUM}|(?<=\s)\+{_NUM}",
    # "Delta -1.0", "change: -0.4", "3.6 (-0.4)", "0.4 lower than last time"
    rf"(?:delta|[δ∆])\s?(?:of\s|was\s|is\s|[:=])?\s?[-−+]?\s?{_NUM}",
    rf"(?<!no )(?:change|diff(?:erence)?)\s?(?:(?:of|was|is)\s|[:=|,\t])\s?[-−+]?\s?{_NUM}",
    rf"(?<!no )(?:change|diff(?:erence)?)\s[-−+]\s?{_NUM}",
    rf"(?:(?<=\d)|(?<=\d\s)|(?<=\ue000)|(?<=\ue000\s))\([-−]\s?{_NUM}(?:\s?\ue000+)?\)",
    r"(?<![\d.,])(?:0?[.,]\d{1,3}|1[.,][0-4])(?:\s?\ue000+)?\s(?:higher|lower|more|less|better|worse)"
    r"\s(?:than|since|now)(?!\s(?:[\d.,]|about|around))",
    # "for 3 visits"
    rf"for\s(?:the\s(?:last|past)\s)?(?:\d{{1,2}}|{_SMALL})\s"
    r"(?:visits|checks|draws|appointments|rounds|tests|times)(?:\sin a row)?",
    # "all 3", "3.1 out of 10"; "went down 1.1 in four months"
    rf"\ball\s(?:[2-9]|{_SMALL})\b(?![.,]\d)|out of {_WHOLE}",
    rf"\b(?:down|up|dropped|fell|rose|lost)\s[01]?[.,]\d{{1,2}}(?=\sin\s{_COUNT}\s{_PERIOD}\b)",
    # "that's 1.1 less"; "1 new message"
    rf"(?:that'?s|that is|it'?s|it is|so|about|only)\s{_NUM}(?:\s?\ue000+)?"
    r"\s(?:less|lower|more|higher)(?!\sthan\s[\d.])",
    rf"{_WHOLE}\s(?:new|unread)\s[a-z]+",
    # genes and chromosomes
    r"(?<![\d.,])\d{1,2}[pq]\d{0,3}[+-]?(?![a-z])|\bdel\s?\(?\d{1,2}\w{0,3}\)?",
    r"\bt\s?\(\d{1,2}[;:]\s?\d{1,2}\)",
    # doses, sizes and other measures that don't fit B2M
    rf"{_NUM}[ \t]?{_MEASURE}(?:\s?/\s?\w{{1,12}})?(?!\w)(?!\s?/)",
    # how much something changed
    rf"(?<!followed )\bby\s{_ABOUT}{_NUM}(?:\s?\ue000+)?",
    rf"\b{_CHANGE}\s(?:by|of)\s{_ABOUT}{_NUM}(?:\s?\ue000+)?",
    rf"\b{_CHANGE}\s{_ABOUT}{_NUM}(?=,?\s(?:from|since)\b)",
    # "a 0.3 difference", "0.1 would not matter"
    rf"{_NUM}(?:\s?\ue000+)?\s(?:difference|change|drop|fall|rise|increase|decrease|jump|gain|decline|would)\b",
    # either … or, one in ten
    rf"{_WHOLE}\sor\s{_NUM}|between\s{_NUM}\s(?:and|to)\s{_NUM}",
    rf"(?:{_WHOLE}|one|two)\s(?:in|out of)\s(?:every\s)?(?:{_WHOLE}|ten|five|a hundred)",
    # "one" that counts nothing; "the last three results", "two of them"; "test 1:", "#2"
    r"\b(?:no|any|this|that|the|each|every|which|first|second|third|last|next|another|other|new"
    r"|old|only|more)\sones?\b",
    r"(?<!point )(?<!point\s)\bone\s(?:from|at|in|on)\b",
    r"\bone\s(?:of|more|thing|day|time|test|result|that|which|was|is|by|question|last|another|or)\b",
    r"\bone's\b|\bones\b|\bone and the same\b",
    # "4 me", "2 my doctor": for, to
    r"(?<![\d.,/])[24]\s(?:me|my|u|you|us|him|her)(?!\w)",
    rf"\b(?:last|first|next|past|these|those|all|previous|other)\s(?:\d{{1,2}}|{_SMALL})"
    r"(?=[,:]|\s\d+[.,]\d|\s(?:[\ue000-\ue002]+\s)?(?:were|are|have|results?|values?|tests?|readings?|levels?|ones|of"
    r"|times|numbers?|labs)\b)",
    rf"\b(?:{_SMALL}|\d)\s(?:of|more|other|different)\b",
    r"(?:test|result|value|reading|sample|draw|number)s?\s?#?\d{1,2}"
    r"(?=\s?[:=(]|\s(?:was|is)\b|\s\d+[.,]\d)",
    r"(?<![\w.])[a-h][).](?=\s\d)",
    rf"(?:test|result|value|reading|sample|draw|number|run)\s(?:#?\d{{1,2}}(?![.,]\d)|one|{_SMALL})(?=[\s:=,-]+\d)",
    r"#\s?\d{1,3}",
    # "my last 2 B2M", "here are 5 B2M: …"
    rf"\b(?:these|those)\s(?:\d|{_SMALL})(?=\s*(?:[.,!?](?!\d)|$))",
    rf"\b(?:last|first|these|those|all|my|are|heres|here's|got|have)\s(?:\d|{_SMALL})(?=\s[\ue002])",
    rf"(?:page|line|row|floor|room)\s(?:one|{_SMALL})\b",
    r"(?:labs?|clinic|hospital|site|office|row|bullet)\s[1-9](?![\d.,]*\d)(?!\s?\ue000)",
    r"(?:number|no\.|nr\.?)\s\d{1,2}(?![.,]?\d)(?!\s?\ue000)",
    r"24[\s-]?(?:hours?|hrs?|hr|h|our)\b|24/7",
    # "a scale of 1 to 10", sums, years long ago
    r"(?<![\d.,])(?:0|1|one)\s?(?:to|-|–)\s?(?:10|ten)\b(?![.,]\d)",
    r"(?<![\d.,])\d{1,6}\s?[+*×÷]\s?\d{1,6}",
    r"(?:in|since|from|until|born|year|it's|its|it is)\s19[0-7]\d\b",
)
