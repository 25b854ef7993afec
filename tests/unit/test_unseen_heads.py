"""Where §§ begin in minutes with habits of their own: full stops, colons, titles above numbers."""

from __future__ import annotations

from typing import Any

import helpers

TITLE = "Protokoll från höstmöte för Granviks hembygdsförening 2031-10-21 i Kvarnstugan."


def items(text: str) -> list[dict[str, Any]]:
    return list(helpers.extract(text)["items"])


def heads(text: str) -> list[tuple[str | None, str | None]]:
    return [(item["number"], item["title"]) for item in items(text)]


def said(item: dict[str, Any]) -> str:
    return "\n".join(section["text"] for section in item["sections"])


def test_numbered_titles_that_end_with_a_full_stop() -> None:
    text = (
        f"{TITLE}\n\n1. Val av ordförande för mötet.\n\nAda Bergvall valdes till ordförande.\n\n"
        "2. Budget för kommande år.\n\nOrdföranden redogjorde för budgeten.\n\n"
        "3. Val av två justerare\n\nBo Lundell och Ida Nur valdes.\n\n"
        "4. Övriga frågor.\n\nInga fanns.\n"
    )
    assert [number for number, _ in heads(text)] == ["1", "2", "3", "4"]
    found = helpers.extract(text)
    assert found["meeting"]["title"] == TITLE.rstrip(".")
    assert found["meeting"]["chair"] == "Ada Bergvall"


def test_numbered_list_without_a_known_matter_is_no_minutes() -> None:
    text = (
        "Protokoll\n\n1. Äpplen ska köpas.\n\nRöda.\n\n2. Päron ska köpas.\n\n"
        "3. Plommon ska köpas.\n\n4. Kål.\n"
    )
    assert items(text) == []


def test_title_before_a_colon_with_the_text_behind_it() -> None:
    text = (
        "Granviks kennelklubb\n\nProtokoll fört vid styrelsemöte\n\n1.\tMötet öppnas: Ada öppnar mötet.\n\n"
        "2.\tDagordning: Dagordningen fastställs.\n\n3.\tVal av justerare: Bo Ek justerar protokollet\n\n"
        ""
        "4.\tUtställning: Styrelsen beslutar att hyra hallen.\n\n5.\tOrdföranden avslutar mötet\n"
    )
    assert heads(text)[:4] == [
        ("1", "Mötet öppnas"),
        ("2", "Dagordning"),
        ("3", "Val av justerare"),
        ("4", "Utställning"),
    ]
    (decision,) = items(text)[3]["decisions"]
    assert decision["text"] == "Styrelsen beslutar att hyra hallen."


def test_titles_above_their_numbers() -> None:
    text = (
        "Protokoll fört vid sammanträde\n\nSammanträdet öppnas\n\n"
        "§ 61\n\nOrdföranden öppnar sammanträdet.\n\n"
        "Val av justerare\n\n§ 62\n\nBo Lundell väljs att justera protokollet.\n\n"
        "Lokaler\n\n§ 63\n\nStyrelsen beslutar att hyra två plan.\n"
    )
    assert heads(text) == [("61", "Sammanträdet öppnas"), ("62", "Val av justerare"), ("63", "Lokaler")]
    assert [said(item) for item in items(text)][1] == "Bo Lundell väljs att justera protokollet."


def test_titles_below_stay_where_recipients_stand_above_the_next_number() -> None:
    text = "Protokoll\n\n" + "".join(
        f"§ {n}\n\nÄrende om {what}\n\nBeslut\n\nNämnden godkänner förslaget.\n\nSkickas till\n\nKontoret\n\n"
        for n, what in ((1, "bad"), (2, "bryggor"), (3, "bänkar"))
    )
    assert [title for _, title in heads(text)] == ["Ärende om bad", "Ärende om bryggor", "Ärende om bänkar"]


def test_sentence_below_a_lone_number_is_no_title() -> None:
    text = (
        "Årsmöte 2031\n\n§ 1 Kallelse\n\nMötet godkände kallelsen.\n\n§ 2\n\n"
        "Att justera dagens protokoll valdes Ada Bergvall och Bo Lundell, Kopparbo.\n\n"
        "§ 3 Revisorer\n\nTill revisor valdes Ida Nur.\n\n§ 4 Avslutning\n\nMötet avslutades.\n"
    )
    assert heads(text)[1] == ("2", None)
    assert helpers.extract(text)["meeting"]["adjusters"] == ["Ada Bergvall", "Bo Lundell"]


def test_diary_number_above_a_head_is_no_decision() -> None:
    text = (
        "Protokoll\n\nBUN/2031-0304\nBUN § 116\tSkolchef\n\nBeslut\n1. Förslaget godkänns.\n\n"
        "BUN/2031-0010\nBUN § 117\tMötesplan\n\nBeslut\n1. Mötesplanen godkänns.\n\n"
        "BUN/2031-0210\nBUN § 118\tAvtal\n\nBeslut\n1. Avtalet godkänns.\n"
    )
    found = items(text)
    assert [len(item["decisions"]) for item in found] == [1, 1, 1]
    assert [x["value"] for item in found[1:] for x in item["diary_numbers"]] == [
        "BUN/2031-0010",
        "BUN/2031-0210",
    ]


def test_head_repeated_with_the_bodys_letters() -> None:
    text = (
        "Protokoll\n\n§ 17\nVAL AV PROTOKOLLJUSTERARE\n\nFm § 17\n"
        "Till protokolljusterare valdes Ada Bergvall.\n\n"
        "§ 18\nBUDGET\n\nFm § 18\nBudgeten godkändes.\n\n§ 19\nAVSLUTNING\n\nFm § 19\nMötet avslutades.\n"
    )
    assert [number for number, _ in heads(text)] == ["17", "18", "19"]


def test_first_marked_heading_may_be_the_first_matter() -> None:
    text = (
        "Protokoll fört vid föreningsmöte\n\n## 1. Mötets öppnande\n\n"
        "Mötet öppnades.\n\n## 2. Budget\n\nAntogs.\n\n"
        "## 3. Övriga frågor\n\nInga.\n"
    )
    assert heads(text)[0] == ("1", "Mötets öppnande")


def test_number_before_a_sentence_that_decides() -> None:
    text = (
        "Protokoll från styrelsemöte i Granviks bouleförening 2031-10-12\n\n§ 1 Val av kassör\n\n"
        "Till kassör valdes Ada Bergvall och till sekreterare valdes Bo Lundell.\n\n"
        "§ 2 Styrelsen beslutade att protokollen läggs ut på\n\nhemsidan\n\n"
        "§ 3 Inget nytt datum för möte bestämdes. Ordföranden kallar till möte utifrån\n\nbehov.\n"
    )
    assert [title for _, title in heads(text)] == ["Val av kassör", None, None]
    assert helpers.extract(text)["meeting"]["secretary"] != "Ada Bergvall"


def test_numbered_sentences_with_a_lettered_one() -> None:
    text = (
        "Protokoll fört vid styrelsemöte 2031.06.09\n\nNärvarande: Ada Bergvall, Bo Lundell\n\n"
        "1. Ordföranden, Ada, hälsade välkommen och förklarade mötet öppnat.\n2. Dagordningen godkändes.\n"
        "3. Bo utsågs till protokollförare.\n4. Protokollet lades till handlingarna.\n"
        "5. a. Bo informerade om vattnet.\nb. En offert har tagits in.\n6. Kassören informerade.\n"
        "7. Årsmötet blir i juli klockan 13.30.\n8. Mötet avslutades.\n\nVid protokollet: Bo Lundell\n"
    )
    found = helpers.extract(text)
    assert [item["number"] for item in found["items"]] == list("12345678")
    assert [row["name"] for row in found["attendance"]] == ["Ada Bergvall", "Bo Lundell"]
    meeting = found["meeting"]
    assert (meeting["date"], meeting["start_time"], meeting["secretary"]) == (
        "2031-06-09",
        None,
        "Bo Lundell",
    )


def test_signatures_right_below_a_last_matter_that_says_all_on_its_line() -> None:
    text = (
        "Protokoll\n\n§ 1 Val\n\nBo valdes.\n\n§ 2 Övrigt\n\nInget.\n\n§ 3 Mötet avslutades.\n\n"
        "Vid protokollet\tOrdförande\n\nAda Bergvall\tBo Lundell\n"
    )
    meeting = helpers.extract(text)["meeting"]
    assert (meeting["secretary"], meeting["chair"]) == ("Ada Bergvall", "Bo Lundell")


def test_line_that_tells_what_the_board_did_is_no_title() -> None:
    text = (
        "Protokoll\n\n 1. Mötet öppnades\n  Av ordföranden\n"
        " 2. Deltagande vid mässor i september och en dag på våren\n"
        "  Styrelsen diskuterade deltagande i mässor\n 3. Ekonomi\n  God.\n 4. Mötet avslutas\n"
    )
    assert heads(text)[1] == ("2", "Deltagande vid mässor i september och en dag på våren")


def test_title_with_a_full_stop_below_the_diary_number() -> None:
    text = (
        f"{TITLE}\n\n§ 1 Mötets öppnande\n\nAda Bergvall öppnade mötet.\n\n"
        "§ 2 Dnr 096-12-21\nVerksamhetsberättelse 2031 för Granviks högskola.\n"
        "Föredrogs verksamhetsberättelsen.\n\n§ 3 Övriga frågor\n\nInga fanns.\n"
    )
    assert heads(text)[1] == ("2", "Verksamhetsberättelse 2031 för Granviks högskola.")
