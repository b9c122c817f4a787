"""`python -m tests.subjects` writes the pages of the real job classes. This file only writes."""

from .pages import FOLDER, pages

if __name__ == "__main__":
    for old in FOLDER.glob("subjects/*/timelines/*.md"):
        old.unlink()
    for name, text in pages().items():
        file = FOLDER / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
