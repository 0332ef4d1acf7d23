"""The rows of an index as one Parquet file: kept elsewhere, or embedded on another machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claimcheck import codec
from claimcheck.errors import CorpusError
from claimcheck.retrieve.lance import TABLE, connect
from claimcheck.retrieve.stamp import Stamp
from claimcheck.retrieve.table import schema

__all__ = ["batches_of", "read_parquet", "write_parquet"]

_KEY = b"claimcheck"
# Raised whenever the columns, or what is indexed of a passage, change.
_FORM = 2
_BATCH = 8_192


def write_parquet(table: Any, stamp: Stamp, path: Path) -> int:
    """Write all rows, passages with their vectors, whole or not at all.

    :param table: the table of an index.
    :param stamp: what it says of itself; its encoder is noted in the file.
    :param path: the file.
    :returns: how many rows were written.
    """
    import pyarrow.parquet as pq

    about = codec.dumps({"form": _FORM, "encoder": stamp.encoder_hash}).encode()
    columns = schema(stamp.dimensions).with_metadata({_KEY: about})
    with (
        codec.atomic_file(path) as stream,
        pq.ParquetWriter(stream, columns, compression="zstd") as writer,
    ):
        for batch in batches_of(table, columns.names):
            writer.write_batch(batch.replace_schema_metadata(columns.metadata))
    return stamp.rows


def batches_of(table: Any, names: list[str]) -> Any:
    """All rows of a table, some thousand at a time.

    :param table: a LanceDB table.
    :param names: the columns.
    :returns: an iterator of ``pyarrow`` record batches.
    """
    rows = max(table.count_rows(), 1)
    return table.search().select(names).limit(rows).to_batches(_BATCH)


def read_parquet(path: Path, folder: Path, *, encoder_hash: str) -> None:
    """Make a table of a file that :func:`write_parquet` wrote.

    :param path: the file.
    :param folder: an empty folder.
    :param encoder_hash: the encoder that will be asked.
    :raises CorpusError: if it is no such file, or was made with another encoder.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            about = json.loads((file.schema_arrow.metadata or {})[_KEY])
            _refuse(about, encoder_hash, path)
            columns = file.schema_arrow.remove_metadata()
            table = connect(folder).create_table(TABLE, schema=columns)
            for batch in file.iter_batches(_BATCH):
                table.add(pa.Table.from_batches([batch.replace_schema_metadata(None)]))
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise CorpusError(
            f"{path} cannot be read as passages with vectors ({error}); write it with: "
            "claimcheck corpus export NAME FILE."
        ) from error


def _refuse(about: dict[str, Any], encoder_hash: str, path: Path) -> None:
    if about.get("form") != _FORM or about.get("encoder") != encoder_hash:
        raise CorpusError(
            f"The vectors in {path} were made with another encoder or version; build without "
            "--from, or export them again with this one."
        )
