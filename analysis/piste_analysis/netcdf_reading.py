"""Opens netCDF-4 files as results are: named dimensions, numbers, texts as arrays of characters.

What xarray would do by h5netcdf, which asks the file for every dimension of every variable anew: with a hundred variables that is most
of the time that opening takes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import xarray as xr

from .stored_array import stored

OF_THE_FORMAT = {"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates", "_NCProperties",
                 "_Encoding", "_nc3_strict"}
BARE_DIMENSION = b"This is a netCDF dimension but not a netCDF variable"


def read(path: Path, left_out: set[str], read_later: Callable[[tuple[str, ...], np.dtype], bool]) -> xr.Dataset:
    """The variables of a file, but for those left out; values of those to be read later are read when they are first used.

    Texts are strings without the dimension of their characters. Raises OSError, KeyError or ValueError where it is no such file.
    """
    with h5py.File(path) as file:
        names = {name: item for name, item in file.items() if isinstance(item, h5py.Dataset)}
        # The netCDF library gives such a number to variables too, that of their first dimension.
        numbered = {int(item.attrs["_Netcdf4Dimid"]): name for name, item in names.items()
                    if "_Netcdf4Dimid" in item.attrs and "CLASS" in item.attrs}
        variables = {}
        for name, item in names.items():
            if name in left_out or bytes(np.bytes_(item.attrs.get("NAME", b""))).startswith(BARE_DIMENSION):
                continue
            dimensions = _dimensions(file, name, item, numbered)
            attributes = {key: value for key, value in item.attrs.items() if key not in OF_THE_FORMAT}
            if read_later(dimensions, item.dtype):
                variables[name] = stored(path, name, dimensions, item.shape, item.dtype, attributes)
            else:
                variables[name] = xr.Variable(*_values(dimensions, item[()]), attributes)
        return xr.Dataset(variables, attrs={key: value for key, value in file.attrs.items() if key not in OF_THE_FORMAT})


def _dimensions(file: h5py.File, name: str, item: h5py.Dataset, numbered: dict[int, str]) -> tuple[str, ...]:
    if "DIMENSION_LIST" in item.attrs:
        found = [h5py.h5r.get_name(references[0], file.id) for references in item.attrs["DIMENSION_LIST"]]
        # What a file has lost is told of by who needs it.
        return tuple(dimension.decode().lstrip("/") if dimension else f"lost dimension {position} of {name}"
                     for position, dimension in enumerate(found))
    if "_Netcdf4Coordinates" in item.attrs:
        return tuple(numbered[int(number)] for number in item.attrs["_Netcdf4Coordinates"])
    if len(item.shape) > 1:
        raise ValueError(f"variable {name} has no named dimensions")
    return (name,) if item.shape else ()


def _values(dimensions: tuple[str, ...], values: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Characters joined to texts, anything else as it is."""
    if values.dtype != "S1" or not dimensions:
        return dimensions, values
    length = values.shape[-1]
    joined = np.ascontiguousarray(values).view(f"S{length}").reshape(values.shape[:-1])
    return dimensions[:-1], np.array([text.decode("utf-8", "replace") for text in joined.ravel()], dtype=object).reshape(joined.shape)
