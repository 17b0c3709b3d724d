"""Plain words between numbers: which speak of results, and which leave open what a number means."""

from __future__ import annotations

from typing import Literal

# They name a result without saying of which test.
RESULT_WORDS = frozenset(
    "result results value values level levels reading readings marker markers history trend"
    " microglobulin number numbers figure figures lvl lvls".split()
)

# "it was 5", "went from 5 to 3": pairs of words that lead to a result as well.
_CHANGED = (
    "was is went dropped fell rose increased decreased climbed came jumped got reached stayed started".split()
)
CUES = frozenset(
    {(subject, verb) for subject in ("it", "mine", "they") for verb in (*_CHANGED, "were")}
    | {(verb, way) for verb in _CHANGED[2:] for way in ("from", "to")}
    | {(way, side) for way in ("up", "down") for side in ("from", "to")}
)

# Between a result and its number, or around bare numbers: nothing else explains the number then.
GLUE = RESULT_WORDS | frozenset(
    """
    less under greater least exceeds exceeding smaller bigger best worst
    a about after again all also am an and approx approximately are around as at back be been before began
    but by came climbed come dipped doubled down drifted dropped earlier each ended fell fallen following for
    from gone got had halved has have'nt her his high higher in increased is isn't it it's its itself jumped just
    kept later lab labs low lower lowered mine more moved my new next of off old older on one only or our out
    over previous raised range reached reduced remained report respectively rise risen roughly rose said sat
    second shot since so started stayed still test tests tested than that that's the their then there these
    they're third third-most this those through to today total towards tumor tumour until up was wasn't way were
    went with yet first fourth fifth last latest newest oldest recent recently order follows below above
    protein please here here's list listed ok okay hi hello good bad normal abnormal elevated same steady stable
    final prior between came's decreased dropping falling rising going goes fluctuated hovered dated date dates
    increase decrease drop change changed difference now versus vs plus then's and/or h l hh ll flag result's
    mom's mum's dad's wife's husband's mother's father's son's daughter's patient's b2m's currently roughly
    """.split()
)

# People telling or asking: they don't explain a number, and a result stays in view across them.
TALK = frozenset(
    """
    actually can care clinic com could did do doc doctor doctor's dr explain figure great he hematologist her
    him hmm hospital how i i'd i'm interpret it'll look looks may me mean meaning meant means might myeloma
    nurse nurse's oh oncologist oncologist's please provider says see she should show showed shown shows tell
    thank thanks they told type typed us we well what what's why will would wrote yes you your can't don't
    copied pasted summary sheet paper printed online portal mychart chart chemo treatment cancer
    """.split()
)

# With decimals alone: people who "have 3.4" mean a result, people who "have 3" may mean children.
WITH_DECIMALS = frozenset(
    """
    any compare compared comparing comparison concerned does enter entered find gave get getting give given good have haven't i've if
    improving lately like mild need nice not no over quite really really? seem seems since some stay tends
    think time too understand very want wants wanted way when which while whole worried worry worse better
    getting i'll know make makes bit little lot much maybe probably hope happy scared sad also though because
    """.split()
)

KNOWN_WORDS = GLUE | TALK | WITH_DECIMALS

# "3 results", "4 tests": what is counted, not a value.
COUNTED = frozenset(
    "results values levels readings tests numbers labs times samples draws samples reports visits markers".split()
)

# Right before a number: it stands for what is below, or above.
BOUNDS: dict[Literal["below", "above"], str] = {
    "below": r"(?:less|fewer|lower|smaller) than\s*$|\b(?:under|below|at most)\s*$",
    "above": r"(?:more|greater|higher|bigger) than\s*$|\b(?:over|above|at least|exceed(?:s|ing))\s*$",
}
# … or it is compared with the value named before, which then is the later one.
COMPARING = r"(?:higher|lower|bigger|smaller|better|worse) than\s*$"
EARLIER_VALUE = (
    r"(?:\bfrom|\bvs\.?|\bversus|\bcompared (?:to|with)|\((?:it\s)?was)\s(?:about\s|around\s)?$"
)
