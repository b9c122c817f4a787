"""`python -m qjobspec._pages FOLDER`: write every page into FOLDER, and take away what is no page any more."""

from __future__ import annotations

import sys
from pathlib import Path

from ._book import pages


def write(folder: Path) -> int:
    """Make `folder` hold the pages and nothing else; how many there are."""
    book = pages()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in book:
            path.unlink()
    for name, text in book.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return len(book)


def main(words: list[str]) -> int:
    """Write the pages into the one folder that `words` names, which holds pages already or nothing."""
    match words:
        case [folder] if not Path(folder).exists() or (Path(folder) / "errata.md").exists():
            sys.stdout.write(f"{write(Path(folder))} pages in {folder}\n")
            return 0
        case [folder]:
            sys.stderr.write(f"{folder} does not hold the pages: delete it, or name another folder\n")
        case _:
            sys.stderr.write("say where to: python -m qjobspec._pages FOLDER\n")
    return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
