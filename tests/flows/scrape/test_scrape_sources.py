"""Source files and what a user may name instead of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.scrape.sources import load_sources, resolve
from flows.settings import Settings
from graph import resources
from graph.errors import SettingsError
from graph.model import SourceKind

GOOD = 'name = "{name}"\nkind = "feed"\nlocations = ["https://news.example/rss"]\n'


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "outlets"
    folder.mkdir()
    for name in ("alpha", "beta"):
        (folder / f"{name}.toml").write_text(GOOD.format(name=name) + 'publisher = "P"\nlanguages = ["fr"]\n')
    (folder / "gamma.toml").write_text(GOOD.format(name="gamma") + "enabled = false\n")
    return folder


@pytest.fixture
def settings(folder, tmp_path) -> Settings:
    return Settings(home=tmp_path / "home", sources=folder)


def test_every_file_of_the_project_is_in_order() -> None:
    folder = resources.sources()
    sources, errors = load_sources(folder)
    assert errors == ()
    assert [s.name for s in sources] == ["samples"]  # what nobody has checked is not enabled
    every = resolve([p.stem for p in folder.glob("*.toml")], Settings())
    assert len(every) >= 60
    for language in ("en", "fr", "es"):
        assert sum(language in s.languages for s in every) >= 20
    assert {language for s in every for language in s.languages} == {"en", "fr", "es"}
    assert all(s.publisher for s in every if s.kind is not SourceKind.FILES)
    assert Path(sources[0].locations[0]).is_dir()
    outlets = [s for s in every if s.kind is not SourceKind.FILES]
    assert all(s.homepage and s.max_age_days == 30 for s in outlets)
    assert len({place for s in outlets for place in s.locations}) == len(outlets)


def test_enabled_files_are_read_in_the_order_of_their_names(folder, settings) -> None:
    sources, errors = load_sources(folder)
    assert [s.name for s in sources] == ["alpha", "beta"]
    assert errors == ()
    assert (sources[0].publisher, sources[0].languages) == ("P", ("fr",))
    assert resolve([], settings) == sources


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("name = ", "not TOML"),
        (GOOD.format(name="other"), "field name: 'other', but the file is called bad.toml"),
        (GOOD.format(name="Bad Name"), "field name"),
        (GOOD.format(name="bad").replace("feed", "blog"), "field kind"),
        (GOOD.format(name="bad").replace("https://news.example/rss", ""), "field locations.0"),
        (GOOD.format(name="bad").replace('["https://news.example/rss"]', "[]"), "field locations"),
        (GOOD.format(name="bad").replace("https:", "ftp:"), "field locations: ftp://news.example/rss: ftp: only http"),
        (GOOD.format(name="bad") + 'languages = ["de"]', "field languages: 'de' is not one of"),
        (GOOD.format(name="bad") + 'langauges = ["fr"]', "field langauges"),
        ('name = "bad"', "field kind"),
        (GOOD.format(name="bad") + "max_age_days = -1", "bad.toml:4: field max_age_days"),
        (GOOD.format(name="bad") + "# a\n\nhomepage = 'x'", "bad.toml:6: field homepage: x: no scheme"),
        (
            'name = "bad"\nkind = "feed"\nlocations = [\n  "https://a.example/",  # "one"\n  "ftp://b.example/",\n]',
            "bad.toml:5: field locations",
        ),
        (GOOD.format(name="bad") + "revisit_hours = 0", "bad.toml:4: field revisit_hours"),
        ("name = 'bad'\nkind = ?", "line 2"),
    ],
)
def test_broken_file_is_named_with_its_field_and_the_others_are_read(folder, settings, text, field) -> None:
    (folder / "bad.toml").write_text(text)
    sources, (error,) = load_sources(folder)
    assert [s.name for s in sources] == ["alpha", "beta"]
    assert str(error).startswith(str(folder / "bad.toml"))
    assert field in str(error)
    assert [s.name for s in resolve([], settings)] == ["alpha", "beta"]
    with pytest.raises(SettingsError) as told:
        resolve(["bad"], settings)
    assert str(told.value) == str(error)


def test_paths_of_files_start_from_the_folder_or_from_the_project(tmp_path, folder) -> None:
    text = 'name = "mine"\nkind = "files"\nlocations = ["pages"]\n'
    (folder / "mine.toml").write_text(text)
    project = tmp_path / "project" / "data" / "sources"
    project.mkdir(parents=True)
    (project / "mine.toml").write_text(text)
    (own,) = (s for s in load_sources(folder)[0] if s.name == "mine")
    (theirs,) = load_sources(project)[0]
    assert own.locations == (str(folder / "pages"),)
    assert theirs.locations == (str(tmp_path / "project" / "pages"),)


def test_name_address_file_and_folder_can_be_named(settings, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "L’article.html"
    page.write_text("x")
    named, address, file, folder = resolve(["gamma", "https://news.example/a?id=1", page.name, "."], settings)
    assert (named.name, named.kind) == ("gamma", SourceKind.FEED)
    assert (address.kind, address.locations) == (SourceKind.PAGES, ("https://news.example/a?id=1",))
    assert (file.kind, file.locations) == (SourceKind.FILES, (str(page),))
    assert (folder.kind, folder.locations) == (SourceKind.FILES, (str(tmp_path),))
    assert len({s.name for s in (named, address, file, folder)}) == 4
    assert all(name.isascii() for name in (address.name, file.name))


def test_what_is_named_twice_is_read_once(settings) -> None:
    assert [s.name for s in resolve(["beta", "alpha", "beta"], settings)] == ["beta", "alpha"]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("alpa", "did you mean alpha"),
        ("zzz", "known are alpha, beta, gamma"),
        ("ftp://news.example/", "only http and https"),
        ("https://me:secret@news.example/", "user name"),
        ("none/page.html", "no source, address, file or folder"),
    ],
)
def test_argument_that_names_nothing_is_told_with_what_is_near(settings, argument, reason) -> None:
    with pytest.raises(SettingsError, match=reason):
        resolve([argument], settings)


def test_folder_without_sources_is_told(tmp_path) -> None:
    with pytest.raises(SettingsError, match="no such folder"):
        load_sources(tmp_path / "none")
    with pytest.raises(SettingsError, match="no source is enabled"):
        resolve([], Settings(sources=tmp_path))
