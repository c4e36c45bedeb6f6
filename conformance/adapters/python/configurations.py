"""The operations on profiles, configurations and queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from polyatom import (
    Config,
    ConfiguredPackage,
    Cpn,
    Cpv,
    Installed,
    MaskReason,
    Pkgdir,
    PolyatomError,
    Problem,
    Profile,
    Query,
    Repository,
)

Texts = list[str]


def sorted_texts(values: Iterable[object]) -> Texts:
    return sorted(map(str, values))


def profile_resolve(given: dict[str, Any], _eapi: Any) -> Any:
    profile = Repository.open(given["repo"]).profile(given["profile"])
    return {
        "parents": [directory.name for directory in profile.directories],
        "use": profile.use_flags,
        "use_final": profile.use_final,
        "use_mask": profile.use_mask,
        "use_force": profile.use_force,
        "use_stable_mask": profile.use_stable_mask,
        "use_stable_force": profile.use_stable_force,
        "iuse_effective_implicit": profile.iuse_implicit.names,
        "system": sorted_texts(profile.system),
        "package_mask": sorted(mask.text for mask in profile.package_mask),
        "package_unmask": sorted(mask.text for mask in profile.package_unmask),
        "package_provided": sorted_texts(profile.package_provided),
        "vars": {
            name: value(profile, name) for name in profile.variables if name != "USE"
        },
    }


def value(profile: Profile, name: str) -> Texts | str | None:
    """A variable, as a list if its values are put together."""
    if profile.is_incremental(name):
        return profile.words(name)
    return profile.variable(name)


class Kept:
    """The configuration that was read last: requests about the same one follow each other."""

    root: str | None = None
    config: Config

    def read(self, root: str) -> Config:
        if root != self.root:
            self.config = Config.open(root)
            self.root = root
        return self.config


KEPT = Kept()


def reason(found: MaskReason) -> dict[str, Any]:
    source = found.sources[0] if found.sources else None
    return {
        "kind": str(found.kind),
        "file": source and source.path,
        "line": source and source.line,
        "text": source and source.text,
    }


def config_package(given: dict[str, Any], _eapi: Any) -> Any:
    config, cpv = KEPT.read(given["config_root"]), Cpv(given["cpv"])
    try:
        return configured(config.package(cpv))
    except PolyatomError:
        # Of a package whose metadata cannot be used only that is known.
        reasons = [reason(found) for found in config.reasons(cpv)]
    nothing: dict[str, Any] = {
        name: [] for name in ("use", "masked", "forced", "iuse_effective")
    }
    return nothing | {"visible": False, "reasons": reasons, "stable": False}


def configured(package: ConfiguredPackage) -> dict[str, Any]:
    return {
        "visible": package.is_visible,
        "reasons": [reason(found) for found in package.reasons],
        "use": package.enabled_flags,
        "masked": package.masked_flags,
        "forced": package.forced_flags,
        "stable": package.is_stable,
        "iuse_effective": package.iuse_effective.names,
    }


def config_visible(given: dict[str, Any], _eapi: Any) -> Any:
    config, cpn = KEPT.read(given["config_root"]), Cpn(given["cpn"])
    visible = [str(package.cpv) for package in config.visible(cpn)]
    return {
        "all": [str(cpv) for cpv in config.versions(cpn)],
        "visible": visible,
        "best": visible[-1] if visible else None,
        "why": {
            str(found.cpv): [str(reason.kind) for reason in found.reasons]
            for found in config.invisible(cpn)
        },
    }


def config_diagnostics(given: dict[str, Any], _eapi: Any) -> Any:
    return [diagnostic(found) for found in KEPT.read(given["config_root"]).check()]


def diagnostic(found: Problem) -> dict[str, Any]:
    text = found.reason if found.line is None else found.input
    return {"file": found.path, "line": found.line, "text": text}


def query_match(given: dict[str, Any], _eapi: Any) -> Any:
    """What a query finds, each once, in the one place that is given."""
    query = Query(given["query"])
    found: Any
    if "repo" in given:
        found = Repository.open(given["repo"]).query(query)
    elif "installed" in given:
        found = Installed.open(given["installed"]).query(query)
    elif "pkgdir" in given:
        found = Pkgdir.open(given["pkgdir"]).query(query)
    else:
        found = KEPT.read(given["config_root"]).query(query)
    return list(dict.fromkeys(map(str, found.cpvs)))


OPERATIONS: dict[str, Callable[[dict[str, Any], str | None], Any]] = {
    "profile.resolve": profile_resolve,
    "config.package": config_package,
    "config.visible": config_visible,
    "config.diagnostics": config_diagnostics,
    "query.match": query_match,
}
