"""Published states of the embedded store: ``snapshots/<n>/`` and the link ``current``.

A snapshot is made beside the others and renamed when whole; ``current`` is swapped in one step; the oldest are
removed, except those that someone reads. Who reads holds a shared lock on the snapshot's ``lease`` file, which the
system gives up when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import Store

from graph.errors import StoreError
from graph.store import Snapshot

KEPT = 3  #: newest snapshots that stay even if nobody reads them
_MANIFEST = "manifest.json"
_LEASE = "lease"


class Snapshots:
    """The snapshots of one store folder."""

    def __init__(self, store_folder: Path) -> None:
        self._folder = store_folder / "snapshots"
        self._link = store_folder / "current"

    def numbers(self) -> list[int]:
        """Numbers of the whole snapshots, rising."""
        if not self._folder.is_dir():
            return []
        return sorted(int(p.name) for p in self._folder.iterdir() if p.name.isdigit())

    def current(self) -> Snapshot | None:
        """The snapshot that readers get; None before the first."""
        try:
            name = self._link.readlink().name
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self._link} is not a link to a snapshot ({error}); remove it and run again") from None
        return self.get(int(name)) if name.isdigit() else None

    def get(self, number: int) -> Snapshot | None:
        """A snapshot by its number; None if there is none. Raises StoreError if its manifest cannot be read."""
        path = self._folder / str(number)
        try:
            told = json.loads((path / _MANIFEST).read_bytes())
            return Snapshot(number, path, told["quads"], told["graphs"], told["digest"], told["run"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise StoreError(f"{path / _MANIFEST} cannot be read: {error!r}; publish again") from None

    def publish(self, store: Store, *, quads: int, graphs: int, digest: str, run: str) -> Snapshot:
        """Copy the store (by hard links), make the copy current, remove what is too old. Raises StoreError."""
        number = max(self.numbers(), default=0) + 1
        snapshot = Snapshot(number, self._folder / str(number), quads, graphs, digest, run)
        partial = self._folder / ".partial"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for left_over in self._folder.glob(".*"):  # of a process that was killed
                shutil.rmtree(left_over, ignore_errors=True)
            store.backup(str(partial))
            (partial / _LEASE).touch()
            told = {key: value for key, value in asdict(snapshot).items() if key != "path"}
            with (partial / _MANIFEST).open("w", encoding="utf-8") as out:
                out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
                out.flush()
                os.fsync(out.fileno())
            partial.rename(snapshot.path)
            self._point_to(snapshot)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the snapshot {snapshot.path} could not be written: {error}") from error
        self._remove_old()
        return snapshot

    def lease(self, snapshot: Snapshot) -> int | None:
        """A file descriptor that keeps the snapshot from removal until closed; None if it is being removed."""
        try:
            handle = os.open(snapshot.path / _LEASE, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        if not (snapshot.path / _MANIFEST).exists():
            os.close(handle)
            return None
        return handle

    def _point_to(self, snapshot: Snapshot) -> None:
        new = self._link.with_name(".current")
        new.unlink(missing_ok=True)
        new.symlink_to(Path("snapshots") / str(snapshot.number))
        new.replace(self._link)

    def _remove_old(self) -> None:
        for number in self.numbers()[:-KEPT]:
            path = self._folder / str(number)
            with suppress(OSError):  # someone reads it, or it cannot be removed: the next publication tries again
                handle = os.open(path / _LEASE, os.O_RDWR)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    removed = path.rename(self._folder / f".removed-{number}")
                finally:
                    os.close(handle)
                shutil.rmtree(removed)
