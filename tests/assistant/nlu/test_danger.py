"""The danger net: what counts as a present danger, and what only sounds like one."""

from __future__ import annotations

import timeit

import pytest

from assistant.nlu.danger import EMERGENCY, SELF_HARM, danger_in

EMERGENCIES = {
    "bleeding that does not stop": [
        "the hole in my arm is still bleeding after two hours",
        "My back won't stop bleeding",
        "we can't get the bleeding to stop",
        "it has bled through four plasters and I'm on warfarin",
        "there's blood everywhere, it's from where they took the sample",
        "his arm is gushing blood",
        "I've been bleeding for 45 minutes from the needle site",
        "The dressing is soaked with blood again",
        "bleading wont stop help",
        "my back is still bleeding, should I worry?",
    ],
    "coughing or vomiting blood": [
        "I'm coughing up blood since this morning",
        "dad just vomited blood",
        "she keeps throwing up blood",
    ],
    "legs weak, numb or not moving": [
        "i can't move my legs",
        "I cannot feel my feet anymore",
        "is it normal that I can't move my legs since the tap yesterday?",
        "when do I bring the jug back, also I can't feel my legs since the tap",
        "My legs have gone completely numb",
        "both my legs are weak and getting weaker since the puncture",
        "his left leg is paralysed since the lumbar puncture",
        "her legs keep giving way",
        "my feet are numb since the spinal tap",
        "my legs won't hold me",
        "mum can't stand up since her spinal tap",
        "I have no feeling in my legs",
        "numb from the waist down",
        "I've lost all strength in both legs",
        "my legs feel like lead and I can't lift them",
        "CANT FEEL MY LEGS",
    ],
    "numb groin or inner thighs": [
        "my groin is numb since the needle",
        "it's numb between my legs",
        "my inner thighs have gone numb",
        "I can't feel anything down there",
    ],
    "cannot pass water, or lost control": [
        "I wet myself and didn't notice",
        "he's lost control of his bladder",
        "I can't control my bowels since the procedure",
        "she soiled herself twice since the tap",
        "I can't pee at all and my belly hurts",
        "dad hasn't peed since the spinal yesterday",
    ],
    "trouble breathing or a swelling throat": [
        "I can't breathe",
        "im struggling to breathe",
        "my husband is gasping for air",
        "her lips have turned blue",
        "my throat is swelling up",
        "my tongue is swollen and I can't swallow my saliva",
        "hives all over and my lips are swelling",
        "I'm having trouble breathing since the injection",
        "she can't catch her breath and it's getting worse",
        "he's wheezing since the numbing shot",
        "i cant breeth",
    ],
    "seizure": [
        "my wife is having a seizure",
        "he's just had a fit",
        "She is jerking all over and her eyes rolled back",
        "my son is convulsing",
        "dad is foaming at the mouth",
        "he started twitching and won't answer",
        "my brother just had another seizure, what do I do?",
        "seezure again, the third one today",
    ],
    "stiff neck with fever": [
        "I have a stiff neck and a fever",
        "My neck is stiff and my temperature is 39.4",
        "fever of 102 and I can't bend my neck",
        "can't touch my chin to my chest and I'm burning up",
        "stiff neck, throwing up, and the light hurts my eyes",
    ],
    "high fever on chemo or after the tap": [
        "I'm on chemo and my temperature is 39.2",
        "had chemo last Tuesday, now a fever of 103 and shaking chills",
        "he's neutropenic with a high fever",
        "shivering uncontrollably, second cycle of chemo",
    ],
    "chest pain": [
        "I have chest pain",
        "crushing pain in my chest",
        "My chest feels tight and I'm sweating",
        "there's a pressure on my chest that won't go away",
        "I think I'm having a heart attack",
        "dad is clutching his chest",
        "pain in my chest going down my left arm",
        "my chest hurts really bad",
    ],
    "fainted, collapsed or will not wake": [
        "my husband collapsed",
        "she just passed out",
        "I fainted twice today",
        "he won't wake up",
        "I can't wake my mother",
        "she's unconscious",
        "my friend keeps passing out",
        "he is not responding",
        "she passed out and won't wake up",
        "dad passed out and he's still not waking up",
        "mum's gone limp",
        "My wife fainted after the blood draw and she's not answering me",
    ],
    "confused, slurred or a drooping face": [
        "my dad is suddenly very confused",
        "she doesn't know where she is",
        "he doesn't recognise his own wife",
        "his speech is slurred",
        "Mum is slurring her words",
        "her face is drooping on one side",
        "my words are coming out all wrong",
        "one side of my face has gone numb",
        "He is talking nonsense since the spinal tap",
        "the left side of my body is weak",
        "I think he's having a stroke",
    ],
    "clear fluid leaking from the back": [
        "clear fluid is leaking from my back and I have the worst headache of my life",
        "there is watery stuff dripping out of the puncture",
        "fluid keeps leaking from the hole in my back",
        "my back is leaking clear liquid",
    ],
    "worst headache ever, with other signs": [
        "worst headache of my life and I keep vomiting",
        "I've never had a headache like this, I'm throwing up and my neck hurts",
    ],
    "sudden loss of vision": [
        "I suddenly can't see",
        "I've gone blind in one eye",
        "I lost my vision an hour ago",
        "everything went black on my left side, I can't see out of that eye",
    ],
    "overdose by accident or not": [
        "I took too many of my painkillers by accident",
        "Mum took a double dose of her morphine by mistake",
        "my son swallowed a whole bottle of tablets",
        "I took an overdose",
        "i took all the pills because i want to die, i swallowed the whole bottle",
    ],
    "said between other things": [
        "Thanks for that. One more thing, I can't feel my feet.",
        "what does staging mean? my wife has just collapsed btw",
        "is the lab open on sunday, also I'm having chest pains",
        "I don't want to bother anyone but I can't breathe",
        "not to worry you but my legs have gone numb",
        "no idea why but i cant move my legs",
        "I'm not sure if this is normal but my chest is really tight",
        "I had a tap in 2015 and it was fine but now I can't feel my legs",
    ],
}

SELF_HARMS = {
    "wish to die": [
        "I want to die",
        "i just wanna die",
        "I wish I was dead",
        "I'd rather be dead than go through this again",
        "every night I pray I won't wake up",
        "I don't want to wake up tomorrow",
        "my mother says she wants to die",
        "I hope I die in my sleep",
        "i want to not wake up",
        "I'd be better off dead",
    ],
    "does not want to live": [
        "I don't want to live anymore",
        "i dont wanna be here anymore",
        "there's no reason to go on",
        "I have nothing to live for",
        "what's the point of living",
        "I'm tired of living",
        "life isn't worth living",
        "I can't go on living like this",
    ],
    "end one's life": [
        "I'm going to kill myself",
        "kms",
        "I'm thinking about suicide",
        "I feel suicidal",
        "I want to end it all",
        "I've been thinking of ending my life",
        "he said he'll hang himself if it's cancer",
        "if the result is bad I will end my life",
        "thinking about taking my own life",
        "my sister tried to kill herself",
    ],
    "better off without me": [
        "everyone would be better off without me",
        "they'd be happier if I was gone",
        "nobody would miss me if I disappeared",
    ],
    "a way prepared": [
        "I've been saving up my pills",
        "I have enough tablets stockpiled to do it",
        "I'm going to take all my pills tonight",
        "I keep thinking about jumping off the bridge",
        "he has bought a rope",
        "I want to walk in front of a train",
    ],
    "goodbyes": [
        "I've written my goodbye letters",
        "she left a suicide note",
        "I wrote letters to my kids and I won't be here tomorrow",
    ],
    "hurting oneself": [
        "I've been cutting myself",
        "I want to hurt myself",
        "my daughter is self-harming",
        "I cut my wrists",
    ],
}

HARMLESS = {
    "what if": [
        "what if I can't feel my legs afterwards?",
        "What if it won't stop bleeding?",
        "what happens if I faint during the draw",
        "suppose my legs go numb after the tap, who do I call?",
        "what if my husband has a seizure from it",
        "my uncle says they will take water from my back. what water is that",
        "What should I do if I can't breathe during the procedure?",
        "when should I call, if my neck is stiff and I have a fever?",
        "if I pass out will they catch me?",
        "in case I can't pee, what then?",
        "Who do I ring if the puncture keeps bleeding?",
    ],
    "could it": [
        "could I get a seizure from this?",
        "can a spinal tap paralyse you",
        "will my legs be numb after the tap?",
        "could the needle leave me unable to walk",
        "will I faint?",
        "does the tap make your legs go numb",
        "can you bleed to death from a blood draw",
        "Might I lose control of my bladder afterwards?",
        "would my back be leaking fluid for long?",
        "do people collapse after this",
        "has anyone ever stopped breathing from it",
        "can the anaesthetic make my throat swell up",
    ],
    "risks in general": [
        "is there a risk of bleeding that won't stop",
        "what is the chance of a seizure",
        "how common is it to pass out",
        "what are the signs of a stroke",
        "what are the symptoms of a heart attack",
        "how do I know if my back is leaking fluid",
        "Is chest pain one of the side effects?",
        "what are the dangers of a spinal tap? my uncle collapsed after his",
        "is fainting a sign of leukemia",
        "does myeloma cause numb feet",
    ],
    "fears": [
        "I'm scared I'll faint",
        "terrified of not being able to move my legs afterwards",
        "I'm afraid it will paralyse me",
        "I'm worried that I might have a heart attack on the table",
        "I keep imagining that I can't move my legs",
        "my biggest fear is that I'll stop breathing",
        "weak at the knees when I think of the needle",
        "so nervous I could faint",
        "I get dizzy at the sight of blood",
    ],
    "not so": [
        "my legs are not numb",
        "no chest pain, no fever, just tired",
        "I have no trouble breathing",
        "she isn't confused or anything",
        "he hasn't fainted",
        "I don't have a stiff neck or a fever",
        "there is no bleeding and no leaking",
        "no numbness in my legs",
        "I'm not having a heart attack, am I just nervous",
        "never had a seizure in my life",
        "I can move my legs fine",
        "it stopped bleeding right away",
        "My feet aren't numb, I can walk fine",
        "without any chest pain",
        "the bleeding has stopped",
        "I can breathe normally",
    ],
    "long past": [
        "in 1998 I fainted at a blood draw",
        "I had a seizure years ago",
        "when I was a kid I passed out at the dentist",
        "my mother had a stroke last spring, can she have the tap?",
        "I once collapsed in church",
        "back in 2010 my legs went numb after an epidural, all fine since",
        "I used to faint at needles",
        "had chest pain a few years ago, it was nothing",
        "He had a heart attack ten years ago and takes aspirin",
        "last year I had a nosebleed that wouldn't stop",
        "I fainted once at a vaccination, should I tell the nurse",
    ],
    "other people's tales": [
        "I read that a woman couldn't move her legs after a spinal tap",
        "someone at work said their back was leaking fluid",
        "they say you can't feel your legs",
        "saw a film where a man has a seizure during the test",
        "a bloke online said his legs went numb",
        "I heard about a lady who passed out",
        "for my first aid exam: what to do when someone collapses",
    ],
    "idioms": [
        "I'm dying to know my result",
        "this wait is killing me",
        "I'm scared to death of needles",
        "the traffic to the lab is killing me",
        "I nearly died of embarrassment carrying that jug",
        "I'm dead tired",
        "thanks, that's a weight off my chest",
        "my wife would have a fit if she saw the jug in the fridge",
        "I'd kill for a coffee, may I drink before the test?",
        "I almost fainted when I saw the bill",
        "we're all holding our breath",
        "I wet myself laughing at the instructions",
        "gasping for a cup of tea, may I drink",
        "are you pulling my leg?",
        "my heart was in my mouth",
        "these instructions are a pain in the neck",
        "dad was bored to death in the waiting room",
        "my phone keeps dying",
    ],
    "animals and things": [
        "my dog is having a seizure",
        "my cat won't wake up",
        "my phone is dead",
        "the jug is leaking",
        "our car won't breathe properly",
        "the printer collapsed",
        "my number is not moving",
        "the doctor isn't responding to my emails",
    ],
    "the test and its topics": [
        "how much blood do they take",
        "do they numb my back",
        "is the clear fluid taken from my back tested for B2M?",
        "how long do I lie flat after the tap",
        "I have a headache since the tap yesterday, is it normal?",
        "I have a small bruise on my arm",
        "my back is a bit sore where the needle went in",
        "what does a high number mean",
        "I can't come on Monday",
        "I can't find my results",
        "I don't know what staging is",
        "I can't see my result on the portal",
        "I'm confused about the units",
        "my mum is confused about the instructions",
        "do I have to hold it until the morning, I can't pee in front of people",
        "my chemo is on Friday, can the test be the same day",
        "I took my blood pressure tablets this morning, is that ok",
        "can I take two paracetamol for the headache",
        "chest x-ray tomorrow and B2M today",
        "I can't stand hospitals",
        "my legs are tired from standing in the queue",
        "how do they get the fluid out of the spine",
        "my husband is not responding to treatment",
        "she wet the bed at night, is the 24 hour collection lost?",
        "can a person with chest pain have the blood draw",
    ],
    "sad or worried, not in danger": [
        "I don't want to die",
        "am I going to die from this?",
        "I'm not suicidal, just sad",
        "I'm not going to hurt myself",
        "I'm so scared",
        "how long do I have to live",
        "my father died of this",
        "will this kill me",
        "I lost my wife to lymphoma",
        "what if I'm dying and nobody tells me",
        "I want to live",
        "I can't stop crying",
        "does the needle kill?",
        "I don't want to live far from the hospital",
        "I don't want to wake up early for the blood draw",
        "what's the point of the test",
        "there is no point in going on an empty stomach",
        "I don't want to be here on Friday, can I come Monday",
        "I cut myself shaving, may I still have the blood test",
        "the chemo is killing the cancer, right?",
    ],
}


def _cases(table: dict[str, list[str]]) -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(text, id=f"{about}: {text}") for about in table for text in table[about]]


@pytest.mark.parametrize("text", _cases(EMERGENCIES))
def test_emergency(text: str) -> None:
    assert danger_in(text) == EMERGENCY


@pytest.mark.parametrize("text", _cases(SELF_HARMS))
def test_self_harm(text: str) -> None:
    assert danger_in(text) == SELF_HARM


@pytest.mark.parametrize("text", _cases(HARMLESS))
def test_harmless(text: str) -> None:
    assert danger_in(text) is None


def test_pills_already_taken_come_before_the_wish_to_die() -> None:
    assert danger_in("I want to die and I have saved up my pills") == SELF_HARM
    assert danger_in("I took the whole blister pack out, I want to die") == SELF_HARM
    assert danger_in("I want to die and I swallowed a whole box of pills") == EMERGENCY


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😀", "...", "?!", "'", "10", "/", "\u200b", "。"]
)
def test_nothing_said(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I CAN'T BREATHE",
        "i can’t breathe",
        "i cant breathe",
        "i cannot breathe",
        "I can`t breathe!!!",
        "😱😱 i cant breathe 😱",
        "i caaan't breatheee",
        "hi\n\ni can't breathe\n",
        "hello so i was at the lab this morning and it all went well and now i cant breathe",
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert danger_in(text) == EMERGENCY


def test_found_at_the_end_of_a_long_message() -> None:
    assert danger_in("I had my blood taken and it was all fine. " * 110 + "My wife collapsed.")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5000,
        "a " * 2500,
        "no " * 1666,
        "can't " * 833,
        "my legs " * 625,
        "blood " * 833,
        "I want to " * 500,
        "what if I can't feel my legs " * 172,
        "no chest pain " * 357,
        "fever " * 833,
        ", " * 2500,
        "worst headache " * 333,
        "pills and " * 500,
        "numb my my my my " * 294,
    ],
    ids=lambda text: text[:16],
)
def test_long_messages_take_time_in_proportion(text: str) -> None:
    def seconds(message: str) -> float:
        return min(timeit.repeat(lambda: danger_in(message), number=1, repeat=3))

    danger_in("")  # the wordings are read and compiled once
    assert seconds(text) < 40 * seconds(text[: len(text) // 8])  # in proportion: 8 times
