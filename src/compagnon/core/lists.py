"""Lists at the desk: filters and order in the address, pages of 50, many selected at once, views that are kept.

A list never counts further than `COUNTED` and never works per row: at 100,000 rows it costs what it costs at 1,000.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise, cached_property
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django_filters import FilterSet

from compagnon.core import statements
from compagnon.core.models import SavedView
from compagnon.core.registries import MANY, Attention, Waiting, desk_attention
from compagnon.core.sheets import Column

PER_PAGE = 50
COUNTED = 2_000  # counting 100,000 rows costs more than the whole page; who has more than this narrows the list
MOST_AT_ONCE = 1_000
_NOT_FILTERS = ("page", "order")


def same_page(request: Any, **changed: str) -> str:
    """The same page with other words in its address, back on its first part; an empty one takes a word away."""
    query = request.GET.copy()
    for name, value in {"page": "", **changed}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def counted_each(name: str, person: Any, many: Mapping[str, Callable[[], QuerySet[Any]]]) -> dict[str, int]:
    """How many there are of each, in one question for all, no further than one more than `MANY`: a number stays cheap."""

    def question() -> QuerySet[Any]:
        marked = [
            rows().order_by().annotate(counted_as=Value(number)).values_list("counted_as", "pk")[: MANY + 1]
            for number, rows in enumerate(many.values())
        ]
        return marked[0].union(*marked[1:], all=True)

    found = Counter(number for number, _pk in statements.asked(name, person, question, *many)) if many else Counter()
    return {key: found[number] for number, key in enumerate(many)}


def attention_for(request: Any) -> list[Attention]:
    """What waits for this person at the desk, in the order of the registry; nothing that waits for nobody."""
    answers = {name: found for name, ask in desk_attention.items() if (found := ask(request))}
    waiting = {name: one.rows for name, one in answers.items() if isinstance(one, Waiting)}
    counts = counted_each("attention", request.person, waiting)
    told = [one.counted(counts[name]) if isinstance(one, Waiting) else one for name, one in answers.items()]
    return [one for one in told if one.count]


@dataclass(frozen=True)
class View:
    """A named state of the list's address."""

    label: str | Promise
    query: str
    code: str = ""  # only views that somebody kept have one


@dataclass(frozen=True)
class Listing:
    """What a list is, declared once: its filters, its orders (the first is the usual one), its columns on paper."""

    name: str
    filters: type[FilterSet]
    orders: Mapping[str, Sequence[str]]
    columns: Sequence[Column] = ()
    views: Sequence[View] = ()
    first: int = 6  # so many filters stand in the open, the others behind "More filters"


class CountedPaginator(Paginator):  # not subscriptable when run
    """Counts to `COUNTED` at most."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, COUNTED)

    @cached_property
    def _counted(self) -> int:
        rows = self.object_list
        return rows.order_by()[: COUNTED + 1].count() if isinstance(rows, QuerySet) else len(rows)

    @property
    def is_more(self) -> bool:
        """There are more rows than were counted."""
        return self._counted > COUNTED


@dataclass
class Listed:
    """A list as one request asked for it."""

    listing: Listing
    query: QueryDict
    filterset: FilterSet
    order: str
    rows: QuerySet[Any]
    page: Page[Any] | None = None
    kept_views: list[View] = field(default_factory=list)

    @property
    def form(self) -> Any:
        return self.filterset.form

    @cached_property
    def state(self) -> str:
        """Filters and order as they stand in the address, without the page: what a kept view keeps."""
        kept = self.query.copy()
        kept.pop("page", None)
        for name in [name for name, value in kept.items() if not value]:
            del kept[name]
        return kept.urlencode()

    def without(self, *names: str, **changes: str) -> str:
        """The address with some parameters gone or changed, back on the first page."""
        query = self.query.copy()
        for name in (*names, "page"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        """The filters at work, each as a word with the address without it."""
        made = []
        for name, bound in self.filterset.form.fields.items():
            value = self.query.get(name, "")
            if value and name in self.filterset.filters:
                words = dict(getattr(bound, "choices", None) or {}).get(value, value)
                made.append({"label": f"{bound.label}: {words}", "url": self.without(name)})
        return made

    @cached_property
    def fields(self) -> dict[str, list["Filter"]]:
        """The fields of the filters: those in the open and the others; the words searched stand apart."""
        named = [
            Filter(field.name, str(field.label), bool(field.value()), _drawn(field))
            for field in self.form
            if field.name != "q"
        ]
        return {"open": named[: self.listing.first], "more": named[self.listing.first :]}

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Parameters of the address that are no filters: the form carries them on."""
        return [
            (name, str(value))
            for name, value in self.query.dict().items()
            if value and name not in _NOT_FILTERS and name not in self.filterset.filters
        ]

    @property
    def opens_more(self) -> bool:
        """One of the filters further down is at work."""
        return any(self.query.get(field.name) for field in self.fields["more"])

    @cached_property
    def heads(self) -> dict[str, dict[str, str]]:
        """For each column that sorts: the address that sorts by it, and how it sorts now."""
        made = {}
        for name, columns in self.listing.orders.items():
            falls = columns[0].startswith("-") != self.order.startswith("-")
            now = "descending" if falls else "ascending"
            made[name] = {
                "url": self.without(order=f"-{name}" if self.order == name else name),
                "sorted": now if self.order.lstrip("-") == name else "",
            }
        return made

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """Shipped and kept views, the one that is open marked."""
        return [
            {"label": str(view.label), "url": f"?{view.query}", "current": view.query == self.state, "code": view.code}
            for view in (*self.listing.views, *self.kept_views)
        ]

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.query.items() if name not in _NOT_FILTERS)


@dataclass(frozen=True)
class Filter:
    """One filter as the page draws it."""

    name: str
    label: str
    is_on: bool
    html: str


def _drawn(field: Any) -> str:
    """A choice drawn here, because Django's template for each option costs a fifth of the page; others as they are."""
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return str(field)
    chosen = str(field.value() or "")
    options = (
        f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>{escape(words)}</option>'
        for key, words in choices
    )
    return mark_safe(f'<select name="{field.html_name}" id="{field.auto_id}">{"".join(options)}</select>')


def read(
    listing: Listing, request: Any, rows: QuerySet[Any], *, paged: bool = True, query: str | None = None
) -> Listed:
    """The list as the address asks for it; a filter with a wrong value is ignored and said beside its field."""
    asked = QueryDict(query) if query is not None else request.GET
    filterset = listing.filters(asked, queryset=rows, request=request)
    order = asked.get("order", "")
    if order.removeprefix("-") not in listing.orders:
        order = next(iter(listing.orders))
    listed = Listed(listing, asked, filterset, order, _ordered(filterset.qs, listing.orders, order))
    if paged:
        listed.page = CountedPaginator(listed.rows, PER_PAGE).get_page(asked.get("page"))
        listed.kept_views = kept_views(request.person, listing)
    return listed


@dataclass(frozen=True)
class Beside:
    """Where a thing stands on the list from which it was opened: the codes before and after it, which one of how many."""

    query: str
    before: str
    after: str
    number: int
    count: int


def beside(listing: Listing, request: Any, rows: QuerySet[Any], code: str) -> Beside | None:
    """The neighbours of a thing in the order and under the filters that its address carries as `in`; None when it is not there."""
    query = request.GET.get("in", "")
    codes = list(read(listing, request, rows, paged=False, query=query).rows.values_list("code", flat=True)[:COUNTED])
    if code not in codes:
        return None
    at = codes.index(code)
    before, after = codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else ""
    return Beside(query, before, after, at + 1, len(codes))


def _ordered(rows: QuerySet[Any], orders: Mapping[str, Sequence[str]], order: str) -> QuerySet[Any]:
    fields = orders[order.removeprefix("-")]
    if order.startswith("-"):
        fields = [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in fields]
    return rows.order_by(*fields)


def kept_views(person: Any, listing: Listing) -> list[View]:
    """The views of this list that somebody kept."""
    found = SavedView.objects.filter(person=person, list_name=listing.name)
    return [View(view.name, view.query, view.code) for view in found]


def chosen(listing: Listing, request: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that a form asks to act on: those ticked, or all that match the filters it carries.

    At most `MOST_AT_ONCE`; nothing ticked is an empty answer, never everything.
    """
    if request.POST.get("everything"):
        matching = read(listing, request, rows, paged=False, query=request.POST.get("query", "")).rows
        return rows.filter(pk__in=list(matching.values_list("pk", flat=True)[:MOST_AT_ONCE])).order_by(
            *listing.orders[next(iter(listing.orders))]
        )
    codes = request.POST.getlist("selected")[:MOST_AT_ONCE]
    return rows.filter(code__in=codes).order_by(*listing.orders[next(iter(listing.orders))])


def keep_view(*, person: Any, network: Any, list_name: str, name: str, query: str) -> None:
    """Keep a state of a list under a name; the same name again replaces it."""
    SavedView.objects.update_or_create(
        network=network, person=person, list_name=list_name, name=name.strip()[:60], defaults={"query": query[:500]}
    )


def forget_view(*, person: Any, code: str) -> None:
    """Forget one of one's own views. Raises Http404 when it is not one's own."""
    forgotten, _by_model = SavedView.objects.filter(person=person, code=code).delete()
    if not forgotten:
        raise Http404


def answer(request: Any, template: str, listed: Listed, context: dict[str, Any]) -> HttpResponse:
    """The page of a list, or just its rows when htmx asks; the address then keeps no empty filters."""
    is_part = request.htmx and not request.htmx.boosted
    context = {"listed": listed, "page": listed.page, **context}
    response = render(request, f"{template}#rows" if is_part else template, context)
    if is_part:
        page = listed.query.get("page", "")
        state = "&".join(
            part for part in (listed.state, f"page={page}" if page.isdigit() and page != "1" else "") if part
        )
        response["HX-Push-Url"] = request.path + (f"?{state}" if state else "")
    return response
