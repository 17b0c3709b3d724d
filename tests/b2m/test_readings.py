"""Which readings a message holds: a table of messages, and rules that hold for any message.

In the tables a reading is written "<value unit specimen [date] (label)", the oldest first.
"""

import datetime
import random
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2m.readings import read
from b2m.units import UNITS

TODAY = datetime.date(2024, 12, 15)
START = attrgetter("start")


def summary(text):
    """The readings of a message in one line, oldest first."""
    lines = []
    for reading in read(text, TODAY).oldest_first:
        sign = {"exact": "", "below": "<", "above": ">"}[reading.bound]
        date, label = reading.date, reading.label
        parts = [f"{sign}{reading.value:g}", reading.unit, reading.specimen]
        parts += [date and f"[{date}]", label and f"({label})"]
        lines.append(" ".join(part for part in parts if part))
    return " | ".join(lines)


LISTS = [
    ("3.4", "3.4"),
    ("8.4, 3.2 and 6.1", "8.4 | 3.2 | 6.1"),
    ("my results: 5 4 3", "5 | 4 | 3"),
    ("5.1 then 3.2", "5.1 | 3.2"),
    ("5.1 -> 4.2 -> 3.3", "5.1 | 4.2 | 3.3"),
    ("12→8→5→2.5", "12 | 8 | 5 | 2.5"),
    ("5.1 > 4.2 > 3.3", "5.1 | 4.2 | 3.3"),
    ("5.1/4.2/3.3", "5.1 | 4.2 | 3.3"),
    ("2.2;2.5;2.9", "2.2 | 2.5 | 2.9"),
    ("2.2 2.5 2.9", "2.2 | 2.5 | 2.9"),
    ("5.1 - 4.2 - 3.3", "5.1 | 4.2 | 3.3"),
    ("- 5.1\n- 4.2\n- 3.3", "5.1 | 4.2 | 3.3"),
    ("• 5.1\n• 4.2", "5.1 | 4.2"),
    ("1. 5.1\n2. 4.2\n3. 3.3", "5.1 | 4.2 | 3.3"),
    ("1) 5.1 2) 4.2", "5.1 | 4.2"),
    ("test 1: 5.1, test 2: 4.2", "5.1 | 4.2"),
    ("#1 5.1 #2 4.2", "5.1 | 4.2"),
    ("first test 5.1, second test 4.2, third 3.3", "5.1 | 4.2 | 3.3"),
    ("3 results: 5.1, 4.2, 3.3", "5.1 | 4.2 | 3.3"),
    ("two results: 5 and 4", "5 | 4"),
    ("The last three were 3.1, 2.8 and 2.5", "3.1 | 2.8 | 2.5"),
    ("B2M=3.4;B2M=3.3", "3.4 | 3.3"),
    ("three results 3.1 2.4 2.2", "3.1 | 2.4 | 2.2"),
    ("1st: 3.1 2nd: 2.4 3rd: 2.2", "3.1 | 2.4 | 2.2"),
    ("B2M levels 6.8 --> 4.1 --> 2.2", "6.8 | 4.1 | 2.2"),
    ("B2M: 6.8=>4.1", "6.8 | 4.1"),
    ("It's been going 2.1 2.3 2.6 2.9", "2.1 | 2.3 | 2.6 | 2.9"),
    ("first test 8, second 6.5, third 6.4, what does that look like", "8 | 6.5 | 6.4"),
    ("first test 4. second test 4. third test 4.1", "4 | 4 | 4.1"),
]

NUMBERS = [
    ("3,2", "3.2"),
    (".8", "0.8"),
    ("3.2mg/l", "3.2 mg/L"),
    ("1,200 ug/L", "1200 µg/L"),
    ("1.200,5 ug/L", "1200.5 µg/L"),
    ("5,1; 4,2; 3,3", "5.1 | 4.2 | 3.3"),
    ("5,4,3", "5 | 4 | 3"),
    ("B2M 3½ mg/L", "3.5 mg/L"),
    ("three point two", "3.2"),
    ("my level is five", "5"),
    ("it was 3 point 2 then 2 point 8", "3.2 | 2.8"),
    ("three point two, two point eight and one point nine", "3.2 | 2.8 | 1.9"),
    ("it dropped from six to four", "6 | 4"),
    ("3.4H, 2.9H, 2.1", "3.4 | 2.9 | 2.1"),
    ("3.4*", "3.4"),
    ("3.4!!", "3.4"),
]

SENTENCES = [
    ("My B2M was 3.4", "3.4"),
    ("my b2m level is 4", "4"),
    ("B2M of 5 then 4 then 6", "5 | 4 | 6"),
    ("beta-2 microglobulin 3.4", "3.4"),
    ("β2-microglobulin 3.4", "3.4"),
    ("beta two microglobulin three point four", "3.4"),
    ("microglobulin level 3.4", "3.4"),
    ("b2m3.4", "3.4"),
    ("3.4 was my B2M", "3.4"),
    ("mine's 3.4", "3.4"),
    ("lab says: 3.4", "3.4"),
    ("my lab report says 3.4 mg/L", "3.4 mg/L"),
    ("My husband's level is 4.5 mg/L, he is 68", "4.5 mg/L"),
    ("went from 3.3 to 5.9", "3.3 | 5.9"),
    ("it went from 3 to 5 in 3 months", "3 | 5"),
    ("dropped 2 points from 6.2 to 4.2", "6.2 | 4.2"),
    ("B2M went up by 0.5 to 3.5", "3.5"),
    ("B2M increased 20% from 3 to 3.6", "3 | 3.6"),
    ("over the last 6 months my level rose from 3.3 to 5.9", "3.3 | 5.9"),
    ("my b2m dropped from 8 to 3 after 4 cycles of velcade", "8 | 3 (after 4 cycles of velcade)"),
    ("started at 12, then 8, then 5, now 2.5", "12 | 8 | 5 | 2.5 (now)"),
    ("So 3.3, 4.5, and now 5.9. Is that bad?", "3.3 | 4.5 | 5.9 (now)"),
    ("what does 3.4 mean", "3.4"),
    ("is a level of 4 bad?", "4"),
    ("My values are as follows:\n\n3.3\n4.5\n5.9\n\nThank you", "3.3 | 4.5 | 5.9"),
    ("beta2microglobulin 6.8", "6.8"),
    ("B₂M 3.4", "3.4"),
    ("B2M trending down 8.2 3.1 1.9", "8.2 | 3.1 | 1.9"),
    ("Her B2M went 3.1, 3.9, 4.8 over three years", "3.1 | 3.9 | 4.8"),
    ("4.6 normal?", "4.6"),
    ("Is B2M of 2.6 normal for a 72 year old", "2.6"),
    ("my b2m is five point two and it used to be eight", "8 | 5.2"),
    ("I'm 3.4 and my sister is 2.1", "3.4"),
    ("Mine is 4.6 and my wife's is 3", "4.6"),
    ("6.2. MY LEVEL IS SIX POINT TWO.", "6.2"),
    ("up from 2.0 to a huge 2.1, what now", "2 | 2.1"),
    ("My uncle's three checks: 3.5, 3.5 then 3.6", "3.5 | 3.5 | 3.6"),
    ("I could cry, first 6.2, then 5, then 3.9", "6.2 | 5 | 3.9"),
    ("they said its 11 is that bad", "11"),
    ("On revlimid now: B2M 6.0, 4.4, 3.1", "6 | 4.4 | 3.1"),
]

BOUNDS = [
    ("<0.8, 1.2, >20", "<0.8 | 1.2 | >20"),
    ("B2M < 0.5", "<0.5"),
    ("less than 0.8 then 1.2", "<0.8 | 1.2"),
    ("b2m was more than 20, then 15", ">20 | 15"),
    ("B2M: >20 mg/L", ">20 mg/L"),
    ("5.1, >20", "5.1 | >20"),
]

UNITS_TABLE = [
    ("0.33 mg/dl and 0.45 mg/dl", "0.33 mg/dL | 0.45 mg/dL"),
    ("280 nmol/L", "280 nmol/L"),
    ("5.1 mg/L -> 0.42 mg/dL", "5.1 mg/L | 0.42 mg/dL"),
    ("5.1, 4.2, 3.3 mg/L", "5.1 mg/L | 4.2 mg/L | 3.3 mg/L"),
    ("B2M (mg/L): 5.1, 4.2", "5.1 mg/L | 4.2 mg/L"),
    ("5.1 mg/L, then 4.2", "5.1 mg/L | 4.2 mg/L"),
    ("2.8 mg/L, 3200", "2.8 mg/L | 3200"),
    ("B2M levels: 3300 ug/L, 4500 ug/L", "3300 µg/L | 4500 µg/L"),
    ("B2M 3.4 micrograms per milliliter", "3.4 µg/mL"),
    ("24 hour urine 300 ug/24h, then 250 ug/24h", "300 µg/24 h urine | 250 µg/24 h urine"),
    ("300 mcg/g creatinine and 250", "300 µg/g creatinine | 250 µg/g creatinine"),
    ("urine B2M 0.3 mg/day", "0.3 mg/24 h urine"),
    ("0.3 mg/24 h", "0.3 mg/24 h"),
    ("5.1 mg/L = 5100 ug/L", "5.1 mg/L"),
    ("5.1 mg/L (0.51 mg/dL)", "5.1 mg/L"),
    ("value 3.4 units mg/L", "3.4 mg/L"),
    ("urinary b2m 300 ug/g Cr", "300 µg/g creatinine urine"),
]

SPECIMENS = [
    ("blood 3.2, 2.8; urine 300 ug/L", "3.2 blood | 2.8 blood | 300 µg/L urine"),
    ("3.2 in blood and 0.3 in urine", "3.2 blood | 0.3 urine"),
    ("serum 3.1 urine 0.2", "3.1 blood | 0.2 urine"),
    ("My blood B2M was 3.4 and my urine B2M was 0.2", "3.4 blood | 0.2 urine"),
    ("urine: 0.2, 0.3; blood: 3.4, 3.2", "0.2 urine | 0.3 urine | 3.4 blood | 3.2 blood"),
    ("CSF 1.2 mg/L then 1.9 mg/L", "1.2 mg/L csf | 1.9 mg/L csf"),
    ("my spinal tap b2m was 1.2 then 1.9", "1.2 csf | 1.9 csf"),
    (
        "5.1 mg/L in blood, 300 ug/L in urine and 1.2 in csf",
        "5.1 mg/L blood | 300 µg/L urine | 1.2 csf",
    ),
    ("plasma 3.1", "3.1 blood"),
    ("csf 1.9 mg/L, vein 2.6 mg/L", "1.9 mg/L csf | 2.6 mg/L blood"),
    ("spine liquid b2m 2.8 mg/L", "2.8 mg/L csf"),
    ("urine b2m 310 mcg/L 24h collection may 2", "310 µg/L urine [2024-05-02]"),
]

DATES = [
    (
        "B2M 3.4 mg/L on 3/14/24 and 2.9 mg/L on 6/14/24",
        "3.4 mg/L [2024-03-14] | 2.9 mg/L [2024-06-14]",
    ),
    ("14/03/2024: 3.4, 14/06/2024: 2.9", "3.4 [2024-03-14] | 2.9 [2024-06-14]"),
    ("2024-03-14 3.4, 2024-06-14 2.9", "3.4 [2024-03-14] | 2.9 [2024-06-14]"),
    ("14 March 2024 3.4, 14 June 2024 2.9", "3.4 [2024-03-14] | 2.9 [2024-06-14]"),
    ("on March 3rd it was 3.4 and on June 5th 2.9", "3.4 [2024-03-03] | 2.9 [2024-06-05]"),
    ("3.2 on March 14, 2.8 on April 15", "3.2 [2024-03-14] | 2.8 [2024-04-15]"),
    ("Jan 2023: 5.1, June 2023: 4.2", "5.1 [2023-01] | 4.2 [2023-06]"),
    ("in January 4.1, in April 3.0", "4.1 [2024-01] | 3 [2024-04]"),
    ("in January 4, in April 3", "4 [2024-01] | 3 [2024-04]"),
    ("Jan 4.1 Feb 4.0 Mar 3.8", "4.1 [2024-01] | 4 [2024-02] | 3.8 [2024-03]"),
    ("Jan: 4.1\nFeb: 4.0\nMar: 3.8", "4.1 [2024-01] | 4 [2024-02] | 3.8 [2024-03]"),
    ("4.1 in January, 3.0 in April", "4.1 [2024-01] | 3 [2024-04]"),
    ("it may be 3.4", "3.4"),
    ("in May 3.4, in June 2.9", "3.4 [2024-05] | 2.9 [2024-06]"),
    ("5.1 in 2022 and 4.2 in 2023", "5.1 [2022] | 4.2 [2023]"),
    ("2019 - 3.3\n2020 - 4.5\n2021 - 5.9", "3.3 [2019] | 4.5 [2020] | 5.9 [2021]"),
    ("In 2023: January 4.1, April 3.0", "4.1 [2023-01] | 3 [2023-04]"),
    (
        "In January, April and July my levels were 5, 4 and 3",
        "5 [2024-01] | 4 [2024-04] | 3 [2024-07]",
    ),
    (
        "3.4, 2.9 and 2.5 in January, April and July",
        "3.4 [2024-01] | 2.9 [2024-04] | 2.5 [2024-07]",
    ),
    (
        "My results are 3.4 (January), 2.9 (April) and 2.5 (July)",
        "3.4 [2024-01] | 2.9 [2024-04] | 2.5 [2024-07]",
    ),
    ("2022: 5.1, 4.2; 2023: 3.3", "5.1 [2022] | 4.2 [2022] | 3.3 [2023]"),
    ("01/23: 5.1, 06/23: 4.2", "5.1 (01/23) | 4.2 (06/23)"),
    ("3.4 on 02/30/2024", "3.4 [2024-02-30]"),
    ("3.4 in December 2030", "3.4 [2030-12]"),
    ("Q1 2023 5.1, Q2 2023 4.2", "5.1 (Q1 2023) | 4.2 (Q2 2023)"),
    ("b2m 2.3 feb, 2.5 march, 2.9 april", "2.3 [2024-02] | 2.5 [2024-03] | 2.9 [2024-04]"),
    ("5.1(jan) 4.2(feb)", "5.1 [2024-01] | 4.2 [2024-02]"),
    ("B2M on 1/5 was 5.1 and on 4/2 was 4.2", "5.1 [2024-01-05] | 4.2 [2024-04-02]"),
    ("05/2023 3.1 08/2023 2.4", "3.1 [2023-05] | 2.4 [2023-08]"),
    (
        "B2M 3,1 mg/l 12.05.2023; 2,4 mg/l 10.08.2023",
        "3.1 mg/L [2023-05-12] | 2.4 mg/L [2023-08-10]",
    ),
    ("results: 3.1 on 5th June, 2.9 on 9th Sept", "3.1 [2024-06-05] | 2.9 [2024-09-09]"),
    ("June 5 3.1 Sept 9 2.9", "3.1 [2024-06-05] | 2.9 [2024-09-09]"),
    ("June 5th: 3, Sept 9th: 2", "3 [2024-06-05] | 2 [2024-09-09]"),
    ("in 22 it was 5.1, in 23 it was 3.2", "5.1 [2022] | 3.2 [2023]"),
    ("B2M was 3.4 in 2023 and 2.9 in 24", "3.4 [2023] | 2.9 [2024]"),
    (
        "according to the report of 11 August my level was 6,7, whereas in May it was 4,9",
        "4.9 [2024-05] | 6.7 [2024-08-11]",
    ),
    ("on 3/12 it was 3.9, on 6/18 5.2", "3.9 [2024-03-12] | 5.2 [2024-06-18]"),
    ("it went from 2.1 in spring to 2.0 now", "2.1 (in spring) | 2 (now)"),
]

MOMENTS = [
    ("three months ago 5.1, last week 4.2", "5.1 (three months ago) | 4.2 (last week)"),
    ("last year it was 5.1 and this year 3.2", "5.1 (last year) | 3.2 (this year)"),
    ("3.4 today; 2.9 yesterday", "2.9 (yesterday) | 3.4 (today)"),
    ("my level was 5.1 a year ago and now it is 3.2", "5.1 (a year ago) | 3.2 (now)"),
    ("At diagnosis 5.1, after cycle 4 3.2", "5.1 (at diagnosis) | 3.2 (after cycle 4)"),
    (
        "before transplant 5.1, after transplant 2.2",
        "5.1 (before transplant) | 2.2 (after transplant)",
    ),
    ("C1D1 5.1, C4D1 3.2", "5.1 (C1D1) | 3.2 (C4D1)"),
    ("day 0 5.1 day 100 2.2", "5.1 (day 0) | 2.2 (day 100)"),
    ("week 1 5.1 week 4 4.2", "5.1 (week 1) | 4.2 (week 4)"),
    ("last winter 5.1, fall 2024 4.2", "5.1 (last winter) | 4.2 (fall 2024)"),
    ("my b2m were 4.5 six months ago and 3.2 now", "4.5 (six months ago) | 3.2 (now)"),
    ("It was 3.5 at first then 2.5", "3.5 (at first) | 2.5"),
    ("3.5, 3.7 last week", "3.5 | 3.7 (last week)"),
    ("before chemo 8.2, after 2.1", "8.2 (before chemo) | 2.1 (after)"),
    ("pre 8.2 post 2.1", "8.2 (pre) | 2.1 (post)"),
    (
        "diagnosis 8.2 / post induction 3.1 / post ASCT 1.9",
        "8.2 (diagnosis) | 3.1 (post induction) | 1.9 (post ASCT)",
    ),
    (
        "8.2 (dx), 3.1 (post-induction), 1.9 (day 100)",
        "8.2 (dx) | 3.1 (post-induction) | 1.9 (day 100)",
    ),
    (
        "b2m was high at 6.1, came down to 3.3 after 2 cycles, then 2.8 after 4 cycles",
        "6.1 | 3.3 (after 2 cycles) | 2.8 (after 4 cycles)",
    ),
    (
        "started at nine and a half, after chemo it was four, now it's five",
        "9.5 | 4 (after chemo) | 5 (now)",
    ),
]

ORDER = [
    ("now 6, last time 4, before that 8", "8 | 4 (last time) | 6 (now)"),
    ("my most recent is 2.5, before that 3.1, and before that 4.4", "4.4 | 3.1 | 2.5"),
    ("latest 2.5, previous 3.1", "3.1 | 2.5"),
    ("3.2, down from 5.1", "5.1 | 3.2"),
    ("it's 3.2 now, up from 2.1", "2.1 | 3.2 (now)"),
    ("down to 2.1 from 5.4", "5.4 | 2.1"),
    ("2.5 (was 3.1)", "3.1 | 2.5"),
    ("B2M 3.4 vs 2.9 last year", "2.9 (last year) | 3.4"),
    ("Is 3.4 worse than 2.9?", "2.9 | 3.4"),
    ("newest first: 3.2, 4.1, 5.0", "5 | 4.1 | 3.2"),
    ("2.5, 5, 8, 12 (newest to oldest)", "12 | 8 | 5 | 2.5"),
    ("12, 8, 5, 2.5 (oldest to newest)", "12 | 8 | 5 | 2.5"),
    ("3.2 <- 4.1 <- 5.0", "5 | 4.1 | 3.2"),
    ("March 2024 3.4, January 2024 5.1", "5.1 [2024-01] | 3.4 [2024-03]"),
    (
        "now 3.1, Mar 2024 4.0, Jan 2024 4.2, at diagnosis 5.1",
        "5.1 (at diagnosis) | 4.2 [2024-01] | 4 [2024-03] | 3.1 (now)",
    ),
    ("started treatment at 8.2 now at 2.1", "8.2 | 2.1 (now)"),
    ("B2M 3.1 previously 2.4 and 2.2", "2.2 | 2.4 | 3.1"),
    ("2.9 (latest), 2.6, 2.3", "2.3 | 2.6 | 2.9"),
    ("now 2.9, 2.6, 2.3", "2.3 | 2.6 | 2.9 (now)"),
    ("current 2.9 previous 2.6 2.3", "2.3 | 2.6 | 2.9"),
    (
        "my latest b2m is 2.9, 3 months ago it was 2.6 and 6 months ago it was 2.3",
        "2.3 (6 months ago) | 2.6 (3 months ago) | 2.9",
    ),
    ("b2m 3.1 up from 2.4 in june", "2.4 [2024-06] | 3.1"),
    ("2.1, 2.3, 2.6, and then 2.9 most recently", "2.1 | 2.3 | 2.6 | 2.9"),
]

TABLES = [
    ("Beta-2 Microglobulin  3.4 mg/L  (0.8-2.2)  H  03/14/2024", "3.4 mg/L [2024-03-14]"),
    (
        "Beta-2 Microglobulin  3.4 mg/L  (0.8-2.2)  H  03/14/2024\n"
        "Beta-2 Microglobulin  2.9 mg/L  (0.8-2.2)  H  06/14/2024",
        "3.4 mg/L [2024-03-14] | 2.9 mg/L [2024-06-14]",
    ),
    (
        "Beta 2 microglobulin, serum 3.4 H 0.8 - 2.2 mg/L Final 03/14/2024",
        "3.4 mg/L blood [2024-03-14]",
    ),
    (
        "Component: Beta-2 Microglobulin\nYour value: 3.4 mg/L\nStandard range: 0.8 - 2.2 mg/L",
        "3.4 mg/L",
    ),
    (
        "Beta-2-Microglobulin\nNormal range: 0.8 - 2.2 mg/L\nValue\n3.4\nMar 14, 2024",
        "3.4 mg/L [2024-03-14]",
    ),
    (
        "Component Value Flag Range\n"
        "B2 Microglobulin 5.6 HIGH 1.21-2.70 mcg/mL\nCreatinine 1.1 0.6-1.2 mg/dL",
        "5.6 µg/mL",
    ),
    (
        "Date\tResult\n01/05/2024\t5.1\n04/02/2024\t4.2\n07/01/2024\t3.3",
        "5.1 [2024-01-05] | 4.2 [2024-04-02] | 3.3 [2024-07-01]",
    ),
    (
        "01/05/2024 04/02/2024 07/01/2024\nB2M 5.1 4.2 3.3",
        "5.1 [2024-01-05] | 4.2 [2024-04-02] | 3.3 [2024-07-01]",
    ),
    (
        "| Date | B2M |\n|---|---|\n| 2024-01-05 | 5.1 |\n| 2024-04-02 | 4.2 |",
        "5.1 [2024-01-05] | 4.2 [2024-04-02]",
    ),
    ("B2M: 3.4 mg/L (ref: < 2.4)", "3.4 mg/L"),
    ("B2M 3.4 (<2.4)", "3.4"),
    ("3.4 but normal range is 0.8-2.2", "3.4"),
    ("normal is 0.8 to 2.2 and mine is 3.4", "3.4"),
    ("b2m 3.4, my doctor said 2.2 is the normal limit", "3.4"),
    (
        "Test Name: B2 MICROGLOBULIN\nResult: 3.4\nUnits: mg/L\nFlag: H\n"
        "Ref Range: 0.6-2.4\nCollected: 05/12/2023 08:30",
        "3.4 mg/L [2023-05-12]",
    ),
    ("05/12/2023 08:30 3.4\n08/12/2023 09:15 2.9", "3.4 [2023-05-12] | 2.9 [2023-08-12]"),
    (
        "B2M\n5/12/23 3.4 H\n8/12/23 2.9 H\n11/15/23 2.2",
        "3.4 [2023-05-12] | 2.9 [2023-08-12] | 2.2 [2023-11-15]",
    ),
    ("3.4 mg/L H (Ref 0.8-2.4 mg/L)", "3.4 mg/L"),
    ("B2M 3.4 mg/L, eGFR 45, creatinine 1.6 mg/dL, calcium 9.8", "3.4 mg/L"),
]

BESIDE_OTHER_THINGS = [
    ("it was a long wait. my b2m is 5", "5"),
    ("it was horrible but the result is 7", "7"),
    ("it is snowing here. beta 2 microglobulin 6 and before 9", "9 | 6"),
    ("I'm 72 and my B2M is 3.4", "3.4"),
    ("at 65 years old my beta 2 was 3.4", "3.4"),
    ("stage 2 myeloma, B2M 4.1", "4.1"),
    ("creatinine 1.1 mg/dL, B2M 3.4 mg/L", "3.4 mg/L"),
    ("PSA 4.1 and B2M 3.4", "3.4"),
    ("hemoglobin 10.2 platelets 150 B2M 4.4 creatinine 1.2", "4.4"),
    ("my results: b2m - 4.4; ldh - 250; alb - 3.6", "4.4"),
    ("R-ISS 2, b2m 4.5, LDH 250, albumin 3.6", "4.5"),
    ("del17p, 1q21, b2m 4.4", "4.4"),
    ("B2M 3.4 mg/L at 10:30 am on 03/14/2024", "3.4 mg/L [2024-03-14]"),
    ("My MRN is 12345678 and B2M 3.4", "3.4"),
    ("I take 20 mg a day, my b2m is 3.4", "3.4"),
    ("start over: 5.1, 4.2", "5.1 | 4.2"),
    ("I have smoldering myeloma B2M 2.1, M-spike 1.4, kappa 30", "2.1"),
    (
        "b2m = 6.1 in 2021 (stage 2), 3.2 in 2022, and 3.9 this year",
        "6.1 [2021] | 3.2 [2022] | 3.9 (this year)",
    ),
    ("my b2m is 3.4 and my doctor wants it below 2.5", "3.4"),
    ("B2M should be below 2.5, mine is 3.4", "3.4"),
    ("B2M 3.4, 4 months later 2.9", "3.4 | 2.9 (4 months later)"),
]


NO_READINGS = [
    "can u read my b2m result 4 me",
    "any lower than the previous one",
    "she thinks it's 1962",
    "I'm up to ninety over this test",
    "it's my first at fifty",
    "she had the bad result at four",
    "funny letter, then 2-microglobulin, is that my test",
    "2+2",
    "im tired 24/7, is that from high b2m",
    "stage 2 or 3, will the result tell",
    "CKD 3 here, is beta-2 relevant?",
    "how high is too high 4 b2m",
    "I got charged 340 for the b2m draw",
    "pain from a b2m test, 1 to 10",
    "what is the ESR for? Mine was 55",
    "spinal tap at 9. I can be out at 12?",
    "can they do my b2m blood at 10",
    "the b2m one, is it a finger prick",
    "is β2-microglobulin one and the same as B2M",
    "5.5 is the cut off right?",
    "stage 2 is 3.5 to 5.5",
    "less than 3.5 is stage 1",
    "my doctor said 3.5 to 5.5 is stage 2",
    "I am 72 years old and take 20 mg a day",
    "24-hour urine",
    "does it take 5 minutes",
    "PSA 4.1",
    "my blood pressure is 140/90",
    "PSA and B2M were 4.1 and 3.4",
    "I have 3 kids and 2 dogs",
    "call me at 555-123-4567",
    "does a B2M over 5.5 mean stage 3?",
    "my PSA is 4.1 and my TSH is 2.5",
    "kappa light chains 35 mg/L",
    "I take 25 mg of Revlimid and 40 mg dex",
    "can I eat 2 hours before the test",
    "My appointment is at 3 and my test takes 5 minutes",
    "my b2m level increased by 1.2",
    "How long does it take? 5 minutes?",
    "call 555-1234",
    "doctor says anything under 2.4 is normal",
    "3.4 or 3.5",
    "between 3 and 4",
    "I was diagnosed 5 years ago with stage 3 myeloma",
    "do I need to fast for 8 hours",
    "the needle was 2 inches",
    "can I take 2 tylenol before the test",
    "I'm 45, do I need this test?",
    "i have 2 kids",
    "My father is 80 and has myeloma",
    "I had 3 tests",
    "I have had the B2M test 3 times",
    "B2M test on Monday at 9",
    "my B2M test is in 3 weeks",
    "my results come in 3 days",
    "is it normal to wait 10 days for results",
    "room 5",
    "what are the 3 stages",
    "1 in 10 people get a headache",
    "do 10 people in 100 get headaches",
    "my headache is 8 out of 10",
    "pain level 7",
    "my pain is 7/10",
    "my weight is 180",
    "oxygen level 95",
    "my temperature is 101.5",
    "101.5 fever",
    "it costs 50 dollars",
    "$3.50",
    "I paid 3.50 for parking",
    "I drank 2.5 liters of water",
    "I walked 3.4 miles",
    "vitamin D 3.4",
    "my hemoglobin A1C is 6.5",
    "cholesterol level is 200",
    "T4 1.2, TSH 3.4",
    "WBC 4.5, RBC 3.9",
    "platelets 150 and ANC 1.2",
    "M-spike 1.4 then 0.9",
    "my kappa/lambda ratio is 3.4",
    "creatinine 1.1 then 1.3",
    "ferritin 300 ng/mL",
    "my light chains went from 300 to 20",
    "IgG 1200",
    "on cycle 4 of 6",
    "cycle 3 day 1",
    "after 3 cycles",
    "I got the 2nd dose",
    "call me at (555) 123-4567",
    "born 3/14/1950",
    "my birthday is March 14, 1950",
    "2024",
    "March 2024",
    "March 14",
    "my next test is March 14",
    "Test on 03/14/2024",
    "I was tested in 2022 and 2023",
    "B2M",
    "beta-2 microglobulin",
    "what is B2M?",
    "I was tested January 4 and April 3",
    "Jan 5, Apr 4, Jul 3",
    "I went from 3 to 5 days a week",
    "I take 2 to 3 pills",
    "wait 2 or 3 days",
    "3-5 minutes",
    "I need 5 not 3 pills",
    "what if it goes above 5.5",
    "what does a B2M over 5.5 mean?",
    "5 mg/dL of glucose",
    "my zinc was 0.8 mg/L",
    "it should be under 2.5",
    "can a level over 10 be from kidney problems",
    "in 24 hours",
    "B2M in 12 months",
    "it takes five minutes",
    "ten",
    "two",
    "I have one question",
    "one of my results was high",
    "call me at nine",
    "I have three kids",
    "my level",
    "Jan 5, Apr 4, Jul 3",
]


@pytest.mark.parametrize(("message", "expected"), LISTS)
def test_lists(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), NUMBERS)
def test_ways_to_write_a_number(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), SENTENCES)
def test_sentences(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), BOUNDS)
def test_bounds(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), UNITS_TABLE)
def test_a_unit_covers_the_values_of_its_list_that_it_fits(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), SPECIMENS)
def test_specimens(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), DATES)
def test_dates_belong_to_their_values(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), MOMENTS)
def test_words_that_say_when(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), ORDER)
def test_the_oldest_comes_first(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), TABLES)
def test_tables_and_reference_ranges(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize(("message", "expected"), BESIDE_OTHER_THINGS)
def test_values_beside_other_numbers(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize("message", NO_READINGS)
def test_other_numbers_are_no_readings(message):
    assert summary(message) == ""


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("PSA 4.1", ("PSA",)),
        ("my PSA is 4.1 and my TSH is 2.5", ("PSA", "TSH")),
        ("my blood pressure is 140/90", ("blood pressure",)),
        ("creatinine 1.1, B2M 3.4", ("creatinine",)),
        ("PSA and B2M were 4.1 and 3.4", ("PSA",)),
        ("my b2m is 3.4", ()),
    ],
)
def test_other_tests_are_named(message, names):
    assert read(message, TODAY).other_analytes == names


@pytest.mark.parametrize("message", ["B2M 3.2.1", "my level was 3..2", "B2M: 1.2.3.4"])
def test_digits_that_are_no_number_are_told_apart(message):
    found = read(message, TODAY)
    assert found.readings == ()
    assert len(found.malformed) == 1


@pytest.mark.parametrize(
    ("message", "position", "old", "new", "unit"),
    [
        ("the second one should be 3.5", 1, None, 3.5, None),
        ("No, the second one should be 3.5 mg/L please", 1, None, 3.5, "mg/L"),
        ("change the last value to 3.9", -1, None, 3.9, None),
        ("the first one is wrong, it should be 4.4", 0, None, 4.4, None),
        ("the 5.1 should be 4.1", None, 5.1, 4.1, None),
        ("replace 5.1 with 4.1", None, 5.1, 4.1, None),
        ("it should be 3.5 not 5.3", None, 5.3, 3.5, None),
        ("not 5.3 but 3.5", None, 5.3, 3.5, None),
        ("sorry, I meant 4.1", None, None, 4.1, None),
        ("oops typo: 3.5", None, None, 3.5, None),
    ],
)
def test_corrections(message, position, old, new, unit):
    correction = read(message, TODAY).correction
    assert (correction.target.position, correction.target.value) == (position, old)
    assert (correction.reading.value, correction.reading.unit) == (new, unit)


@pytest.mark.parametrize(
    "message", ["I need 5 not 3 pills", "it was 3.5", "should I be worried about 3.5"]
)
def test_no_correction(message):
    assert read(message, TODAY).correction is None


@pytest.mark.parametrize(
    ("message", "position", "value"),
    [
        ("remove the 4.2", None, 4.2),
        ("please remove 4.2", None, 4.2),
        ("delete the last one", -1, None),
        ("take out the second value please", 1, None),
        ("leave it out", None, None),
    ],
)
def test_removals(message, position, value):
    removal = read(message, TODAY).removal
    assert (removal.position, removal.value) == (position, value)


@pytest.mark.parametrize(
    "message",
    ["Start over", "start again", "clear my results", "reset", "please delete all my values"],
)
def test_starting_over(message):
    assert read(message, TODAY).reset


@pytest.mark.parametrize(
    "message",
    ["Turn the order round", "reverse it", "the other way round", "wrong order",
     "those are backwards", "upside down", "can you turn it round?"],
)  # fmt: skip
def test_turning_round(message):
    assert read(message, TODAY).reverse


@pytest.mark.parametrize(
    ("message", "order"),
    [
        ("newest first", "newest first"),
        ("those are newest first", "newest first"),
        ("the first one is the newest", "newest first"),
        ("the last one is the oldest", "newest first"),
        ("the oldest is at the bottom", "newest first"),
        ("first is oldest", "oldest first"),
        ("the last one is newest", "oldest first"),
        ("from oldest to newest", "oldest first"),
        ("which of those is the newest", None),
        ("is the first one the newest?", None),
        ("3.1, 3.3, newest first", None),  # it is said of these readings
    ],
)
def test_telling_the_order(message, order):
    assert read(message, TODAY).said_order == order


@pytest.mark.parametrize(
    "message",
    [
        "can it be reversed?",
        "which way round is it",
        "is that the wrong order?",
        "drop me a line",
        "delete my conversation",
        "starting over",
    ],
)
def test_no_command(message):
    found = read(message, TODAY)
    commands = (found.reset, found.reverse, found.removal, found.correction)
    assert not any(commands)


def test_before_that_means_before_what_is_known():
    assert read("before that it was 4", TODAY).before_known
    assert not read("now 6, before that 4", TODAY).before_known


def test_a_reading_spans_its_number_and_keeps_it_as_typed():
    message = "My B2M was <5,1 mg/L"
    (reading,) = read(message, TODAY).readings
    assert message[reading.start : reading.end] == "5,1"
    assert (reading.text, reading.value) == ("<5,1", 5.1)


VALUES = st.decimals(min_value="0.4", max_value="59", places=1).map(str)
SEPARATORS = st.sampled_from(
    [", ", "; ", " then ", " -> ", "→", " / ", "\n", " and ", "\n- ", " to "]
)
UNIT_NAMES = st.sampled_from([None, *UNITS])


@given(st.lists(VALUES, min_size=1, max_size=8), SEPARATORS, UNIT_NAMES)
def test_readings_written_in_any_way_read_back_the_same(values, separator, unit):
    written = separator.join(f"{value} {unit}" if unit else value for value in values)
    found = read("My B2M results: " + written, TODAY).readings
    assert [reading.text for reading in found] == values
    assert {reading.unit for reading in found} == {unit}


DAYS = st.dates(datetime.date(2001, 1, 1), TODAY)
DATE_FORMATS = ["%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %B %Y"]
DATED = ["{date}: {value}", "{value} ({date})", "{date} {value}", "on {date} it was {value}",
         "{value} on {date}", "{date} - {value}"]  # fmt: skip


@given(
    st.dictionaries(DAYS, VALUES, min_size=1, max_size=6),
    st.sampled_from(DATED),
    st.sampled_from(DATE_FORMATS),
    st.sampled_from(["\n", "; ", ", ", "\n- "]),
    UNIT_NAMES,
)
def test_dated_readings_written_in_any_way_come_back_by_date(results, form, dates, separator, unit):
    written = separator.join(
        form.format(date=day.strftime(dates), value=f"{value} {unit}" if unit else value)
        for day, value in results.items()
    )
    found = read(written, TODAY).oldest_first
    assert [reading.date for reading in found] == [day.isoformat() for day in sorted(results)]
    assert [reading.text for reading in found] == [results[day] for day in sorted(results)]


@given(st.lists(VALUES, min_size=1, max_size=8), SEPARATORS)
def test_a_decimal_comma_reads_like_a_point(values, separator):
    with_commas = separator.join(value.replace(".", ",") for value in values)
    found = read(with_commas, TODAY).readings
    assert [reading.value for reading in found] == [float(value) for value in values]


@given(st.text(alphabet=st.characters(blacklist_categories=("Nd", "Nl", "No"))))
def test_no_digits_and_no_number_words_give_no_reading(text):
    words = {"point", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight"}
    if not words & set(text.lower().split()):
        assert read(text, TODAY).readings == ()


@given(st.text())
def test_any_text_can_be_read(text):
    found = read(text, TODAY)
    assert sorted(found.oldest_first, key=START) == list(found.readings)


def test_ten_thousand_random_messages_can_be_read():
    rng = random.Random(1)
    rows = LISTS + SENTENCES + UNITS_TABLE + DATES + ORDER + TABLES + BESIDE_OTHER_THINGS
    pieces = [piece for message, _ in rows for piece in message.split(" ")]
    pieces += ["", "\n", "\t", ",", "–", "½", "\u0130", "٣", "\ue000", "\x00", "😀", "(", ")", "/"]
    for _ in range(10_000):
        text = rng.choice([" ", " ", ""]).join(rng.choices(pieces, k=rng.randint(1, 10)))
        found = read(text, TODAY)
        assert sorted(found.oldest_first, key=START) == list(found.readings)
        for reading in found.readings:
            assert reading.start < reading.end <= len(found.text)


@pytest.mark.parametrize(
    "piece", ["1", "1/", "1 ", "3.4, ", "@", "one ", "-", "(", "<", "b2m ", "\n"]
)
def test_long_messages_can_be_read(piece):
    assert len(read(piece * 5000, TODAY).readings) <= 100
