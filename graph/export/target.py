"""Puts an export where it belongs, whole or not at all: written beside the target, then moved onto it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from graph.errors import ExportError
from graph.export.exporter import SINGLE, Counts, Exporter, Header, Summary

META = "meta.json"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the format cannot do without a time; the first it knows
_PERMISSIONS = 0o644


def place(exporter: Exporter, path: Path, write: Callable[[Path], Counts], header: Header) -> Summary:
    """Let ``write`` fill a scratch folder beside ``path``, then move what it wrote there.

    Raises ExportError where the target cannot be written; nothing is left behind then.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100  # symbolic links stay as the user wrote them
    _refuse(exporter, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".reelgraph-", dir=path.parent))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        counts = write(scratch)
        if exporter.suffix:
            return _place_file(exporter, path, scratch, counts, header)
        return _place_files(exporter, path, scratch, counts, header)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _refuse(exporter: Exporter, path: Path) -> None:
    if exporter.suffix and path.is_dir():
        raise ExportError(
            f"{path} is a folder: give the name of a file, such as {path / f'reelgraph{exporter.suffix}'}"
        )
    if not exporter.suffix and path.suffix != ".zip" and path.exists() and not path.is_dir():
        raise ExportError(f"{path} is a file: {exporter.name} writes a folder, or a name that ends in .zip")


def _unwritable(path: Path, error: OSError) -> ExportError:
    return ExportError(f"{path} cannot be written: {error.strerror or error}; choose another place")


def _place_file(exporter: Exporter, path: Path, scratch: Path, counts: Counts, header: Header) -> Summary:
    written = scratch / SINGLE
    digest = _sha256(written)
    files = [path]
    if not exporter.header_inside:
        sidecar = path.with_name(f"{path.name}.{META}")
        meta = scratch / META
        meta.write_bytes(_meta(header, counts, {path.name: digest}))
        meta.replace(sidecar)
        files.append(sidecar)
    written.replace(path)
    return Summary(exporter.name, path, tuple(files), counts, digest)


def _place_files(exporter: Exporter, path: Path, scratch: Path, counts: Counts, header: Header) -> Summary:
    names = sorted(p.name for p in scratch.iterdir())
    (scratch / META).write_bytes(_meta(header, counts, {name: _sha256(scratch / name) for name in names}))
    names.append(META)
    if path.suffix == ".zip":
        packed = scratch / SINGLE
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = _PERMISSIONS << 16
                archive.writestr(entry, (scratch / name).read_bytes())
        digest = _sha256(packed)
        packed.replace(path)
        return Summary(exporter.name, path, (path,), counts, digest)
    path.mkdir(exist_ok=True)
    for name in names:
        (scratch / name).replace(path / name)
    return Summary(exporter.name, path, tuple(path / name for name in names), counts, "")


def _meta(header: Header, counts: Counts, digests: dict[str, str]) -> bytes:
    content = {**header.as_dict(), "counts": counts.as_dict(), "sha256": digests}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
