"""Routes that write: reports, grades, notes, merges, splits, their undoing, error reports, the example."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request
from pydantic import Field, StringConstraints, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from selon.desk import decide
from selon.desk.api import incoming
from selon.desk.api.annotations import error_report, grade, note
from selon.desk.api.context import Analyst, Context, Desk, Reader, analyst, looked, route
from selon.desk.api.events import event
from selon.desk.api.models import Envelope, GradeShape, NoteShape, Shape, examples
from selon.desk.api.models_reports import AddedItem, AddedItems, ErrorReport, Started, Words, Written
from selon.desk.api.problems import Refusal
from selon.desk.api.routes_claims import ClaimKey
from selon.errors import LedgerError
from selon.intake import custody
from selon.model import Entry
from selon.pipeline import Options

router = APIRouter(tags=["writing"])
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2048, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s]+$")
]
Key = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Addresses(Shape):
    """Addresses to fetch and read."""

    model_config = examples({"urls": ["https://news.example/report"]})
    urls: Annotated[list[Address], Field(min_length=1, max_length=incoming.ADDRESSES)]


class GradeIn(Shape):
    """A grade: of the source A–F, of the information 1–6, or both."""

    model_config = examples({"source": "B", "information": 2, "reason": "The mayor was there."})
    source: Literal["A", "B", "C", "D", "E", "F"] | None = None
    information: Literal[1, 2, 3, 4, 5, 6] | None = None
    reason: Words


class TextIn(Shape):
    """A person's words."""

    model_config = examples({"text": "Two of the four videos show the same street."})
    text: Words


class MergeIn(Shape):
    """Two claims that are one."""

    model_config = examples({"claims": ["c-28453f670de4", "c-b2b5a653ca3f"], "reason": "Both name the grain port."})
    claims: Annotated[list[Key], Field(min_length=2, max_length=2)]
    reason: Words


class SplitIn(Shape):
    """Reports whose statements do not belong to a claim."""

    model_config = examples(
        {"claim": "c-28453f670de4", "reports": ["r-e0c6d6fb2f705191"], "reason": "Another village of that name."}
    )
    claim: Key
    reports: Annotated[
        list[Annotated[str, StringConstraints(min_length=1, max_length=2048)]], Field(min_length=1, max_length=100)
    ]
    reason: Words


class UndoIn(Shape):
    """A merge or split to take back."""

    model_config = examples({"entry": 17, "reason": "The date was misread."})
    entry: Annotated[int, Field(ge=1, le=2**53)]
    reason: Words


BINARY = {"type": "string", "format": "binary"}
REPORTS_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": Addresses.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object", "required": ["files"], "additionalProperties": False,
                "properties": {
                    "files": {"type": "array", "minItems": 1, "maxItems": incoming.FILES, "items": BINARY},
                },
            }
        },
    },
}  # fmt: skip


@router.post(
    "/reports", status_code=201, dependencies=[Depends(analyst)], response_model=Envelope[AddedItems],
    responses=route("analyst", 408, 413, 415, 507)["responses"],
    openapi_extra={"x-selon-role": "analyst", "requestBody": REPORTS_BODY},
)  # fmt: skip
async def add(request: Request, desk: Desk, person: Analyst) -> Any:
    """Add reports: files as multipart (field `files`), or addresses as JSON. One that fails does not stop the others."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        uploads = await _uploads(request)
        items = await run_in_threadpool(_add_files, desk, uploads, person.name)
    elif kind == "application/json":
        urls = await _urls(request)
        items = await run_in_threadpool(_add_urls, desk, urls, person.name)
    else:
        raise Refusal(
            415, "content-type", "files come as multipart/form-data, addresses as application/json", "Content-Type"
        )
    return await run_in_threadpool(lambda: looked(desk).answer(AddedItems(items=items)))


async def _uploads(request: Request) -> list[incoming.Upload]:
    async with request.form(max_files=incoming.FILES, max_fields=10) as form:
        files = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
        if not files or set(form) != {"files"} or len(files) != len(form.getlist("files")):
            raise Refusal(
                422, "value", "the field `files` holds one file or more, and there is no other field", "body.files"
            )
        return [incoming.Upload(f.filename or "", await f.read()) for f in files]


async def _urls(request: Request) -> list[str]:
    try:
        return list(Addresses.model_validate_json(await request.body()).urls)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(["body", *(str(part) for part in first["loc"])])
        raise Refusal(422, "value", str(first["msg"]), place) from error


def _step(desk: Context) -> incoming.Step:
    def step(done: int, of: int, what: str) -> None:
        desk.hub.tell(event("progress", {"done": done, "of": of, "what": what}))

    return step


def _add_files(desk: Context, uploads: list[incoming.Upload], who: str) -> list[AddedItem]:
    items = desk.workroom.do(lambda: incoming.add_uploads(desk.ledger, uploads, Options(), who, _step(desk)))
    desk.workroom.refresh()
    return items


def _add_urls(desk: Context, urls: list[str], who: str) -> list[AddedItem]:
    def work() -> list[AddedItem]:
        with desk.collector() as collector:
            return incoming.add_addresses(desk.ledger, urls, collector, Options(), who, _step(desk))

    items = desk.workroom.do(work)
    desk.workroom.refresh()
    return items


@router.post("/claims/{claim}/grades", status_code=201, **route("analyst", 404, 409, 507))
def add_grade(desk: Desk, person: Analyst, claim: ClaimKey, body: GradeIn) -> Envelope[GradeShape]:
    """Grade a claim: the source and the information are two judgements."""
    made = decide.grade_body(desk.shelf.claim(claim), body.source, body.information, body.reason)
    return looked(desk).answer(grade(desk.ledger.append("grade", made, actor=person.name)))


@router.post("/claims/{claim}/notes", status_code=201, **route("analyst", 404, 409, 507))
def add_note(desk: Desk, person: Analyst, claim: ClaimKey, body: TextIn) -> Envelope[NoteShape]:
    """Put a note beside a claim."""
    made = decide.note_body(desk.shelf.claim(claim), body.text)
    return looked(desk).answer(note(desk.ledger.append("note", made, actor=person.name)))


@router.post("/merges", status_code=201, **route("analyst", 404, 409, 507))
def merge(desk: Desk, person: Analyst, body: MergeIn) -> Envelope[Written]:
    """Record that two claims are one. It holds whatever else is found, until it is undone."""
    a, b = (desk.shelf.claim(key) for key in body.claims)
    made = decide.merge_body(a, b, body.reason)
    return _decided(desk, desk.ledger.append("merge", made, actor=person.name), [*made["left"], *made["right"]])


@router.post("/splits", status_code=201, **route("analyst", 404, 409, 507))
def split(desk: Desk, person: Analyst, body: SplitIn) -> Envelope[Written]:
    """Record that the statements of some reports do not belong to a claim; the claims answered begin with the one that
    holds what stays.
    """
    made = decide.split_body(desk.ledger, desk.shelf.claim(body.claim), body.reports, body.reason)
    return _decided(desk, desk.ledger.append("split", made, actor=person.name), made["left"], made["right"])


@router.post("/undo", status_code=201, **route("analyst", 404, 409, 507))
def undo(desk: Desk, person: Analyst, body: UndoIn) -> Envelope[Written]:
    """Take a merge or a split back. Both stand in the log."""
    taken, made = decide.undo_body(desk.ledger, body.entry, body.reason)
    keys: Any = [*(taken.body.get("left") or ()), *(taken.body.get("right") or ())]  # type: ignore[misc]
    return _decided(desk, desk.ledger.append("undo", made, actor=person.name), keys)


def _decided(desk: Context, entry: Entry, *keys: list[str]) -> Envelope[Written]:
    """The answer to a decision: the claims that hold its statements now, of the first side first; none where bringing them up to
    date takes long.
    """
    ready = desk.workroom.refreshed()
    claims = list(dict.fromkeys(c for side in keys for c in desk.shelf.holding(side))) if ready else []
    return looked(desk).answer(Written(entry=entry.seq, kind=entry.kind, claims=claims))


@router.post("/statements/{statement}/errors", status_code=201, **route("reader", 404, 507))
def report_error(
    desk: Desk,
    person: Reader,
    statement: Annotated[str, Path(max_length=64, examples=["s-e8f2f207d9e5e394"])],
    body: TextIn,
) -> Envelope[ErrorReport]:
    """Say that a statement is wrong. Nothing is edited: it stands beside it."""
    entry = custody.report_error(desk.ledger, statement, body.text, person.name)
    return looked(desk).answer(error_report(entry))


@router.post("/example", status_code=202, **route("analyst", 507))
def load_example(desk: Desk, person: Analyst) -> Envelope[Started]:
    """Load the example dossier; its progress comes as events of the name `progress`."""

    def work() -> None:
        try:
            incoming.add_example(desk.ledger, person.name, _step(desk))
        except LedgerError as error:
            desk.hub.tell(event("progress", {"done": 0, "of": 0, "what": error.fault.reason}))
        desk.workroom.refresh()

    if not desk.workroom.start(work):
        raise Refusal(503, "busy", "the desk is reading other reports", "", {"Retry-After": "10"})
    return looked(desk).answer(Started(started=True, what="example"))
