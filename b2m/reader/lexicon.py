"""What the reader knows about words: names of tests, moments, measures, and the words between them.

All patterns are searched without regard to case, in text that is NFKC-normalised.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

# A number in digits or a short number word, inside the patterns below.
NUM = r"(?:(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?|(?<![\d.,])\.\d{1,9})"
WHOLE = r"(?<![\d.,])\d{1,9}(?![.,]?\d)"
COUNT = (
    r"(?:(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|couple of|a couple of|a few|few|several|half an?)"
)

B2M_NAME = (
    r"(?:(?:β|beta|b)[\s-]?(?:2|two|₂|ii)[\s-]?(?:micro?[\s-]?glob\w+|mircoglob\w+|m(?:ic(?:ro)?|g)?(?![a-z]))"
    r"|β[\s-]?2|beta[\s-]?(?:2|two)(?!\w)(?![\s-]?(?:glyco|agonist|block|receptor|adren))|\bb2(?!\w)"
    r"|(?<!alpha-1 )(?<!alpha 1 )(?<!a1)\bmicro[\s-]?glob(?:ul|l)?in\w*)"
)

# The name shown back to the person -> how it is typed.
OTHER_ANALYTES: dict[str, str] = {
    "PSA": r"psa|prostate specific antigen",
    "TSH": r"tsh",
    "A1C": r"(?:hb|hemoglobin\s|hgb\s?)?a1c",
    "CA-125": r"ca[\s-]?125",
    "CA 19-9": r"ca[\s-]?19[\s.-]?9",
    "CA 15-3": r"ca[\s-]?15[\s.-]?3",
    "CA 27.29": r"ca[\s-]?27[\s.-]?29",
    "CEA": r"cea",
    "AFP": r"afp|alpha[\s-]?fetoprotein",
    "alpha-1 microglobulin": r"(?:alpha|α)[\s-]?1[\s-]?microglobulin",
    "beta-2 glycoprotein": r"(?:beta|β)[\s-]?2[\s-]?glycoprotein(?:[\s-]?(?:1|i))?",
    "free light chains": r"(?:serum\s)?(?:free\s)?light[\s-]?chains?|s?flc|kappas?|lambdas?",
    "M-spike": r"m[\s-]?(?:spike|protein|component)|paraprotein|monoclonal protein|bence[\s-]jones(?:\sprotein)?",
    "LDH": r"ldh|lactate dehydrogenase",
    "albumin": r"(?:micro)?albumin",
    "creatinine": r"creatinine|creat",
    "eGFR": r"e?gfr",
    "cystatin C": r"cystatin(?:\sc)?",
    "urea": r"bun|(?:blood\s)?urea(?:\snitrogen)?",
    "uric acid": r"uric acid",
    "calcium": r"calcium",
    "hemoglobin": r"ha?emoglobin|hgb|hb",
    "hematocrit": r"ha?ematocrit|hct",
    "white blood cells": r"white (?:blood )?(?:cells?|counts?)(?: count)?|wbcs?|leukocytes?",
    "red blood cells": r"red (?:blood )?(?:cells?|counts?)(?: count)?|rbcs?",
    "platelets": r"platelets?|plts?",
    "neutrophils": r"neutrophils?|anc|lymphocytes?|monocytes?|eosinophils?",
    "blood counts": r"blood counts?|cbc|cd\s?(?:4|8|20|34|38|138)",
    "ferritin": r"ferritin|iron",
    "blood sugar": r"(?:blood\s|fasting\s)?(?:sugars?|glucose)",
    "cholesterol": r"cholesterol|ldl|hdl|triglycerides?",
    "sodium": r"sodium",
    "potassium": r"potassium",
    "magnesium": r"magnesium|phosphorus|phosphate|chloride|bicarbonate",
    "bilirubin": r"bilirubin",
    "liver enzymes": r"alt|ast|alp|alk(?:aline)? phos\w*|sgpt|sgot|ggt|liver enzymes?",
    "protein": r"total protein|urine protein|proteinuria|serum protein|csf protein",
    "CRP": r"(?:hs[\s-]?)?crp|c[\s-]reactive protein",
    "ESR": r"esr|sed rate",
    "immunoglobulins": r"ig[\s-]?[gamed](?![a-z])|immunoglobulins?",
    "vitamins": r"vit(?:amin)?\.?\s?[a-z]\s?-?\d{0,2}(?![a-z])|b[\s-]?12|b[\s-]?6|folate|folic acid",
    "INR": r"inr",
    "D-dimer": r"d[\s-]dimer",
    "troponin": r"troponin|(?:nt[\s-]?pro)?bnp",
    "thyroid hormones": r"(?:free\s)?t[34](?![a-z])",
    "hormones": r"cortisol|testosterone|estradiol|hcg|calcitonin|thyroglobulin",
    "IL-6": r"il[\s-]?\d+|interleukin[\s-]?\d*",
    "viral load": r"viral load|hiv[\s-]?\d?|covid[\s-]?\d*",
    "Ki-67": r"ki[\s-]?67",
    "blood pressure": r"blood pressure|bp|systolic|diastolic",
    "heart rate": r"heart rate|pulse|bpm",
    "oxygen": r"(?:blood\s)?oxygen|spo2|o2",
    "temperature": r"temp(?:erature)?|fever",
    "weight": r"weights?|weigh(?:s|ed|ing)?|bmi|height",
    "pain score": r"pain (?:scale|score|level)|pain",
    "age": r"age",
}

SPECIMENS: dict[Literal["blood", "urine", "csf"], str] = {
    "urine": r"24[\s-]?(?:hours?|hrs?|h)\s?-?(?:urine|pee|collection|sample|specimen)s?|24-(?:hour|hr|h)"
    r"(?=\s(?:test|result|b2m))|urin(?:e|ary|es)|pee",
    "csf": r"c\.?s\.?f|(?:cerebro[\s-]?)?spinal[\s-](?:fluid|tap|test|sample)|lumbar puncture|cerebro-?spinal",
    "blood": r"blood(?!\s(?:cancers?|clots?|disorders?|diseases?|type|thinners?|bank|transfusions?))"
    r"(?:\s(?:tests?|work|draws?|samples?))?|bloodwork|serum|plasma(?!\scells?)",
}

Place = Literal["first", "last", "earlier", "previous"]


class MomentWords(NamedTuple):
    """Words that say when a value was measured: where they put it, and whether to show them back."""

    pattern: str
    place: Place | None
    shown: bool


_THERAPY = (
    r"(?:the\s|my\s)?(?:first\s|second\s|third\s|last\s|\d+(?:st|nd|rd|th)\s)?(?:chemo(?:therapy)?|treatments?"
    r"|therapy|(?:stem cell\s)?transplant(?:ation)?|sct|asct|surgery|operation|induction|consolidation"
    r"|maintenance|radiation|car[\s-]?t|relapse|remission|dialysis)"
)
_CYCLE = r"(?:cycles?|rounds?|courses?|cyc)"
# Longer ways to say it come first. "earlier": before the value named last; "previous": so too, if that was the newest.
MOMENTS = (
    MomentWords(
        r"(?:at|from|before|since|after|around)\s(?:the time of\s|my\s|the\s|first\s|initial\s)*diagnos[ei]s", "first", True
    ),
    MomentWords(
        r"when (?:i|he|she|they|we) (?:was|were|got) (?:first\s)?diagnosed|when (?:first\s)?diagnosed|\bdx\b", "first", True
    ),
    MomentWords(
        rf"before (?:starting |beginning |i started |i began )?{_THERAPY}(?: started| began)?|pre[\s-]?{_THERAPY}",
        "first",
        True,
    ),
    MomentWords(r"(?:at\s)?(?:the\s)?(?:baseline|outset)|at (?:the\s)?(?:start|beginning)|at first", "first", True),
    MomentWords(r"initial(?:ly)?|originally|to (?:start|begin) with|in the beginning", "first", True),
    MomentWords(
        rf"(?:after|before|during|at|in|end of|following|post)?\s?(?:the\s)?{_CYCLE}\s?#?\d+\b(?:\sof\s\d+\b)?", None, True
    ),
    MomentWords(
        rf"(?:after|during|following) (?:the\s)?(?:\d+|one|two|three|four|five|six|eight|a few)\s(?:more\s)?"
        rf"(?:{_CYCLE}|treatments?|infusions?|months|weeks)(?: of (?:chemo(?:therapy)?|treatment|therapy))?",
        None,
        True,
    ),
    MomentWords(rf"(?:after|following) (?:the\s)?(?:first|second|third|fourth|last) {_CYCLE}", None, True),
    MomentWords(r"\bc\d{1,2}d\d{1,2}\b|day \+?\d{1,3}\b|(?:week|month|visit) \d{1,3}(?=\s?[:=,-]|\s(?:was|it))", None, True),
    MomentWords(rf"(?:after|during|following|at|in|post|since)[\s-]?{_THERAPY}|(?:at\s)?(?:the\s)?end of {_THERAPY}", None, True),
    MomentWords(r"(?:right\s)?now|at the moment|currently|at present|these days", "last", True),
    MomentWords(
        r"this time(?: around)?|most recent(?:ly)?|(?:the\s)?(?:latest|newest|current)"
        r"|(?:my\s|the\s)last(?=\s(?:one|result|value|reading|test|level|number)\s?(?:was|is|came|:|=))|last(?=\s?[:=])",
        "last",
        False,
    ),
    MomentWords(r"(?:the\s)?last (?:time|visit|check|test|one|draw)|(?:the\s)?time before", "previous", True),
    MomentWords(
        r"(?:and\s)?(?:the\s)?(?:one|ones|time|test|result)?\s?(?:before|prior to) (?:that|this|it|then)|beforehand"
        r"|the one before|previous(?:ly)?|prev\b|prior\b|used to be|formerly|before(?=\s?(?:[:,.;)]|it was|$|\d))"
        r"|earlier(?=\s?(?:[:,.;)]|it was|$|\d))",
        "earlier",
        False,
    ),
)

NEWEST_FIRST = (
    r"(?:the\s)?(?:newest|latest|most recent|last)(?: (?:one|ones|result|results|value|reading))?"
    r"(?: (?:is|are|comes?|goes|listed))?(?: (?:listed|at the top))? first"
    r"|(?:from )?(?:the )?(?:newest|latest|most recent|new) to (?:the )?(?:oldest|earliest|old|least recent)"
    r"|(?:in )?(?:reverse|backwards?)(?: chronological| date)? order|the first (?:one |number |value )?(?:is|was) (?:the )?"
    r"(?:newest|latest|most recent)|newest (?:at the top|on top)"
)
OLDEST_FIRST = (
    r"(?:the )?(?:oldest|earliest|first)(?: (?:one|result|value))?(?: (?:is|comes))? first"
    r"|(?:from )?(?:the )?(?:oldest|earliest|old) to (?:the )?(?:newest|latest|new|most recent)"
    r"|(?:in )?(?:chronological |date )?order"
)

_MONTHS_OR_YEARS = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|hr|days?|nights?|weeks?|wks?|months?|mos?|years?|yrs?|yr|decades?)"
_PERSON = r"(?:i|he|she|who|dad|mom|mum|father|mother|husband|wife|son|daughter|sister|brother|patient)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ROSE = (
    r"(?:drop(?:ped|s|ping)?|decreas(?:ed?|es|ing)|f[ea]ll(?:en|s|ing)?|increas(?:ed?|es|ing)|rose|ris(?:en?|es|ing)"
    r"|jump(?:ed|s)?|climb(?:ed|s)?|(?:went|gone|go(?:es|ing)?) (?:up|down)|(?:up|down)|chang(?:ed?|es)|differ\w*"
    r"|gain(?:ed)?|lost|improv(?:ed?|ement))"
)
# Digits that are never a value of B2M.
NOISE: tuple[str, ...] = (
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,32}",
    r"(?<!\d)(?:\+?\d{1,2}[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)|(?<![\d.-])\d{3}-\d{4}(?![\d-])",
    r"(?:mrn|ssn|id|account|order|accession|case|policy|phone|fax|tel|ext|zip|room|suite|floor|page|chapter"
    r"|apt|ticket|loinc|cpt|icd(?:-10)?|bed|gate|version)\s?(?:#|no\.?|number|code|is|:)*\s?\d[\d-]*",
    r"(?<![\d.,/])(?:[6-9]\d|1\d\d|2[0-4]\d)\s?(?:/|over)\s?(?:[3-9]\d|1[0-3]\d)(?![\d.,/])",  # blood pressure
    r"(?<![\d.,])\d{1,2}:\d\d(?::\d\d)?(?!\d)(?:\s?[ap]\.?m\b\.?)?|(?<![\d.,])\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?|o'?clock)",
    rf"(?:{_WEEKDAY}|tomorrow|today|tonight|appointment|appt|visit|draw|morning|afternoon|scan)"
    rf"\s(?:is\s|was\s)?(?:at|around|by)\s{WHOLE}(?!:)",
    rf"{COUNT}[\s-]*(?:years?|yrs?|yr|y)[\s/-]*(?:old|of age|young|o\b)|(?<![\d.,])\d\d\s?y/?o\b|(?<![\d.,])\d\d[mf]\b",
    rf"(?:aged?|turn(?:ed|ing|s)?|over the age of)\s?(?:of|is|:)?\s?{WHOLE}",
    rf"\b{_PERSON}(?:\s(?:am|is|was|are|were)|'(?:m|s|re))\s(?:now\s|almost\s|about\s|only\s|just\s)?{WHOLE}(?!\s?\ue000)",
    rf"\b(?:im|hes|shes)\s{WHOLE}",
    rf"{COUNT}[\s-]?{_MONTHS_OR_YEARS}\b",
    rf"(?:stage|grade|phase|type|class|r?-?iss|ecog|kps|karnofsky|gleason|step|question|option|item|line|lines)"
    rf"\s?#?(?:\d+[ab]?|i{{1,3}}v?)\b(?![.,]\d)",
    rf"{NUM}\s?(?:%|percent|pct)|[$€£]\s?\d[\d.,]*|(?<![\d.,])\d+(?:st|nd|rd|th)\b",
    rf"{NUM}\s?(?:x\b|-?\s?fold|times\b|points\b|point\b(?!\s\w))(?!\d)",
    r"(?<![\d.,])\d{1,2}[pq]\d*[+-]?(?![a-z])|\bt\s?\(\d+[;:]\s?\d+\)|\bdel\s?\(?\d+\w*\)?",
    rf"{NUM}\s?(?:mgs?|mcgs?|[µμ]gs?|ugs?|grams?|g|kgs?|kilos?|lbs?|pounds?|stone|cm|mm|inch(?:es)?|ft|feet|ml|cc|li?ters?"
    r"|oz|ounces?|cups?|glass(?:es)?|pills?|tablets?|tabs?|caps(?:ules)?|drops?|units?|iu|meq|mmol|mol|pmol|u/m?l|bpm|mmhg"
    r"|degrees?|°\s?[cf]?|dollars?|bucks|miles?|km)(?:\s?/\s?\w+)?(?!\w)(?!\s?/)",
    rf"\b(?:{_ROSE})\s(?:by|of)\s(?:only\s|about\s|around\s|another\s)?{NUM}(?:\s?\ue000+)?",
    rf"\b(?:{_ROSE})\s(?:only\s|about\s|around\s|another\s)?{NUM}(?=,?\s(?:from|since)\b)",
    rf"{NUM}\s(?:or)\s{NUM}|between\s{NUM}\s(?:and|to)\s{NUM}",
    rf"(?:{WHOLE}|one|two)\s(?:in|out of)\s(?:every\s)?(?:{WHOLE}|ten|five|a hundred)",
    r"\b(?:no|any|this|that|the|each|every|which|first|second|third|last|next|another|other|new|old|only|more)\sones?\b",
    r"\bone\s(?:of|more|thing|day|time|test|result|that|which|was|is|by|question|last|another|or)\b|\bones\b|#\s?\d+",
    r"\b(?:two|three|four|five|six|\d)\s(?:of|more|other|different)\b",
    r"\b(?:last|first|next|past|these|those|all|previous|other)\s(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?=\s(?:were|are|have|results?|values?|tests?|readings?|levels?|ones|of|times|numbers?|labs)\b)",
    r"(?:test|result|value|reading|sample|draw|number)s?\s?#?\d{1,2}(?=\s?[:=]|\s(?:was|is)\b)",
    r"24[\s-]?(?:hours?|hrs?|hr|h)\b",
)

# Before a number: it stands for what is below, or above. "higher than" compares where a value stands before it.
BOUNDS: dict[Literal["below", "above"], str] = {
    "below": r"(?:less than|under|below|fewer than|lower than|smaller than|at most)\s*$",
    "above": r"(?:more than|greater than|over|above|higher than|bigger than|at least|exceeds|exceeding)\s*$",
}
COMPARING = r"(?:higher|lower|bigger|smaller|better|worse) than\s*$"
EARLIER_VALUE = (
    r"(?:\bfrom|\bvs\.?|\bversus|\bcompared (?:to|with)|\((?:it\s)?was)\s(?:about\s|around\s)?$"
)

# The reference range that a report prints beside the value.
RANGE_WORDS = (
    r"(?:reference|ref|normal|standard|healthy|expected)[\s.]?\s?(?:ranges?|intervals?|limits?|values?|levels?)?"
    r"\s?(?:\(\s?)?(?:is|are|was|of|goes|should be|between|being|for|:|=|-|<|>|≤|≥|,)*\s*(?:under|below|up to|from|less than|above|<|>|between)?"
    r"|(?:lab'?s?\s|upper\s|lower\s)?(?:ranges?|limits?|cut[\s-]?offs?|thresholds?|uln)\s?(?:of normal\s?)?"
    r"(?:is|are|was|of|goes|:|=|-|<|>|,)*\s*(?:under|below|up to|from|less than|above|between)?"
)
LIMIT_BEHIND = (
    r"\s*(?:[^\s/]{1,12}/\S{1,12}\s)?(?:or (?:less|lower|below|under|more|higher)\s)?(?:is|was|are|being|as)\s"
    r"(?:the\s|considered\s|their\s|its\s|lab'?s?\s)*(?:upper|lower|top|reference|cut[\s-]?off|limit|max(?:imum)?\b"
    r"|normal (?:limit|range|value|level|max|cut))"
)
