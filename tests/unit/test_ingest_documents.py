"""Word, LibreOffice and HTML files: what is printed becomes text, element by element."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import helpers
from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.ingest import office, read_source
from protokoll_extract.ingest.docx_numbering import Numbering
from protokoll_extract.ingest.html_chrome import is_chrome_name
from protokoll_extract.ingest.style_names import is_contents, level_of_name
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import table


def word(file: Any) -> SourceText:
    out = io.BytesIO()
    file.save(out)
    return read_source(out.getvalue(), "protokoll.docx")


def html(body: str) -> SourceText:
    return read_source(f"<!doctype html><html><body>{body}</body></html>".encode(), "protokoll.html")


def odt(body: str, automatic: str = "", styles: str = "") -> SourceText:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        content += f"<office:body><office:text>{body}</office:text></office:body>"
        package.writestr(
            "content.xml", f"<office:document-content {names}>{content}</office:document-content>"
        )
        package.writestr("styles.xml", f"<office:document-styles {names}>{styles}</office:document-styles>")
    return read_source(out.getvalue(), "protokoll.odt")


def run(text: str, wrapper: str = "") -> Any:
    inner = f"<w:r><w:t>{text}</w:t></w:r>"
    return parse_xml(f"<w:{wrapper} {nsdecls('w')}>{inner}</w:{wrapper}>")


def test_tracked_insertions_are_text_and_deletions_are_not() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Nämnden beslutar att ")
    paragraph._p.append(run("godkänna", "ins"))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>avslå</w:delText></w:r></w:del>"))
    source = word(file)
    assert source.text == "Nämnden beslutar att godkänna\n"
    assert [x.code for x in source.remarks] == ["source.tracked_changes"]


def test_content_controls_are_read() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Datum: ")
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>2026-01-12</w:t></w:r></w:sdtContent></w:sdt>"
    paragraph._p.append(parse_xml(control))
    assert word(file).text == "Datum: 2026-01-12\n"


def test_field_codes_are_not_text_and_their_results_are() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Sida ")
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PAGE </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>3</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
    assert word(file).text == "Sida 3\n"


def test_heading_levels_and_elements() -> None:
    file = docx.Document()
    file.add_heading("§ 1 Val av justerare", 2)
    file.add_paragraph("Anna väljs.")
    source = word(file)
    first, second = (source.region_at(source.text.index(x)) for x in ("§ 1", "Anna"))
    assert first is not None and (first.level, first.path) == (2, "paragraph 1")
    assert second is not None and (second.level, second.path) == (0, "paragraph 2")


def test_table_cells_are_tabs_and_stand_line_by_line() -> None:
    file = docx.Document()
    cells = file.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "Beslutande"
    cells[1].text = "Anna Ek (S)"
    cells[1].add_paragraph("Bo Al (M)")
    source = word(file)
    assert source.text == "Beslutande\tAnna Ek (S)\n\tBo Al (M)\n"
    region = source.region_at(0)
    assert region is not None and region.path == "table 1 row 1"


def test_running_head_is_furniture_and_a_first_pages_own_is_not() -> None:
    file = docx.Document()
    section = file.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Ekby kommun"
    section.header.paragraphs[0].text = "Ekby kommun, protokoll"
    file.add_paragraph("§ 1")
    source = word(file)
    assert [(source.quote(x.span).strip(), x.furniture) for x in source.regions] == [
        ("Ekby kommun", False), ("Ekby kommun, protokoll", True), ("§ 1", False),
    ]  # fmt: skip


NUMBERING = f"""<w:numbering {nsdecls("w")}>
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="12"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
    <w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
    <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_numbers_that_word_prints_itself() -> None:
    numbering = Numbering(parse_xml(NUMBERING))
    assert [numbering.label("1", n) for n in (0, 1, 1, 2, 0, 1, 3)] == [
        "§ 12", "a)", "b)", "12.b.i", "§ 13", "a)", "•",
    ]  # fmt: skip
    assert [numbering.label("2", 0), numbering.label("2", 0)] == ["§ 1", "§ 2"]
    assert numbering.label("9", 0) == ""


def test_html_blocks_lists_and_breaks() -> None:
    text = html(
        "<h1>Protokoll</h1><p>Rad ett<br>rad  två<ol start=3><li>att a<li>att b</ol><ul><li>c</ul>"
    ).text
    assert text == "Protokoll\n\nRad ett\nrad två\n3. att a\n4. att b\n• c\n"


def test_html_menus_are_furniture() -> None:
    source = html("<nav><a href='/'>Start</a></nav><main><p>§ 1</p></main><footer>Kontakt</footer>")
    assert [x.furniture for x in source.regions] == [True, False, True]


def test_html_head_of_the_document_itself_is_text() -> None:
    source = html("<header><h1>Protokoll</h1></header><p>§ 1</p>")
    assert not any(x.furniture for x in source.regions)


def test_html_hidden_parts_and_scripts_are_left_out() -> None:
    assert (
        html("<script>x()</script><p hidden>nej</p><p style='display:none'>nej</p><p>ja</p>").text == "ja\n"
    )


def test_html_cell_that_hangs_down() -> None:
    text = html("<table><tr><td rowspan=2>Ledamöter<td>Anna<tr><td>Bo</table>").text
    assert text == "Ledamöter\tAnna\n\tBo\n"


def test_html_table_for_layout_is_read_as_text() -> None:
    text = html("<table><tr><td><h2>§ 1</h2><p>Text.</p></td></tr></table>").text
    assert text == "§ 1\n\nText.\n"


def test_odt_spaces_breaks_lists_and_headings() -> None:
    body = (
        '<text:h text:outline-level="2">§ 1<text:tab/>Val</text:h>'
        "<text:p>a<text:s text:c='2'/>b<text:line-break/>c</text:p>"
        '<text:list text:style-name="L"><text:list-item><text:p>att d</text:p></text:list-item></text:list>'
    )
    automatic = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/></text:list-style>'
    )
    source = odt(body, automatic)
    assert source.text == "§ 1\tVal\na  b\nc\n1. att d\n"
    assert source.regions[0].level == 2


def test_odt_deletions_are_left_out() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>borta</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    source = odt(changes + "<text:p>kvar</text:p>")
    assert source.text == "kvar\n"
    assert [x.code for x in source.remarks] == ["source.tracked_changes"]


def test_style_names_match_their_examples() -> None:
    entries = table("documents")["style"]
    assert level_of_name(entries["heading"]["example"]) == 2
    assert level_of_name(entries["heading"]["counter_example"]) == 0
    assert level_of_name(entries["title"]["example"]) == 1
    assert level_of_name(entries["title"]["counter_example"]) == 0
    assert is_contents(entries["contents"]["example"])
    assert not is_contents(entries["contents"]["counter_example"])


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(**{"xl/workbook.xml": b"<x/>"}), "input.unsupported"),
        (zipped(**{"word/document.xml": b"<broken"}), "input.corrupt"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "input.corrupt"),
        (b"PK\x03\x04" + bytes(50), "input.corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "input.unsupported"),
    ],
)
def test_broken_documents(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_source(data, "protokoll.docx")
    assert caught.value.code == code


def test_a_bomb_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protokoll_extract.ingest.package.MAX_UNPACKED", 1000)
    with pytest.raises(InputError, match=r"input\.too_large"):
        read_source(zipped(**{"word/document.xml": bytes(2000)}), "protokoll.docx")


def test_external_entities_are_not_fetched() -> None:
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>a&x;b</p></html>'
    assert "a&x;b" in read_source(page, "a.html").text


def test_rtf_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda program: None)
    with pytest.raises(MissingExtraError, match="LibreOffice"):
        read_source(rb"{\rtf1 Protokoll}", "a.rtf")


PAGE = """<!DOCTYPE html><html><head><meta charset="{}"><title>x</title></head><body>
<div id="CookieConsent"><h2>Vi använder kakor</h2><p>Välj om du godkänner.</p></div>
<div class="site-header"><ul><li>Start</li></ul></div>
<div class="content"><h1>Protokoll Byggnadsnämnden</h1>
<dl><dt>Sammanträdesdatum</dt><dd>2026-03-11</dd><dt>Ordförande</dt><dd>Örjan Fäldt (S)</dd></dl>
<h2>§ 21 Bygglov för Ängby 1:2</h2><h3>Beslut</h3><p>Bygglov beviljas.</p></div>
<div class="share"><h2>Dela sidan</h2></div><div class="pageFooter"><h2>Kontakt</h2><p>Storgatan 1</p></div>
</body></html>"""


def test_parts_of_a_web_page_by_their_names() -> None:
    data = helpers.data_of(read_source(PAGE.format("utf-8").encode(), "sida.html"))
    assert [item["title"] for item in data["items"]] == ["Bygglov för Ängby 1:2"]
    assert data["meeting"]["date"] == "2026-03-11" and data["meeting"]["chair"] == "Örjan Fäldt"
    chrome = table("web_pages")["chrome"]
    assert is_chrome_name(chrome["example"]) and not is_chrome_name(chrome["counter_example"])


@pytest.mark.parametrize(
    ("said", "used"), [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("utf-8", "utf-16")]
)
def test_a_web_page_that_says_the_wrong_encoding(said: str, used: str) -> None:
    source = read_source(PAGE.format(said).encode(used), "sida.html")
    assert "Bygglov för Ängby 1:2" in source.text


def test_a_web_page_saved_with_its_pictures() -> None:
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    saved = MIMEMultipart("related", type="text/html")
    saved["Subject"] = "Protokoll"
    saved.attach(MIMEText(PAGE.format("utf-8"), "html", "utf-8"))
    source = read_source(bytes(saved), "sida.mhtml")
    assert source.media_type == "multipart/related"
    assert [item["number"] for item in helpers.data_of(source)["items"]] == ["21"]
    with pytest.raises(InputError, match="holds no page"):
        read_source(bytes(MIMEMultipart("related")), "tom.mhtml")
