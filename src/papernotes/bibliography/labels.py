"""Labels of references: [VSP+17], as pybtex's style "alpha" makes them."""

from papernotes.model.written import PaperFields


def alpha_label(fields: PaperFields) -> str:
    """The label of a paper, "VSP+17"; without authors it begins as its citekey. Two papers may have the same."""
    from pybtex.database import Entry, Person
    from pybtex.style.labels.alpha import LabelStyle

    people = [Person(first=f"{{{who.given}}}", last=who.family) for who in fields.authors]
    if fields.et_al:
        people.append(Person("others"))
    year = {"year": fields.issued[:4]} if fields.issued else {}
    entry = Entry("misc", fields=year, persons={"author": people} if people else {})
    names = (fields.citekey, fields.title.text if fields.title else "", *fields.ids)
    entry.key = next(filter(None, names), "?")
    return str(LabelStyle().format_label(entry))
