"""Blank forms made in the test, as authorities hand them out: pages with printed words, boxes of every kind, and worse."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

READ_ONLY, LINES, COMB, RADIO, PUSH = 1, 1 << 12, 1 << 24, 1 << 15, 1 << 16


def named(**values):
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(f"/{value}") if type(value) is str else value
            for key, value in values.items()
        }
    )


def numbers(*values):
    return ArrayObject([FloatObject(one) for one in values])


class BlankForm:
    """A form under work; `pdf` gives its bytes."""

    def __init__(self, *printed):
        """One A4 page for each text that is printed on it."""
        self.writer = PdfWriter()
        self.fields = ArrayObject()
        self.acro = named(Fields=self.fields, DA=TextStringObject("/Helv 0 Tf 0 g"))
        self.writer.root_object[NameObject("/AcroForm")] = self.writer._add_object(self.acro)
        self.helv = self.writer._add_object(named(Type="Font", Subtype="Type1", BaseFont="Helvetica"))
        for words in printed or ("Official form",):
            page = self.writer.add_blank_page(595, 842)
            page[NameObject("/Resources")] = named(Font=named(F1=self.helv))
            page[NameObject("/Contents")] = self.stream(f"BT /F1 12 Tf 40 800 Td ({words}) Tj ET")

    def stream(self, drawn, **entries):
        made = DecodedStreamObject()
        made.set_data(drawn.encode("latin-1"))
        made.update(named(**entries))
        return self.writer._add_object(made)

    def look(self, drawn, width, height):
        return self.stream(
            drawn,
            Type="XObject",
            Subtype="Form",
            BBox=numbers(0, 0, width, height),
            Resources=named(Font=named(F1=self.helv)),
        )

    def widget(self, box, page=1, **entries):
        sheet = self.writer.pages[page - 1]
        made = named(
            Type="Annot", Subtype="Widget", Rect=numbers(*box), F=NumberObject(4), P=sheet.indirect_reference, **entries
        )
        reference = self.writer._add_object(made)
        sheet.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)
        return reference

    def field(self, name, box, page=1, *, label="", flags=0, kind="Tx", **entries):
        known = {
            "T": TextStringObject(name),
            "Ff": NumberObject(flags),
            **({"TU": TextStringObject(label)} if label else {}),
        }
        reference = self.widget(box, page, FT=kind, **known, **entries)
        self.fields.append(reference)
        return self

    def text(self, name, box, page=1, **entries):
        said = entries.pop("said", "")
        if said:
            entries["V"] = TextStringObject(said)
            entries["AP"] = named(N=self.look(f"BT /F1 10 Tf 2 4 Td ({said}) Tj ET", box[2] - box[0], box[3] - box[1]))
        return self.field(name, box, page, **entries)

    def tick(self, name, box, page=1, **entries):
        frame = self.look("0.5 0.5 9 9 re S", 10, 10)
        looks = named(N=named(Off=frame, Yes=self.look("BT /F1 8 Tf 1 1 Td (HISTICK) Tj ET", 10, 10)))
        return self.field(name, box, page, kind="Btn", AP=looks, AS="Off", **entries)

    def radio(self, name, options, page=1, label=""):
        parent = named(
            FT="Btn", T=TextStringObject(name), Ff=NumberObject(RADIO), TU=TextStringObject(label), Kids=ArrayObject()
        )
        reference = self.writer._add_object(parent)
        for on, box in options.items():
            looks = named(
                N=DictionaryObject(
                    {NameObject(f"/{on}"): self.look("", 10, 10), NameObject("/Off"): self.look("", 10, 10)}
                )
            )
            parent["/Kids"].append(self.widget(box, page, AP=looks, AS="Off", Parent=reference))
        self.fields.append(reference)
        return self

    def choice(self, name, box, options, page=1, **entries):
        listed = ArrayObject(
            [ArrayObject([TextStringObject(key), TextStringObject(words)]) for key, words in options.items()]
        )
        return self.field(name, box, page, kind="Ch", Opt=listed, **entries)

    def signature(self, name, box, page=1, **entries):
        return self.field(name, box, page, kind="Sig", **entries)

    def turned(self, page, angle):
        self.writer.pages[page - 1][NameObject("/Rotate")] = NumberObject(angle)
        return self

    def scripted(self):
        """With a program that runs when it is opened, and one behind a field."""
        act = named(S="JavaScript", JS=TextStringObject("app.alert('hello')"))
        self.writer.root_object[NameObject("/OpenAction")] = act
        self.fields[0].get_object()[NameObject("/AA")] = named(F=act)
        return self

    def launching(self):
        self.writer.root_object[NameObject("/OpenAction")] = named(S="Launch", F=TextStringObject("calc.exe"))
        return self

    def attached(self):
        self.writer.add_attachment("surprise.exe", b"MZ surprise")
        return self

    def dynamic(self):
        """One whose pages a program draws."""
        self.acro[NameObject("/XFA")] = self.stream("<xdp/>")
        self.writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
        return self

    def pdf(self, password=""):
        if password:
            self.writer.encrypt("", owner_password=password)
        made = io.BytesIO()
        self.writer.write(made)
        return made.getvalue()


def usual():
    """Two pages with a box of every kind."""
    form = BlankForm("Application of somebody invented", "Second page")
    form.text("participant.nom", (100, 740, 400, 760), label="Full name")
    form.text("Date_naissance", (100, 710, 220, 730), label="Date of birth")
    form.text("comment", (100, 560, 500, 690), label="Comment", flags=LINES)
    form.text("cells", (100, 520, 260, 540), label="Cells", flags=COMB, MaxLen=NumberObject(8))
    form.text("fixed", (420, 780, 560, 800), said="Edition 7", flags=READ_ONLY)
    form.text("start", (300, 710, 420, 730), label="Country", said="France")
    form.tick("minor", (100, 480, 112, 492), label="Under age")
    form.radio("option", {"money": (100, 450, 112, 462), "services": (200, 450, 212, 462)}, label="How it is given")
    form.choice("civil", (100, 420, 200, 440), {"m": "Mister", "w": "Madam"}, label="Title")
    form.field("print", (500, 20, 580, 40), kind="Btn", flags=PUSH)
    form.signature("signature", (100, 100, 300, 160), page=2, label="Signature of the participant")
    return form


def words_on(pdf, page=None):
    """The text of a PDF, or of one page of it, with its spaces made even."""
    sheets = PdfReader(io.BytesIO(pdf)).pages
    chosen = sheets if page is None else [sheets[page - 1]]
    return " ".join(" ".join(one.extract_text() for one in chosen).split())
