"""No firm and no private person of the source documents is named, in configurations, code, documents or reports (docs/ethics.md)."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import repository

# The names themselves do not stand here: salted hashes of single words and of pairs of words, lower case, without accents.
# They are the bus firms of the main source, and the persons in the five documents who are not authors cited. To add one:
# python3 -c "import test_names; print(test_names.digest('first second'))" in this folder.
HASHED_NAMES = frozenset((
    "22cca54203d9d5f4", "2394bc53cb1b8ef2", "28acb044001ce3e7", "343c54ad8343cce7", "3d186aacd6487779",
    "4af6388cffacd0b8", "6cc80a667342e4eb", "7aebe6ebc65fd419", "817c20fcaa870cc3", "82073f4d2f5b4f2d",
    "8c7f4fdb6601a0a6", "98a0920082358930", "9be6acac1a2cc03b", "9e76ba67d759e864", "a36a58769d6ffcf7",
    "ae327a74127bce82", "b70192d1e5ce4bfa", "b8a945e028b430f2", "bb0cf5c3ddf84f52", "cfb5cb77dc0410e0",
    "d291933c4fefc580", "db9b30d748dff390", "df14736c422cb0c9", "e49c1dc1e177f9e6", "ecabfaf577278839",
    "f426daae9f56ea6d",
))


def digest(name: str) -> str:
    return hashlib.sha256(f"piste/names/{name}".encode()).hexdigest()[:16]


def plain(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def problems(files: dict[str, str], hashed: frozenset[str] = HASHED_NAMES) -> list[str]:
    found, known = [], {}

    def is_named(name: str) -> bool:
        if name not in known:
            known[name] = digest(name) in hashed
        return known[name]

    for path, text in files.items():
        words = [(match.group(), match.start()) for match in re.finditer(r"[a-z]+", plain(text))]
        names = words + [(f"{one} {two}", start) for (one, start), (two, _) in zip(words, words[1:])]
        found += [f"{path}:{repository.line_of(plain(text), start)}: names a firm or person of the source documents"
                  for name, start in names if is_named(name)]
    return found


def test_nobody_is_named():
    files = repository.texts()
    assert any(path.startswith("configs/") for path in files) and any(path.startswith("docs/") for path in files)
    assert problems(files) == []


def test_no_path_names_anybody():
    assert problems({path: path for path in repository.paths()}) == []


def test_a_name_is_found_however_it_is_written():
    hashed = frozenset({digest("zebulon"), digest("el example")})
    assert problems({"configs/a.toml": 'title = "Bus firm 1"\n'}, hashed) == []
    for text in ("Z\u00e9bulon", "ZEBULON Transport", "firm_zebulon", "zebulon's", "El Example", "el-Example", "el\nexample"):
        assert len(problems({"docs/a.md": f"One.\nTwo {text} three.\n"}, hashed)) == 1, text
    assert problems({"docs/a.md": "\n\nZebulon\n"}, hashed) == ["docs/a.md:3: names a firm or person of the source documents"]
    assert problems({"docs/a.md": "zebulons el exampled\n"}, hashed) == []


def test_the_list_is_not_empty():
    assert len(HASHED_NAMES) > 20 and all(re.fullmatch("[0-9a-f]{16}", entry) for entry in HASHED_NAMES)
