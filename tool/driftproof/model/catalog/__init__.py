"""The catalog: what a schema consists of. One noun a file; everything is immutable."""

from driftproof.model.catalog.check import Check
from driftproof.model.catalog.column import NULL_DEFAULT, Column, Default, Generated
from driftproof.model.catalog.event import Event
from driftproof.model.catalog.foreign_key import ForeignKey
from driftproof.model.catalog.index import Index, IndexKind, IndexPart
from driftproof.model.catalog.partition import Partition, Partitioning
from driftproof.model.catalog.routine import Parameter, Routine
from driftproof.model.catalog.schema import Catalog, Schema
from driftproof.model.catalog.sequence import Sequence
from driftproof.model.catalog.table import Table
from driftproof.model.catalog.trigger import Trigger
from driftproof.model.catalog.type import ColumnType
from driftproof.model.catalog.view import View

__all__ = [
    "NULL_DEFAULT",
    "Catalog",
    "Check",
    "Column",
    "ColumnType",
    "Default",
    "Event",
    "ForeignKey",
    "Generated",
    "Index",
    "IndexKind",
    "IndexPart",
    "Parameter",
    "Partition",
    "Partitioning",
    "Routine",
    "Schema",
    "Sequence",
    "Table",
    "Trigger",
    "View",
]
