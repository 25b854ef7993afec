"""Organisations in running text: registers, legal forms, shapes, abbreviations, bare nouns."""

from __future__ import annotations

from typing import Any

import pytest
import regex

import helpers
from helpers import Json
from protokoll_extract.extract.name_marks import name_marks
from protokoll_extract.extract.organisation_shapes import shapes
from protokoll_extract.vocab.load import table


def found(text: str, front: str = "") -> Json:
    return helpers.extract(f"{front}\n\nProtokoll\n\n§ 1 Läget\n\n{text}\n")


def names(text: str, front: str = "") -> list[str]:
    return [entry["name"] for entry in found(text, front)["organisations"]]


@pytest.mark.parametrize(
    "name",
    [
        "Almviks Gräv och Schakt AB",
        "AB Almviks Såg",
        "Granviks hembygdsförening",
        "Stenåsa läns Bildningsförbund",
        "Mosjö församling",
        "Mosjö Föreningsråd",
        "Granviks Stads HBTQI-råd",
        "Scoutkåren Tranan",
        "stiftelsen Ada och Bo Eks fond",
        "Nämnden för kultur och fritid",
        "vård- och omsorgsnämnden",
        "Äldre samt vård- och omsorgsnämnden",
        "Tekniska nämnden",
        "Social resursnämnd",
        "kommunstyrelsens arbetsutskott",
        "HR-avdelningen",
        "Ekonomienheten",
        "Kommunens revisorer",
        "Mariska museet",
        "Tillväxtverket",
        "Centerpartiet",
        "Region Påhitt",
        "Länsstyrelsen Påhitt",
        "Almviks närsjukhus",
        "Almvik närsjukhus",
        "Kvinnojouren Almglöd",
        "Båtägarföreningen i Almvik",
        "Almvik Motorvänner",
        "Bergets Bröder",
        "Duo Almklang",
        "Almvik Tvätt",
        "Kommunledningskontoret/Ekonomi",
        "S:t Almas hembygdsförening",
        "S:ta Almas församling",
        "Fastighets AB Almhus",
        "Almvik & Co AB",
        "Alm Data Oyj",
        "IFK Almvik",
        "Almviks IF",
        "Almvik vägförening",
        "Almviks kyrkliga samfällighet",
        "Almviks kommuns revisorer",
        "Granviks Stads råd för äldrefrågor",
        "Nämnden för inköp- och upphandling",
        "Nämnden för äldre samt vård och omsorg",
        "Styrgruppen för Almländska paketet",
        "Gemensamma nämnden för hemsjukvård och hjälpmedel",
        "miljö-och byggnadsnämnden",
        "Svenska Takföreningen",
        "Svenska takläggarnas förbund",
        "Räddningstjänsten Almvik-Norrvik",
        "Regionförbundet i Almvik län",
        "Myndigheten för press, radio och tv",
        "Advokatbyrån Almlund",
    ],
)
def test_a_name_in_a_sentence(name: str) -> None:
    assert name in names(f"Yttrande begärs från {name} före mötet.")


@pytest.mark.parametrize("ending", ["s", ""])
def test_a_genitive_is_the_same_name(ending: str) -> None:
    assert names(f"Vi läste Granviks hembygdsförening{ending} skrivelse.") == ["Granviks hembygdsförening"]


@pytest.mark.parametrize(
    "text",
    [
        "Området och rumslägenheten ses över.",
        "En förening och varje kommun får bidrag.",
        "Kommunens skola byggs om.",
        "Vision 2040 antas.",
        "Föreningen tackar för stödet.",
        "MOTION OM AVGIFTSFRI SIMSKOLA FÖR ALLA I GRANVIKS KOMMUN",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert names(text) == []


def test_two_names_joined_are_two() -> None:
    assert names("Bidrag går till Mosjö Föreningsråd och Älvdata AB.") == ["Mosjö Föreningsråd", "Älvdata AB"]


def test_a_common_noun_before_the_name_is_left_out() -> None:
    assert names("Vi bjöd in föreningen Granviks Hembygdsförening.") == ["Granviks Hembygdsförening"]


def test_an_abbreviation_that_the_text_defines() -> None:
    (entry,) = found("Granviks hembygdsförening (GHF) söker bidrag. GHF får svar.")["organisations"]
    assert entry["abbreviation"] == "GHF"
    assert [m["text"] for m in entry["mentions"]] == ["Granviks hembygdsförening", "GHF", "GHF"]


def test_with_and_without_legal_form_is_one_firm() -> None:
    (entry,) = found("Älvdata AB redovisar. Bolaget Älvdata växer.")["organisations"]
    assert entry["names_as_written"] == ["Älvdata AB", "Älvdata"]


def organisation(name: str, data: Json) -> Any:
    return next(entry for entry in data["organisations"] if entry["name"] == name)


def test_the_body_by_its_bare_noun() -> None:
    data = found("Nämnden behandlade ärendet. Kommunen svarar.", "Solna kommun\nSocialnämnden")
    assert [m["text"] for m in organisation("Socialnämnden", data)["mentions"]][-1] == "Nämnden"
    assert [m["text"] for m in organisation("Solna kommun", data)["mentions"]][-1] == "Kommunen"


def test_the_body_by_the_last_word_of_its_name() -> None:
    front = "Solna kommun\nKommunstyrelsens arbetsutskott"
    data = found("Ordföranden finner att arbetsutskottet bifaller förslaget.", front)
    body = organisation("Kommunstyrelsens arbetsutskott", data)
    assert [m["text"] for m in body["mentions"]][-1] == "arbetsutskottet"
    assert body["names_as_written"] == ["Kommunstyrelsens arbetsutskott"]
    assert "arbetsutskottet" in names("Ärendet går till arbetsutskottet.", "Solna kommun\nKommunstyrelsen")
    rival = "Socialnämndens arbetsutskott har yttrat sig. Sedan svarade arbetsutskottet."
    assert "arbetsutskottet" in names(rival, front)


def test_a_bare_noun_with_a_rival_stays_open() -> None:
    data = found("Kulturnämnden har yttrat sig. Nämnden anser det rimligt.", "Solna kommun\nSocialnämnden")
    assert "Nämnden" not in [m["text"] for m in organisation("Socialnämnden", data)["mentions"]]


def test_examples_of_the_vocabulary() -> None:
    data = table("organisations")
    for section in ("company", "last", "first", "organs", "cue"):
        assert names(f"Svar från {data[section]['example']}."), section
        assert names(f"{data[section]['counter_example']}.") == [], section


def test_courts_share_a_number_and_are_not_one() -> None:
    found_names = names("Svar från Alingsås tingsrätt samt Attunda tingsrätt har kommit.")
    assert found_names == ["Alingsås tingsrätt", "Attunda tingsrätt"]


def test_a_name_in_quotation_marks_behind_what_it_is() -> None:
    assert names("Föreningen ”Resor i tiden” vill låna salen.") == ["Resor i tiden"]
    assert names("Motionen ”Resor i tiden” avslås.") == []


def test_a_capital_inside_and_somebodys_deed() -> None:
    assert names("AlmVent önskar köpa in kaffe. Vi är nöjda med BoTak:s leverans.") == ["AlmVent", "BoTak"]
    assert names("AnnaSara önskar ordet. Systemet AlmVent är installerat.") == []


def test_what_only_looks_like_a_trade_or_a_region() -> None:
    assert names("Anna Vatten talar. Regionen svarar. Ny Bostäder") == []


def test_two_organs_with_a_stroke_are_two() -> None:
    assert names("Ärendet går till Kulturnämnden/Socialnämnden i maj.")[0] == "Kulturnämnden"


def test_a_registered_name_in_the_genitive_is_the_registered_one() -> None:
    assert names("Vi läste Region Stockholms riktlinjer.") == ["Region Stockholm"]


def test_the_name_of_the_list_is_the_name_in_the_text() -> None:
    front = "Närvarande\n\nAda Ek\tTCO Påhitt\nBo Ås\tAlmega\n"
    assert "TCO" not in names("Ada Ek, TCO Påhitt, yrkar bifall.", front)


def test_marks_leave_no_name_out() -> None:
    """Each grammar tried only where a word marks it finds what it finds tried everywhere."""
    texts = [(folder / "protokoll.txt").read_text(encoding="utf-8") for folder in helpers.CORPUS]
    lines = {line for text in texts for line in text.splitlines()}
    marked = {line: name_marks(line) for line in lines}
    for rule, shape, first, asked in shapes():
        everywhere = regex.compile(rf"(?<![\p{{L}}\p{{N}}-])(?:{shape.pattern})")
        for line, marks in marked.items():
            names = [match.group() for match in everywhere.finditer(line)]
            starts = marks.get(first, []) if asked in marks else []
            tried = [match.group() for at in starts if (match := shape.match(line, at))]
            assert set(names) <= set(tried), (rule, line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AB Almhus och Norrvik Energi AB svarar.", ["AB Almhus", "Norrvik Energi AB"]),
        ("Bygg AB Almen och Stenåsa AB svarar.", ["Bygg AB Almen", "Stenåsa AB"]),
        ("Brf Solen och Bostadsrättsföreningen Månen svarar.", ["Brf Solen", "Bostadsrättsföreningen Månen"]),
        ("Svar gavs av kulturnämnden samt socialnämnden.", ["kulturnämnden", "socialnämnden"]),
        ("Elevhälsan Solna kommun svarar.", ["Solna kommun"]),
        ("Offerten från Almglöd antas.", ["Almglöd"]),
    ],
)
def test_where_one_name_ends_and_the_next_begins(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Granviks kommuns nämnder och kommunens råd.",
        "Vi läste Granviks Stads bolags budget.",
        "Ada Almstad talar.",
        "Kalendern är OK. Ekonomin OK.",
        "Gemensamt samråd hålls.",
        "Offerten från Anna antas.",
        "Vi bor i Almviks trädgårdsstad.",
    ],
)
def test_a_kind_a_place_and_somebodys_name_are_none(text: str) -> None:
    assert names(text) in ([], ["Granviks kommun"], ["Granviks Stad"])


def test_several_municipalities_with_one_noun() -> None:
    data = found("Avtalet gäller Solna, Lunds och Ystads kommuner samt kommunerna Kinda och Ydre.")
    entries = data["organisations"]
    expected = ["Solna kommun", "Lunds kommun", "Ystads kommun", "Kinda kommun", "Ydre kommun"]
    assert [entry["name"] for entry in entries] == expected
    assert all(entry["register_ids"] for entry in entries)
    assert names("Solna, Granviks och Almviks kommuner.") == []


def test_a_name_in_the_genitive_is_joined_to_the_nominative() -> None:
    data = found(
        "Socialnämnd Norrs svar kom. Socialnämnd Norr och nämnden för omsorgs svar. Nämnden för omsorg."
    )
    assert [entry["name"] for entry in data["organisations"]] == ["Socialnämnd Norr", "Nämnden för omsorg"]


def test_a_board_for_a_field_also_in_small_letters() -> None:
    (entry,) = found("Nämnden för omsorg svarar. Sedan svarar nämnden för omsorg.")["organisations"]
    assert [m["text"] for m in entry["mentions"]] == ["Nämnden för omsorg", "nämnden för omsorg"]


def test_an_abbreviation_behind_a_comma() -> None:
    data = found("Almviks Kooperativa Bostadsförening, AKB, bygger. Norrviks Tennisklubb, Solna, spelar.")
    assert [entry["abbreviation"] for entry in data["organisations"]] == ["AKB", None]


def test_the_organ_of_every_association_is_none_of_its_own() -> None:
    assert names("Valberedningen har ordet.") == []
    assert "valberedningen" in [x.casefold() for x in names("Kommunfullmäktige hör valberedningen.")]


def test_a_name_torn_at_the_end_of_a_title() -> None:
    text = "Ägardirektiv för Almviks\n\nBuss AB antas.\n\nAlmviks Buss AB svarar."
    assert names(text) == ["Almviks Buss AB"]


def test_a_tab_parts_two_columns() -> None:
    assert "skolföreningen\tAda Ek" not in names("Ansvarig för skolföreningen\tAda Ek")


def test_nobody_on_the_list_is_an_organisation() -> None:
    assert names("Zyxel Almfond yrkar bifall.", "Närvarande\n\nZyxel Almfond (S)\nBo Ås (M)\n") == []


@pytest.mark.parametrize(
    "name",
    [
        "Almskog förvaltning AB",
        "Tekniska verken i Almvik AB",
        "Malm & Alm i Norrvik AB",
        "HSB Brf Ängen",
        "HSB:s bostadsrättsförening Ängen",
        "E.ON Alnät AB",
        "Montessoriskolan Solen ek för",
        "Almdals miljö- och energiförbund",
        "Region Almlands hälso- och sjukvårdsnämnd",
        "Kommunala rådet för äldrefrågor",
        "kommunstyrelsens utskott för samhällsutveckling",
        "Almviks räddningstjänst",
        "Polisregion Norr",
        "Takskyddsförbundet",
        "Almasällskapet",
        "Historiska Museet",
        "Almviks Renhållning",
    ],
)
def test_a_name_of_several_parts_in_a_sentence(name: str) -> None:
    assert name in names(f"Yttrande begärs från {name} före mötet.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HSB:s Brf Solen och Riksbyggens Brf Månen svarar.", ["HSB:s Brf Solen", "Riksbyggens Brf Månen"]),
        (
            "Alby Tennisklubb och Norr Vatten och Avlopp AB.",
            ["Alby Tennisklubb", "Norr Vatten och Avlopp AB"],
        ),
        ("Direktionen för Almdals kommunalförbund möts.", ["Almdals kommunalförbund"]),
        ("Exploatören Alm Mark AB bygger. Aktier i Norr Mark AB.", ["Alm Mark AB", "Norr Mark AB"]),
        ("Riksförbundet tackar. Länsförbundet svarar.", []),
    ],
)
def test_a_firm_and_what_stands_before_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("AKB, Almviks Kooperativa Bostadsförening, bygger.", "AKB"),
        ("Avtal tecknas med AHS (Almviks Hembygdssällskap).", "AHS"),
        ("Ledamöter från MP, Miljöpartiet, talar.", None),
        ("Nämnden hör ABC, Norrviks Tennisklubb och andra.", None),
    ],
)
def test_letters_before_the_name(text: str, short: str | None) -> None:
    assert found(text)["organisations"][-1]["abbreviation"] == short


@pytest.mark.parametrize(
    "text",
    [
        "Fastighets AB har tomma lägenheter.",
        "Hela förvaltningen flyttar. Nya museet öppnar.",
        "Styrelsen för bolaget svarar. Nämnden för vidare handläggning.",
        "Bo Lunds El svarar.",
        "Offert från Kommunen kom.",
    ],
)
def test_words_that_begin_or_end_a_name_are_none_alone(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "name", ["Almdals Miljöservice k.f.", "Norrviks polismyndighet", "Almdals social- och hälsovårdsverk"]
)
def test_names_in_finland(name: str) -> None:
    assert name in names(f"Svar begärs från {name} före mötet.")


def test_a_branch_in_a_village() -> None:
    text = "Till PRO Almdal och SPF Norr-Almvik.\n\nLions Club Almdal\t500 kr\n\nPRO Anna, SKR Cirkulär 3."
    assert names(text) == ["PRO Almdal", "SPF Norr-Almvik", "Lions Club Almdal", "PRO", "SKR"]


def test_a_part_of_an_agency_is_no_region() -> None:
    assert names("Samråd hålls med Trafikverket Region Väst.") == ["Trafikverket"]


def test_an_office_where_the_meeting_is_held_is_a_building() -> None:
    front = "Almviks kommun\nSocialnämnden\n\nPlats: Kommunkontoret, rum Björken\n"
    assert "Kommunkontoret" not in names("Ärendet är klart.", front)
    assert "Kommunkontoret" in [x.capitalize() for x in names("Svar ges av kommunkontoret.", front)]
