"""Names of tests and specimens, as people and laboratories write them.

All patterns are searched without regard to case, in NFKC-normalised text.
"""

from __future__ import annotations

import re

from b2m.settings import Specimen


def either(*patterns: str) -> str:
    """One pattern that matches what any of them matches; the first that fits wins."""
    return "(?:" + "|".join(patterns) + ")"


def compiled(*patterns: str) -> re.Pattern[str]:
    """One pattern for any of these, in whatever case."""
    return re.compile(either(*patterns), re.IGNORECASE)


# Those whose results people tell, or compare theirs with.
RELATIVES = either(
    r"dad(?:dy)?|mom(?:my)?|mum(?:my)?|mam|father|mother|husband|hubby|wife|spouse|partner",
    r"son|daughter|sister|brother|cousin|niece|nephew|aunt(?:ie)?|uncle|grand(?:ma|pa|mother"
    r"|father)|nan|granny|friend|boyfriend|girlfriend|neighbou?r|roommate",
)

_TWO = r"(?:2|two|₂|ii)"
B2M_NAME = either(
    rf"(?:β|beta|b)[\s-]?{_TWO}[\s-]?"
    r"(?:mi[ck]ro?[\s-]?glob\w+|mircoglob\w+|m(?:ic(?:ro)?|g)?s?(?![a-z]))",
    r"β[\s-]?2",
    r"beta[\s-]?(?:2|two)s?(?!\w)(?![\s-]?(?:glyco|agonist|block|receptor|adren))",
    r"\bb2(?!\w)",
    r"(?<![\w.,])2[\s-]micro[\s-]?glob\w*",
    r"(?<!alpha-1 )(?<!alpha 1 )(?<!a1)\bmicro[\s-]?glob\w*",
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
    "M-spike": r"m[\s-]?(?:spike|protein|component)|paraprotein|monoclonal protein"
    r"|bence[\s-]jones(?:\sprotein)?",
    "LDH": r"ldh|lactate dehydrogenase",
    "albumin": r"(?:micro)?albumin",
    "creatinine": r"(?<!per )(?<!to )(?<!by )(?<!for )(?:creatinine|creat)"
    r"(?!(?:\s|-)(?:corrected|adjusted|normali[sz]ed|ratio))",
    "eGFR": r"e?gfr",
    "cystatin C": r"cystatin(?:\sc)?",
    "urea": r"bun|(?:blood\s)?urea(?:\snitrogen)?",
    "uric acid": r"uric acid",
    "pH": r"ph",
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
    "protein": r"(?<!m )(?<!n )(?<!2 )protein(?=\s?[:=]?\s?\d)|total protein"
    r"|protein in (?:the |my )?(?:urine|csf|spinal fluid|blood)"
    r"|urine protein|proteinuria|serum protein|csf protein",
    "CRP": r"(?:hs[\s-]?)?crp|c[\s-]reactive protein",
    "ESR": r"esr|sed rate",
    "immunoglobulins": r"ig[\s-]?[gamed](?![a-z])|immunoglobulins?",
    "vitamins": r"vit(?:amin)?\.?\s?[a-z]\s?-?\d{0,2}(?![a-z])|b[\s-]?(?:12|6)|folate|folic acid",
    "INR": r"inr",
    "D-dimer": r"d[\s-]dimer",
    "troponin": r"troponin|(?:nt[\s-]?pro)?bnp",
    "thyroid hormones": r"(?:free\s)?t[34](?![a-z])",
    "hormones": r"cortisol|testosterone|estradiol|hcg|calcitonin|thyroglobulin",
    "IL-6": r"il[\s-]?\d{1,2}|interleukin[\s-]?\d{0,2}",
    "metals": r"zinc|copper|selenium|mercury|arsenic|cadmium|lithium",
    "other proteins": r"prealbumin|transferrin|haptoglobin|ceruloplasmin|procalcitonin"
    r"|(?<!post.)(?<!after.)(?<!before.)(?<!during.)(?<!pre.)c[34]"
    r"|retinol[\s-]binding protein|rbp",
    "medicine levels": r"digoxin|vancomycin|tacrolimus|cyclosporine|methotrexate|busulfan",
    "viral load": r"viral load|hiv[\s-]?\d?|covid[\s-]?\d{0,2}",
    "Ki-67": r"ki[\s-]?67",
    "blood pressure": r"blood pressure|bp|systolic|diastolic",
    "heart rate": r"heart rate|pulse|bpm",
    "oxygen": r"(?:blood\s)?oxygen|spo2|o2",
    "temperature": r"temp(?:erature)?|fever|thermometer",
    "weight": r"weights?|weigh(?:s|ed|ing)?|bmi|height",
    "pain score": r"pain (?:scale|score|level)|pain",
    # with a number it is noise
    "age": r"(?<!is my )(?<!is his )(?<!is her )(?<!is the )age(?!\s?(?:is|of|[:=])?\s?\d)",
}

_DAY = r"24[\s-]?(?:hours?|hrs?|h)"
SPECIMENS: dict[Specimen, str] = {
    "urine": either(
        r"wee(?=\s?(?:$|[:=,.;)\n\ue000\ue002]|\d|(?:not|and|for|instead|sample|test|result|one|level|value|reading|b2m|was|is)\b))",
        rf"{_DAY}\s?-?(?:urine|pee|collection|sample|specimen)s?",
        r"24-(?:hour|hr|h)(?=\s(?:test|result|b2m))",
        r"urin(?:e|ary|es)?(?!\s(?:infections?|tract))",
        r"pee",
    ),
    "csf": either(
        r"lp(?=\s)|(?<=\bthe )taps?(?! water)|(?<=\bmy )taps?(?! water)",
        r"tap(?=\s(?:is|was|one|=)\b|\s?[:=]\s?\d)",
        r"c\.?s\.?f",
        r"(?:cerebro[\s-]?)?spinal[\s-](?:fluid|tap|test|sample)s?",
        r"spinal(?!\s(?:cord|column|surgery|stenosis|fusion|injur|nerve|an(?:a)?esth|block|head"
        r"|cancer|tumou?r|canal|disc|bone))",
        r"lumbar punctures?",
        r"(?:spine|spinal|back|brain)\s(?:liquid|fluid|water|tap)s?",
        r"cerebro-?spinal",
    ),
    "blood": either(
        r"blood(?!\s(?:cancers?|clots?|disorders?|diseases?|type|thinners?|bank|transfusions?))"
        r"(?:\s(?:tests?|work|draws?|samples?))?",
        r"bloodwork|bloods",
        r"serum|vein|venous",
        r"plasma(?!\scells?)",
    ),
}
