//! What the files in `profiles` and beside it say (`sec:profiles-dir`), each read when it is first asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::OnceLock;

use camino::Utf8PathBuf;
use polyatom::{Atom, Cpn, EapiFeature};

use super::Repository;
use crate::disk::FileKind;
use crate::error::{Error, Found};
use crate::format::descriptions::{self, ArchDescription, FlagDescription, LocalFlagDescription, ProfileDescription};
use crate::format::license_groups::LicenseGroups;
use crate::format::masks::{Mask, masks};
use crate::format::updates::{self, Update};
use crate::format::{Code, Fault, lists};

/// Something with the file that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFile<T> {
    /// The file.
    pub path: Utf8PathBuf,
    /// What it says.
    pub value: T,
}

impl<T> Deref for InFile<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A value that a USE_EXPAND variable can have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UseExpandValue {
    /// The variable, in lower case: `video_cards`.
    pub variable: String,
    /// The value, `radeon`.
    pub value: String,
    /// What it does.
    pub description: String,
}

impl UseExpandValue {
    /// The USE flag, `video_cards_radeon`.
    pub fn flag(&self) -> String {
        format!("{}_{}", self.variable, self.value)
    }
}

type Once<T> = OnceLock<Found<T>>;

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Files {
    categories: Once<Vec<String>>,
    arches: Once<Vec<String>>,
    arches_desc: Once<Vec<ArchDescription>>,
    info_pkgs: Once<Vec<Atom>>,
    info_vars: Once<Vec<String>>,
    licenses: Once<Vec<String>>,
    license_groups: Once<LicenseGroups>,
    mirrors: Once<BTreeMap<String, Vec<String>>>,
    use_desc: Once<Vec<FlagDescription>>,
    use_local_desc: Once<Vec<LocalFlagDescription>>,
    use_expand: Once<Vec<UseExpandValue>>,
    profiles_desc: Once<Vec<ProfileDescription>>,
    updates: Once<Vec<InFile<Update>>>,
    package_mask: Once<Vec<InFile<Mask>>>,
    package_deprecated: Once<Vec<InFile<Mask>>>,
}

impl Repository {
    fn own_categories(&self) -> &Found<Vec<String>> {
        self.files.categories.get_or_init(|| self.find("profiles/categories", lists::categories))
    }

    fn own_arches(&self) -> &Found<Vec<String>> {
        self.files.arches.get_or_init(|| self.find("profiles/arch.list", lists::arches))
    }

    fn own_licenses(&self) -> &Found<Vec<String>> {
        self.files.licenses.get_or_init(|| {
            let mut errors = Vec::new();
            let value = self.names_in("licenses", FileKind::File, &mut errors);
            let wrong = value.iter().filter_map(|name| Some((name, polyatom::names::license(name).err()?)));
            let wrong =
                wrong.map(|(name, cause)| Error::new(self.path.join("licenses").join(name), Fault::value(0, name, 0, cause)));
            errors.extend(wrong);
            Found { value, errors }
        })
    }

    fn own_license_groups(&self) -> &Found<LicenseGroups> {
        self.files.license_groups.get_or_init(|| self.find("profiles/license_groups", LicenseGroups::parse))
    }

    fn own_mirrors(&self) -> &Found<BTreeMap<String, Vec<String>>> {
        self.files.mirrors.get_or_init(|| self.find("profiles/thirdpartymirrors", descriptions::mirrors))
    }

    fn own_use_desc(&self) -> &Found<Vec<FlagDescription>> {
        self.files.use_desc.get_or_init(|| self.find("profiles/use.desc", descriptions::use_desc))
    }

    fn own_use_local_desc(&self) -> &Found<Vec<LocalFlagDescription>> {
        self.files.use_local_desc.get_or_init(|| {
            let here = self.disk().stat(&self.path.join("profiles/use.local.desc")).is_ok();
            match here {
                true => self.find("profiles/use.local.desc", descriptions::use_local_desc),
                false => Found { value: self.make_use_local_desc(), errors: Vec::new() },
            }
        })
    }

    fn own_use_expand(&self) -> &Found<Vec<UseExpandValue>> {
        self.files.use_expand.get_or_init(|| self.read_use_expand())
    }

    fn own_arches_desc(&self) -> &Found<Vec<ArchDescription>> {
        self.files.arches_desc.get_or_init(|| self.find("profiles/arches.desc", descriptions::arches_desc))
    }

    fn own_profiles_desc(&self) -> &Found<Vec<ProfileDescription>> {
        self.files.profiles_desc.get_or_init(|| self.find("profiles/profiles.desc", descriptions::profiles_desc))
    }

    fn own_info_pkgs(&self) -> &Found<Vec<Atom>> {
        self.files.info_pkgs.get_or_init(|| self.find("profiles/info_pkgs", lists::info_pkgs))
    }

    fn own_info_vars(&self) -> &Found<Vec<String>> {
        self.files.info_vars.get_or_init(|| self.find("profiles/info_vars", lists::info_vars))
    }

    fn own_updates(&self) -> &Found<Vec<InFile<Update>>> {
        self.files.updates.get_or_init(|| self.read_updates())
    }

    fn own_package_mask(&self) -> &Found<Vec<InFile<Mask>>> {
        self.files.package_mask.get_or_init(|| self.read_masks("profiles/package.mask"))
    }

    fn own_package_deprecated(&self) -> &Found<Vec<InFile<Mask>>> {
        self.files.package_deprecated.get_or_init(|| self.read_masks("profiles/package.deprecated"))
    }

    fn read_use_expand(&self) -> Found<Vec<UseExpandValue>> {
        let mut found: Found<Vec<UseExpandValue>> = Found::default();
        for file in self.files_in("profiles/desc", &mut found.errors) {
            let variable = file.rsplit('/').next().and_then(|name| name.strip_suffix(".desc"));
            let Some(variable) = variable.filter(|name| !name.is_empty()) else { continue };
            let values: Vec<FlagDescription> = self.read_value(&file, descriptions::use_desc, &mut found.errors);
            found.value.extend(values.into_iter().map(|described| UseExpandValue {
                variable: variable.to_ascii_lowercase(),
                value: described.flag,
                description: described.description,
            }));
        }
        found
    }

    /// The files of updates, the oldest first. Before EAPI 8 only those that have the name of a quarter are such
    /// (`tab:updates-filenames`).
    fn read_updates(&self) -> Found<Vec<InFile<Update>>> {
        let mut found: Found<Vec<InFile<Update>>> = Found::default();
        let mut names = self.names_in("profiles/updates", FileKind::File, &mut found.errors);
        names.sort_by(|a, b| updates::file_order(a).cmp(&updates::file_order(b)));
        for name in names {
            let inside = format!("profiles/updates/{name}");
            let path = self.path.join(&inside);
            if updates::quarter(&name).is_none() && !self.eapi.has(EapiFeature::UpdatesFilenames) {
                found.errors.push(Error::new(
                    path,
                    Fault::file(Code::FileName, format!("not a quarter, which EAPI {} needs", self.eapi)),
                ));
                continue;
            }
            let read = self.read_value(&inside, |text| updates::updates(text, self.eapi), &mut found.errors);
            found.value.extend(read.into_iter().map(|value| InFile { path: path.clone(), value }));
        }
        found
    }

    fn read_masks(&self, inside: &str) -> Found<Vec<InFile<Mask>>> {
        let extended = ["portage-1", "portage-2"].iter().any(|format| self.layout.has_profile_format(format));
        let directory_allowed = extended || self.eapi.has(EapiFeature::PackageMaskDir);
        self.find_all(inside, directory_allowed, |text| masks(text, self.eapi))
    }

    /// Every list of itself and its masters put together, in order and each once.
    fn merged<'a>(&'a self, own: impl Fn(&'a Self) -> &'a Found<Vec<String>>) -> Vec<&'a str> {
        let all: BTreeSet<&str> =
            self.lineage().flat_map(|repository| own(repository).value.iter().map(String::as_str)).collect();
        all.into_iter().collect()
    }

    /// The categories that it and its masters name, in order.
    pub fn categories(&self) -> Vec<&str> {
        self.merged(Self::own_categories)
    }

    /// The architectures that it and its masters name, in order.
    pub fn arches(&self) -> Vec<&str> {
        self.merged(Self::own_arches)
    }

    /// The licenses whose text it or a master has, in order.
    pub fn licenses(&self) -> Vec<&str> {
        self.merged(Self::own_licenses)
    }

    /// The groups of licenses, with those of the masters.
    pub fn license_groups(&self) -> LicenseGroups {
        self.lineage().fold(LicenseGroups::default(), |all, repository| all.merged(&repository.own_license_groups().value))
    }

    /// Where each mirror is, those of itself before those of its masters.
    pub fn mirrors(&self) -> BTreeMap<String, Vec<String>> {
        let mut all = BTreeMap::new();
        for repository in self.lineage() {
            for (name, places) in &repository.own_mirrors().value {
                all.entry(name.clone()).or_insert_with(|| places.clone());
            }
        }
        all
    }

    /// What a global USE flag does, where it or a master says so.
    pub fn describe_flag(&self, flag: &str) -> Option<&str> {
        self.lineage().find_map(|repository| {
            let found = repository.own_use_desc().value.iter().find(|described| described.flag == flag)?;
            Some(found.description.as_str())
        })
    }

    /// What its `use.desc` says.
    pub fn use_desc(&self) -> &[FlagDescription] {
        &self.own_use_desc().value
    }

    /// What USE flags do in single packages, by package and flag: what `use.local.desc` says, or where that file is absent, as
    /// it is from most, what the files `metadata.xml` say.
    pub fn use_local_desc(&self) -> &[LocalFlagDescription] {
        &self.own_use_local_desc().value
    }

    /// The values of USE_EXPAND variables that it describes, by variable.
    pub fn use_expand_desc(&self) -> &[UseExpandValue] {
        &self.own_use_expand().value
    }

    /// How well it keeps each architecture.
    pub fn arches_desc(&self) -> &[ArchDescription] {
        &self.own_arches_desc().value
    }

    /// The profiles that may be used.
    pub fn profiles_desc(&self) -> &[ProfileDescription] {
        &self.own_profiles_desc().value
    }

    /// The packages that belong into a report about a system.
    pub fn info_pkgs(&self) -> &[Atom] {
        &self.own_info_pkgs().value
    }

    /// The variables that belong into a report about a system.
    pub fn info_vars(&self) -> &[String] {
        &self.own_info_vars().value
    }

    /// Packages that were moved, the oldest first.
    pub fn updates(&self) -> &[InFile<Update>] {
        &self.own_updates().value
    }

    /// The atom after all packages were moved.
    pub fn update_atom(&self, atom: &Atom) -> Atom {
        updates::update_atom(self.updates().iter().map(|update| &update.value), atom)
    }

    /// What a package is called after all were moved.
    pub fn update_cpn(&self, cpn: &Cpn) -> Cpn {
        updates::update_cpn(self.updates().iter().map(|update| &update.value), cpn)
    }

    /// What may not be installed, and why.
    pub fn package_mask(&self) -> &[InFile<Mask>] {
        &self.own_package_mask().value
    }

    /// What should not be depended on, and why.
    pub fn package_deprecated(&self) -> &[InFile<Mask>] {
        &self.own_package_deprecated().value
    }

    /// Everything that is wrong with the files of the repository, of which all are read for that. Those of its packages are
    /// not among them: [`check_packages`](Repository::check_packages) and
    /// [`check_package_files`](Repository::check_package_files) tell these, and [`Profile::check`](crate::Profile::check)
    /// what is wrong with a profile.
    pub fn check(&self) -> Vec<Error> {
        let kept: [&[Error]; 15] = [
            &self.own_categories().errors,
            &self.own_arches().errors,
            &self.own_arches_desc().errors,
            &self.own_info_pkgs().errors,
            &self.own_info_vars().errors,
            &self.own_licenses().errors,
            &self.own_license_groups().errors,
            &self.own_mirrors().errors,
            &self.own_use_desc().errors,
            &self.own_use_local_desc().errors,
            &self.own_use_expand().errors,
            &self.own_profiles_desc().errors,
            &self.own_updates().errors,
            &self.own_package_mask().errors,
            &self.own_package_deprecated().errors,
        ];
        let groups = self.license_groups();
        let unknown = |group: &str| Fault::file(Code::UnknownGroup, format!("@{group}"));
        let unknown =
            groups.unknown().into_iter().map(|group| Error::new(self.path.join("profiles/license_groups"), unknown(group)));
        let read = self.errors.iter().chain(self.name_errors()).chain(kept.into_iter().flatten());
        let mut eclasses = Vec::new();
        self.names_in("eclass", FileKind::File, &mut eclasses);
        // Announcements are read at each call.
        let announced = [self.news().errors, self.glsas().errors, self.stabilization_groups().errors, eclasses];
        read.cloned().chain(unknown).chain(announced.into_iter().flatten()).collect()
    }
}
