from __future__ import annotations

import pytest

from driftproof.language.reserved import reserved_words
from driftproof.model.flavor import Flavor


def words(spec: str) -> frozenset[str]:
    return reserved_words(Flavor.parse(spec))


@pytest.mark.parametrize(
    ("word", "refusing", "accepting"),
    [
        ("SYSTEM", ["mysql:8.0", "mysql:8.4", "mysql:9.7"], ["mysql:5.7", "mariadb:10.5", "mariadb:11.8"]),
        ("RANK", ["mysql:8.0", "mysql:9.7"], ["mysql:5.7", "mariadb:10.11"]),
        ("INTERSECT", ["mysql:8.0.31", "mysql:8.0", "mariadb:10.5"], ["mysql:5.7", "mysql:8.0.30"]),
        ("QUALIFY", ["mysql:8.4", "mysql:9.0"], ["mysql:8.0", "mariadb:11.8"]),
        ("MANUAL", ["mysql:8.4", "mysql:8.4.3"], ["mysql:8.0", "mysql:9.7"]),
        ("LIBRARY", ["mysql:9.2", "mysql:9.7"], ["mysql:9.1", "mysql:8.4"]),
        ("EXTERNAL", ["mysql:9.4"], ["mysql:9.3"]),
        ("OFFSET", ["mariadb:10.6", "mariadb:11.8"], ["mariadb:10.5", "mysql:9.7"]),
        ("VECTOR", ["mariadb:11.8"], ["mariadb:11.6", "mysql:9.7"]),
        ("MASTER_BIND", ["mysql:5.7", "mysql:8.0"], ["mysql:8.4", "mariadb:10.11"]),
        ("SELECT", ["mysql:5.7", "mysql:9.7", "mariadb:10.5", "mariadb:11.8"], []),
    ],
)
def test_words_are_reserved_by_the_releases_that_say_so(word: str, refusing: list[str], accepting: list[str]) -> None:
    assert [spec for spec in refusing + accepting if word in words(spec)] == refusing


@pytest.mark.parametrize("spec", ["mysql:5.7", "mysql:8.0", "mysql:8.4", "mysql:9.7", "mariadb:10.5", "mariadb:11.8"])
def test_words_are_in_capitals_and_plain(spec: str) -> None:
    assert all(word == word.upper() and word.replace("_", "").isalnum() for word in words(spec))
