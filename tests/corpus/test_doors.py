"""Each file of the corpus at each door: refused in words, or kept without what nobody sees in it."""

from __future__ import annotations

import io
import re
import resource
import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from sqlalchemy import delete, select

from forms_app.base.attachments import store
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.rules import LARGEST
from forms_app.base.attachments.taking import PATIENCE
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.people.rosters.models import RosterImport
from forms_app.publishing.intake.media import Media
from tests import journeys
from tests.conftest import PROJECT, post, token
from tests.corpus.file import CANARY, File, has_canary
from tests.corpus.table import ACTIVE, CORPUS, DOORS, KEPT, at

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
PAPERS = "/app/my/papers/"
SHEET = "/app/my/people/upload/"
FEW = (
    "jpeg exif and place",
    "svg called jpg",
    "png huge",
    "pdf opens a script",
    "xlsx link outside",
    "docx template outside",
)
Try = Callable[[File], tuple[str, list[bytes]]]
ADDRESSES = (f"192.0.{n // 250}.{n % 250}" for n in count())


@pytest.fixture
def owner(client):
    """An enterprise that has begun to apply."""
    journeys.register(client)
    post(client, "/app/apply/")
    return client


def told(page: str) -> str:
    """The words at the field that came back."""
    found = re.findall(r'<p class="err"[^>]*>(.*?)</p>', page, re.S)
    return re.sub(r"<[^>]+>", "", " ".join(found))


def stored(office: Office) -> list[bytes]:
    """What is kept of attachments, opened; it goes again."""
    with office.database.writing() as session:
        found = [store.read(office, row) for row in session.scalars(select(Attachment))]
        session.execute(delete(Attachment))
    return found


def every_row(office: Office) -> bytes:
    """All that the database says, opened."""
    with office.database.reading() as session:
        rows = [
            session.execute(select(table)).all() for table in metadata().tables.values()
        ]
    return repr(rows).encode()


def sent_to(owner, page: str, data: dict):
    """Each from another address: how often one may try is asked elsewhere."""
    where = {"REMOTE_ADDR": next(ADDRESSES)}
    answer = owner.post(page, data=data, environ_base=where)
    assert answer.status_code in {200, 302}
    return answer


def by_papers(owner, office: Office) -> Try:
    given = token(owner, PAPERS)

    def send(file: File) -> tuple[str, list[bytes]]:
        sent = (io.BytesIO(file.make()), file.name)
        answer = sent_to(owner, PAPERS, {"csrf_token": given, "papers": [sent]})
        if answer.status_code != 302:
            assert not stored(office)
            return told(answer.text), []
        shown = re.findall(r"/app/my/attachments/\d+/", owner.get(PAPERS).text)
        served = [owner.get(address).data for address in set(shown)]
        assert served and all(served)
        return KEPT, [*stored(office), *served, every_row(office)]

    return send


def by_sheet(owner, office: Office) -> Try:
    given = token(owner, SHEET)

    def send(file: File) -> tuple[str, list[bytes]]:
        sent = (io.BytesIO(file.make()), file.name)
        answer = sent_to(owner, SHEET, {"csrf_token": given, "sheet": sent})
        if answer.status_code != 302:
            return told(answer.text), []
        page = owner.get(answer.location).data
        said = every_row(office)
        with office.database.writing() as session:
            session.execute(delete(RosterImport))
        return KEPT, [page, said]

    return send


def by_media(_owner, office: Office) -> Try:
    def send(file: File) -> tuple[str, list[bytes]]:
        path = office.content / "media" / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.make())
        media = Media(office.content)
        media.look({f"media/{file.name}"})
        path.unlink()
        if media.faults:
            return media.faults[0].says, []
        return KEPT, list(media.copies.values())

    return send


WAYS = {"papers": by_papers, "sheet": by_sheet, "media": by_media}


def outcomes(names: dict[str, str], send: Try) -> Iterator[tuple[str, str]]:
    for of, expected in names.items():
        began = time.monotonic()
        becomes, kept = send(CORPUS[of])
        assert time.monotonic() - began < PATIENCE, of
        assert becomes, f"{of} is refused without a word"
        if becomes == KEPT:
            assert not any(map(has_canary, kept)), f"{of} is kept with what it hides"
        yield of, expected if expected in becomes else becomes


@pytest.mark.walk
@pytest.mark.parametrize("door", DOORS)
def test_a_few_files_are_refused_in_words_or_kept_without_what_they_hide(
    owner, office, door
) -> None:
    expected = {of: becomes for of, becomes in at(door).items() if of in FEW}
    assert dict(outcomes(expected, WAYS[door](owner, office))) == expected
    assert len(expected) >= 5


@pytest.mark.walk
@pytest.mark.parametrize("door", DOORS)
def test_every_file_is_refused_in_words_or_kept_without_what_it_hides(
    owner, office, door
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    expected = at(door)
    assert dict(outcomes(expected, WAYS[door](owner, office))) == expected
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 700_000, "kilobytes: what is large is opened in another process"
    everywhere = [path for path in office.data.rglob("*") if path.is_file()]
    assert everywhere
    assert not [path for path in everywhere if CANARY.encode() in path.read_bytes()]


def test_the_corpus_is_large_and_every_file_hides_something() -> None:
    assert len(CORPUS) >= 80
    made_to_be_large = {"xlsx bomb", "png huge", "png text bomb", "pdf bomb"}
    silent = {
        of
        for of, file in CORPUS.items()
        if of not in made_to_be_large
        and not (CANARY in file.name or has_canary(file.make()))
    }
    # of these it is what they are that harms, not what they hide
    assert silent == {
        "empty",
        "jpeg huge",
        "webp huge",
        "pdf packed twice",
        "pdf locked",
        "png cut off",
        "pdf cut off",
        "xlsx foreign entity",
        "zip nested",
        "webp cut off",
        "xlsx cut off",
    }


def test_no_file_comes_in_but_by_what_is_tried_here() -> None:
    """A door is a field of attachments, a sheet, or the folder of media."""
    found = {
        path.relative_to(PROJECT / "forms_app").as_posix()
        for path in (PROJECT / "forms_app").rglob("*.py")
        if re.search(r"FileField\b|request\.files\b", path.read_text("utf-8"))
    }
    assert found == {
        "base/attachments/fields.py",  # photos and papers
        "base/presses/guard.py",  # only hashed
        "base/unsent.py",  # only counted
        "ledger/lists/forms.py",  # a sheet
        "people/rosters/forms.py",  # a sheet
        "permits/resumption/views.py",  # only counted
        "permits/tenants/forms.py",  # a sheet
    }
    assert LARGEST == 10 * 1024 * 1024
    assert ACTIVE
