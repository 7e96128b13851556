# SPDX-License-Identifier: Apache-2.0
"""Tables in and out: pandas, Polars, pyarrow and whatever else narwhals knows, mappings of columns, iterables of mappings.

Columns are passed on as they are (arrays, Arrow streams, lists); the compiled part reads them. Frame libraries are imported when a frame
of theirs is met, or wanted."""
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from .labels import text

Kind: TypeAlias = Literal["pandas", "polars", "pyarrow"]
#: What a table may be: a frame, a mapping of columns, or an iterable of mappings.
TableLike: TypeAlias = Any
#: text, id (text or int), whole (int64), day, flag (bool) or ratio (Fraction), each with nulls
ColumnType: TypeAlias = Literal["text", "id", "whole", "day", "flag", "ratio"]
_KINDS: tuple[Kind, ...] = ("pandas", "polars", "pyarrow")


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of few values in many rows: the place of each row's value in a list. No row has an object of its own."""

    places: Any
    values: Sequence[Any]

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Table:
    """Columns as the compiled part reads them, and the kind of frame they came in (None: no frame)."""

    columns: dict[str, Any]
    kind: Kind | None

    @property
    def origin(self) -> str:
        """synthetic where its column `origin` says so, as frames of invented data do (`frame`); else real."""
        made_up = "origin" in self.columns and any(isinstance(value, str) and value == "synthetic" for value in cells(self.columns["origin"]))
        return "synthetic" if made_up else "real"

    def pick(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: self.columns[name] for name in names if name in self.columns}


def _library(name: str) -> Any:
    """Imported when it is first needed; its own types, if it has any, are not looked at."""
    return importlib.import_module(name)


def _no_table(argument: str, value: Any) -> TypeError:
    return TypeError(f"{argument}: expected a data frame, a mapping of columns or an iterable of mappings, not {type(value).__name__}")


def table(data: TableLike, argument: str, wanted: Iterable[str] | None = None) -> Table:
    """A wrong type is a TypeError that names the argument. Columns that are not `wanted` are named, but not read: None."""
    if data is None or isinstance(data, (str, bytes, bytearray, int, float)):
        raise _no_table(argument, data)
    if isinstance(data, Mapping):
        with reading(argument):
            names = [_name(key, argument) for key in data]
            return Table({name: column(data[name], f"{argument}, column '{name}'") if _is_wanted(name, wanted) else None for name in names}, None)
    if is_frame(data):
        with reading(argument):
            return _from_frame(data, argument, wanted)
    with reading(argument):
        return Table(_from_rows(data, argument), None)


def _is_wanted(name: str, wanted: Iterable[str] | None) -> bool:
    return wanted is None or name in wanted or name == "origin"


def _name(key: Any, argument: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{argument}: names of columns are texts, not {type(key).__name__}")
    return key


def is_frame(data: Any) -> bool:
    """Whether it looks like a data frame of any library: a class with columns."""
    kind = type(data)
    return any(hasattr(kind, part) for part in ("columns", "column_names", "__narwhals_dataframe__", "__narwhals_lazyframe__"))


def _from_rows(data: Any, argument: str) -> dict[str, Any]:
    if not isinstance(data, Iterable):
        raise _no_table(argument, data)
    rows = list(data)
    names: dict[str, None] = {}
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise TypeError(f"{argument}: row {number}: expected a mapping, not {type(row).__name__}")
        names.update(dict.fromkeys(row))
    for name in names:
        _name(name, argument)
    return {name: [row.get(name) for row in rows] for name in names}


def column(values: Any, where: str) -> Any:
    """One column: an array, a series of a frame library, or any sequence."""
    with reading(where):
        return _column(values, where)


def cells(column: Any) -> list[Any]:
    """The values of a column of a Table, one by one: the slow way, for tables that are small."""
    if isinstance(column, tuple) and column[0] == "codes":
        return [None if code < 0 else column[2][code] for code in column[1].tolist()]
    if isinstance(column, tuple):
        return [value if known else None for value, known in zip(column[1].tolist(), column[2], strict=True)]
    values: list[Any] = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list() if hasattr(column, "to_list") else list(getattr(column, "tolist", lambda: column)())
    return values


def listed(values: Any, argument: str) -> list[Any]:
    """The values of any iterable but a text; a TypeError that names the argument for other types."""
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"{argument}: expected a sequence, not {type(values).__name__}")
    with reading(argument):
        return list(values)


@contextmanager
def reading(where: str) -> Iterator[None]:
    """What a frame library raises while a table of its is read is a fault of that table."""
    try:
        yield
    except (TypeError, ValueError, KeyError, MemoryError):
        raise
    except Exception as error:
        raise ValueError(f"{where}: cannot be read ({type(error).__name__})") from error


def _column(values: Any, where: str) -> Any:
    if isinstance(values, np.ma.MaskedArray):
        return [None if masked else value for value, masked in zip(values.data.tolist(), np.ma.getmaskarray(values).tolist(), strict=True)]
    if isinstance(values, (list, np.ndarray)):
        return values
    if isinstance(values, (str, bytes, bytearray, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"{where}: expected a column of values, not {type(values).__name__}")
    library = type(values).__module__.partition(".")[0]
    if library == "pandas" and hasattr(values, "to_numpy"):
        return _pandas_column(_library("pandas").Series(values))
    if library == "polars" and hasattr(values, "dtype"):
        return _polars_column(values)
    if library == "pyarrow":
        return _arrow_column(values)
    return list(values)


def _from_frame(data: Any, argument: str, wanted: Iterable[str] | None) -> Table:
    nw = _library("narwhals")
    if type(data).__module__.startswith("pyarrow") and type(data).__name__ == "RecordBatch":
        data = _library("pyarrow").Table.from_batches([data])
    try:
        frame: Any = data if isinstance(data, (nw.DataFrame, nw.LazyFrame)) else nw.from_native(data)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect()
        names = list(frame.columns)
    except TypeError:
        raise _no_table(argument, data) from None
    native = nw.to_native(frame)
    kind = next((kind for kind in _KINDS if kind == getattr(frame.implementation, "value", "")), None)

    def read(name: str) -> Any:
        if kind is None:
            return _other_column(frame.get_column(name))
        return {"pandas": _pandas_column, "polars": _polars_column, "pyarrow": _arrow_column}[kind](native[name])
    return Table({name: read(name) if _is_wanted(name, wanted) else None for name in names if isinstance(name, str)}, kind)


def _pandas_column(series: Any) -> Any:
    dtype = series.dtype
    if isinstance(dtype, np.dtype):
        return series.to_numpy()
    pd = sys.modules["pandas"]
    if isinstance(dtype, pd.CategoricalDtype):
        categories = dtype.categories.tolist()
        if all(isinstance(category, str) for category in categories):
            return ("codes", series.cat.codes.to_numpy(), categories)
        return series.astype(object).to_numpy()
    if isinstance(dtype, (pd.StringDtype, pd.ArrowDtype)) and "pyarrow" in sys.modules:
        return _arrow_column(_library("pyarrow").array(series, from_pandas=True))
    numpy_dtype = getattr(dtype, "numpy_dtype", None)
    if isinstance(numpy_dtype, np.dtype) and numpy_dtype.kind in "iufb":
        known = ~series.isna().to_numpy(dtype=bool)
        return ("masked", series.to_numpy(dtype=numpy_dtype, na_value=numpy_dtype.type(0)), known)
    return series.to_numpy(dtype=object)


def _polars_column(series: Any) -> Any:
    return series.to_list() if str(series.dtype) == "Object" else series


def _arrow_column(values: Any) -> Any:
    if hasattr(values, "__arrow_c_stream__"):
        return values
    return _library("pyarrow").chunked_array([values])


def _other_column(series: Any) -> Any:
    if "pyarrow" in sys.modules:
        return _arrow_column(series.to_arrow())
    return series.to_list()


# --- out --------------------------------------------------------------------------------------------------------------

def check_kind(kind: str | None) -> None:
    if kind is not None and text(kind, "kind") not in _KINDS:
        from . import _core
        raise ValueError(f"kind: '{kind}'; expected pandas, polars or pyarrow{_core.suggestion(str(kind), list(_KINDS))}")


def days_array(days: Any) -> "np.ndarray[Any, np.dtype[np.datetime64]]":
    """Days since 1970, or dates and None, as datetime64[D]."""
    if isinstance(days, np.ndarray):
        return days.astype(np.int64).view("datetime64[D]")
    return np.array([np.datetime64("NaT") if value is None else value for value in days], dtype="datetime64[D]")


def frame(columns: Sequence[tuple[str, ColumnType, Any]], kind: Kind | None, *, origin: str = "derived") -> Any:
    """A frame of that kind, of pandas where none is said. Invented data carry it in a column `origin`."""
    check_kind(kind)
    if origin == "synthetic":
        rows = len(columns[0][2]) if columns else 0
        columns = [*columns, ("origin", "text", ["synthetic"] * rows)]
    makers = {"pandas": _pandas_frame, "polars": _polars_frame, "pyarrow": _arrow_frame}
    if kind is not None:
        return makers[kind](columns)
    for make in makers.values():
        try:
            return make(columns)
        except ModuleNotFoundError:
            continue
    raise ModuleNotFoundError("a frame needs pandas, polars or pyarrow: install myhao[pandas]")


def _is_text(values: Any) -> bool:
    return not (isinstance(values, np.ndarray) and values.dtype.kind in "iu") and any(isinstance(value, str) for value in values)


def _plain(kind: ColumnType, values: Any) -> Any:
    return [value if value is None else int(value) for value in values] if kind == "whole" and not isinstance(values, (np.ndarray, Coded)) else values


def _pandas_frame(columns: Sequence[tuple[str, ColumnType, Any]]) -> Any:
    pd = _library("pandas")

    def series(kind: ColumnType, values: Any) -> Any:
        if isinstance(values, Coded):
            return pd.Series(series(kind, values.values)).array.take(values.places)
        if kind == "day":
            return days_array(values).astype("datetime64[s]")
        if kind == "ratio":
            return pd.Series(list(values), dtype=object)
        if isinstance(values, np.ndarray):
            return np.array(values)
        missing = any(value is None for value in values)
        if kind == "flag":
            return pd.Series(values, dtype="boolean" if missing else bool)
        if kind == "whole" or (kind == "id" and len(values) and not _is_text(values)):
            return pd.Series(values, dtype="Int64" if missing else "int64")
        return pd.Series(values) if len(values) else pd.Series([], dtype=object)
    return pd.DataFrame({name: series(kind, _plain(kind, values)) for name, kind, values in columns})


def _polars_frame(columns: Sequence[tuple[str, ColumnType, Any]]) -> Any:
    pl = _library("polars")

    def series(name: str, kind: ColumnType, values: Any) -> Any:
        if isinstance(values, Coded):
            return series(name, kind, values.values).gather(values.places)
        if kind == "day":
            return pl.Series(name, days_array(values)).cast(pl.Date)
        if kind == "ratio":
            return pl.Series(name, [None if value is None else float(value) for value in values], dtype=pl.Float64)
        dtype = pl.String if kind == "text" or (kind == "id" and _is_text(values)) else pl.Boolean if kind == "flag" else pl.Int64
        return pl.Series(name, values, dtype=dtype)
    return pl.DataFrame([series(name, kind, _plain(kind, values)) for name, kind, values in columns])


def _arrow_frame(columns: Sequence[tuple[str, ColumnType, Any]]) -> Any:
    pa = _library("pyarrow")

    def array(kind: ColumnType, values: Any) -> Any:
        if isinstance(values, Coded):
            return array(kind, values.values).take(pa.array(values.places))
        if kind == "day":
            return pa.array(days_array(values), type=pa.date32())
        if kind == "ratio":
            return pa.array([None if value is None else float(value) for value in values], type=pa.float64())
        of = pa.string() if kind == "text" or (kind == "id" and _is_text(values)) else pa.bool_() if kind == "flag" else pa.int64()
        return pa.array(values, type=of)
    return pa.table({name: array(kind, _plain(kind, values)) for name, kind, values in columns})
