"""A store that serves two clients over pipes, to be killed: python -m tests.review.killable URL.

It reads an event a line from standard input and writes ``id result`` only after
:meth:`ReviewStore.record` has returned, as a server answers a request.
"""

from __future__ import annotations

import json
import sys
import threading

from claimcheck.review import Event, ReviewStore


def serve(store: ReviewStore) -> None:
    lock = threading.Lock()

    def answer(line: str) -> None:
        value = json.loads(line)
        (done,) = store.record([Event(**value)])
        with lock:
            print(done.event.id, done.result, flush=True)

    print("ready", flush=True)
    for line in sys.stdin:
        threading.Thread(target=answer, args=(line,)).start()


if __name__ == "__main__":
    with ReviewStore.open(sys.argv[1]) as opened:
        serve(opened)
