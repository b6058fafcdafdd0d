"""python -m tests.bench WHAT SIZES ROUNDS PEERS OUT MINUTES; called by scripts/bench.py."""

import sys
from pathlib import Path

from tests.bench import (
    campaigns,
    city,
    forms,
    lists,
    memory,
    people,
    publish,
    serve,
    trust,
)

what, sizes, rounds, peers, out, minutes = sys.argv[1:]
if what == "publish":
    publish.main(
        [int(size) for size in sizes.split(",")],
        int(rounds),
        [p for p in peers.split(",") if p],
        Path(out),
    )
elif what == "campaigns":
    campaigns.main([int(size) for size in sizes.split(",")], int(rounds), Path(out))
elif what == "city":
    city.main(Path(out))
elif what == "lists":
    lists.main(Path(out))
elif what == "memory":
    memory.main(int(minutes), Path(out))
elif what == "trust":
    trust.main(Path(out))
elif what == "forms":
    forms.main(Path(out))
elif what == "people":
    people.main(Path(out))
else:
    serve.main(Path(out))
