"""What portage makes of repositories, profiles and configurations.

Only the metadata cache is read, as the cases have no ebuilds that could be run. Portage lists ebuilds alone: where there are none, one is made
for each entry of the cache, in a copy. What portage has no names for, such as the lines after an answer, is left out.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache, cmp_to_key
from pathlib import Path
from typing import Any

from loop import Invalid
from portage import eapi_is_supported
from portage.cache.cache_errors import CacheError
from portage.dbapi.porttree import portdbapi
from portage.dep import Atom
from portage.eclass_cache import hashed_path
from portage.package.ebuild.config import config
from portage.package.ebuild.getmaskingstatus import _getmaskingstatus
from portage.util import stack_lists
from portage.versions import _pkg_str, catpkgsplit, vercmp

#: In the order of the protocol.
KINDS = [
    "package.mask",
    "LICENSE",
    "PROPERTIES",
    "RESTRICT",
    "KEYWORDS",
    "EAPI",
    "corruption",
]
#: What a package has, but for those that tell what it inherits.
VARIABLES = [
    "BDEPEND",
    "DEFINED_PHASES",
    "DEPEND",
    "DESCRIPTION",
    "EAPI",
    "HOMEPAGE",
    "IDEPEND",
    "IUSE",
    "KEYWORDS",
    "LICENSE",
    "PDEPEND",
    "PROPERTIES",
    "RDEPEND",
    "REQUIRED_USE",
    "RESTRICT",
    "SLOT",
    "SRC_URI",
]


class Cached(portdbapi):
    """Takes the metadata cache at its word, whatever the ebuild is."""

    def __init__(self, settings: config) -> None:
        super().__init__(mysettings=settings)
        self._have_root_eclass_dir = True

    def _pull_valid_cache(self, cpv: str, ebuild: str, repo: str) -> Any:
        try:
            metadata = self._pregen_auxdb[repo][cpv]
        except CacheError as error:
            raise KeyError(cpv) from error
        metadata["EAPI"] = metadata.get("EAPI", "").strip() or "0"
        return metadata, hashed_path(ebuild)


def scratch() -> Path:
    """A directory that goes with the adapter."""
    directory = tempfile.TemporaryDirectory(prefix="portage-")
    KEPT.append(directory)
    return Path(directory.name)


KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def system(root: str) -> tuple[config, Cached]:
    """A configuration, which does not change while the adapter runs."""
    env = {"PORTAGE_DEPCACHEDIR": str(scratch())}
    settings = config(config_root=root, target_root=root, eprefix="", env=env)
    if not settings.profiles:
        raise Invalid("no profile that can be used")
    return settings, Cached(settings)


def lone(repo: Path, profile: str | None) -> tuple[config, Cached]:
    """A system that has this repository alone."""
    root = scratch()
    portage = root / "etc/portage"
    portage.mkdir(parents=True)
    if profile is None:
        profile = "only"
        (repo / "profiles/only").mkdir(parents=True, exist_ok=True)
        (repo / "profiles/only/make.defaults").write_text('ARCH="amd64"\n')
    if not (repo / "profiles" / profile).is_dir():
        raise Invalid(f"no profile {profile}")
    (portage / "make.profile").symlink_to(repo / "profiles" / profile)
    named = repo / "profiles/repo_name"
    name = named.read_text().strip() if named.exists() else "unnamed"
    (portage / "repos.conf").write_text(
        f"[DEFAULT]\nmain-repo = {name}\n\n[{name}]\nlocation = {repo}\n"
    )
    return system(str(root))


def complete(given: str) -> Cached:
    """A copy of a repository that has an ebuild for each entry of the cache."""
    if not ((Path(given) / "profiles").is_dir() or (Path(given) / "metadata").is_dir()):
        raise Invalid("no repository")
    repo = scratch() / "repo"
    shutil.copytree(given, repo, symlinks=True)
    if not [*repo.glob("*/*/*.ebuild")]:
        add_ebuilds(repo)
    return lone(repo, None)[1]


def add_ebuilds(repo: Path) -> None:
    for entry in [
        *repo.glob("metadata/md5-cache/*/*"),
        *repo.glob("metadata/cache/*/*"),
    ]:
        parts = catpkgsplit(f"{entry.parent.name}/{entry.name}")
        if parts is not None:
            directory = repo / parts[0] / parts[1]
            directory.mkdir(parents=True, exist_ok=True)
            (directory / f"{entry.name}.ebuild").touch()
    categories = sorted(
        {ebuild.parent.parent.name for ebuild in repo.glob("*/*/*.ebuild")}
    )
    (repo / "profiles").mkdir(exist_ok=True)
    (repo / "profiles/categories").write_text(
        "".join(f"{name}\n" for name in categories)
    )


def oldest_first(packages: list[Any]) -> list[str]:
    return sorted(
        map(str, packages),
        key=cmp_to_key(lambda a, b: vercmp(version(a), version(b)) or 0),
    )


def version(cpv: str) -> str:
    return str(_pkg_str(cpv).version)


def all_of(db: Cached, cpn: str) -> list[str]:
    return list(dict.fromkeys(oldest_first(db.cp_list(cpn))))


def repo_packages(given: dict[str, Any], eapi: Any) -> Any:
    db = complete(given["repo"])
    return {"packages": [cpv for cpn in sorted(db.cp_all()) for cpv in all_of(db, cpn)]}


def repo_package(given: dict[str, Any], eapi: Any) -> Any:
    db = complete(given["repo"])
    try:
        values = dict(zip(VARIABLES, db.aux_get(given["cpv"], VARIABLES)))
    except KeyError as error:
        raise Invalid(f"no package {error}") from error
    if not eapi_is_supported(values["EAPI"]):
        raise Invalid(f"EAPI {values['EAPI']}")
    slot, _, subslot = values["SLOT"].partition("/")
    lists = {"keywords": values["KEYWORDS"].split(), "iuse": values["IUSE"].split()}
    # What is empty and what is not set are the same here.
    texts = {name: value or None for name, value in values.items()}
    return {**texts, "slot": slot, "subslot": subslot or slot, **lists}


def repo_match(given: dict[str, Any], eapi: Any) -> Any:
    db = complete(given["repo"])
    atom = Atom(given["atom"], allow_repo=True)
    return all_matches(db, atom)


def all_matches(db: Cached, atom: Atom) -> list[str]:
    return list(dict.fromkeys(oldest_first(db.xmatch("match-all", atom))))


def profile_resolve(given: dict[str, Any], eapi: Any) -> Any:
    repo = Path(given["repo"]).resolve()
    settings, _ = lone(repo, given["profile"])
    flags, masks = settings._use_manager, settings._mask_manager
    return {
        "parents": [
            str(Path(path).resolve().relative_to(repo / "profiles"))
            for path in settings.profiles
        ],
        "use_final": sorted(enabled(settings)),
        "use_mask": sorted(settings.usemask),
        "use_force": sorted(settings.useforce),
        "use_stable_mask": sorted(
            stack_lists(flags._usestablemask_list, incremental=True)
        ),
        "use_stable_force": sorted(
            stack_lists(flags._usestableforce_list, incremental=True)
        ),
        "iuse_effective_implicit": sorted(settings._iuse_effective),
        "system": sorted(
            str(atom)[1:] for atom in settings.packages if str(atom).startswith("*")
        ),
        "package_mask": atoms(masks._pmaskdict),
        "package_unmask": atoms(masks._punmaskdict),
        "package_provided": sorted(
            cpv for some in settings.pprovideddict.values() for cpv in some
        ),
    }


def enabled(settings: config) -> set[str]:
    """The flags that are on. Portage adds the architecture, whatever the profile says."""
    says_so = "ARCH" in settings.get("USE_EXPAND_UNPREFIXED", "").split()
    return {
        flag
        for flag in settings["USE"].split()
        if says_so or flag != settings.get("ARCH")
    }


def atoms(by_name: dict[str, Any]) -> list[str]:
    return sorted(str(atom) for some in by_name.values() for atom in some)


def kinds(settings: config, db: Cached, cpv: str) -> list[str]:
    """Why a package is not visible in the first of its repositories in which it has the fewest reasons."""
    repositories = [
        name for name in db.getRepositories() if db.findname(cpv, myrepo=name)
    ]
    return min(
        (kinds_in(settings, db, cpv, name) for name in repositories),
        key=len,
        default=["corruption"],
    )


def kinds_in(settings: config, db: Cached, cpv: str, repository: str) -> list[str]:
    reasons = _getmaskingstatus(cpv, config(clone=settings), db, repository)
    found = {reason.category for reason in reasons}
    return [kind for kind in KINDS if kind in found] + sorted(found.difference(KINDS))


def config_visible(given: dict[str, Any], eapi: Any) -> Any:
    settings, db = system(given["config_root"])
    packages = all_of(db, given["cpn"])
    why = {cpv: kinds(settings, db, cpv) for cpv in packages}
    visible = [cpv for cpv in packages if not why[cpv]]
    best = visible[-1] if visible else None
    hidden = {cpv: reasons for cpv, reasons in why.items() if reasons}
    return {"all": packages, "visible": visible, "best": best, "why": hidden}


def config_package(given: dict[str, Any], eapi: Any) -> Any:
    settings, db = system(given["config_root"])
    settings, cpv = config(clone=settings), given["cpv"]
    try:
        settings.setcpv(cpv, mydb=db)
    except KeyError as error:
        raise Invalid(f"no package {error}") from error
    iuse = {flag.lstrip("+-") for flag in settings["IUSE"].split()}
    metadata = dict(
        zip(
            ["SLOT", "KEYWORDS", "repository"],
            db.aux_get(cpv, ["SLOT", "KEYWORDS", "repository"]),
        )
    )
    return {
        "visible": not kinds(settings, db, cpv),
        "use": sorted(iuse.intersection(settings["PORTAGE_USE"].split())),
        "masked": sorted(iuse & settings.usemask),
        "forced": sorted(iuse & settings.useforce),
        "stable": bool(
            settings._isStable(_pkg_str(cpv, metadata=metadata, settings=settings))
        ),
        "iuse_effective": sorted(iuse | settings._iuse_effective),
    }


OPERATIONS = {
    "repo.packages": repo_packages,
    "repo.package": repo_package,
    "repo.match": repo_match,
    "profile.resolve": profile_resolve,
    "config.package": config_package,
    "config.visible": config_visible,
}
