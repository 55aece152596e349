"""Variables of a results file that are read when they are asked for, and no sooner: a file of many runs is mostly what nobody asks."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing


class StoredArray(BackendArray):
    """The values of one variable, on disk. The file is open only while it is read."""

    def __init__(self, path: Path, name: str, shape: tuple[int, ...], dtype: np.dtype):
        self.path, self.name, self.shape, self.dtype = path, name, shape, dtype

    def __getitem__(self, key):
        # Ranges are read from the file; what else is chosen, in memory.
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._read)

    def _read(self, key):
        with h5py.File(self.path) as file:
            return file[self.name][key]


def stored(path: Path, name: str, dimensions: tuple[str, ...], shape: tuple[int, ...], dtype: np.dtype, attributes: dict) -> xr.Variable:
    """A variable that is read when it is first used, and kept then."""
    array = StoredArray(path, name, shape, dtype)
    return xr.Variable(dimensions, indexing.MemoryCachedArray(indexing.LazilyIndexedArray(array)), attributes)
