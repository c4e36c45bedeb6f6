src_compile() {
	:
}

# Finds the library of dev-libs/libpolyatom by the link beside its files.
src_install() {
	local flag ruby site
	for flag in ${IUSE}; do
		flag=${flag#+}
		use "${flag}" || continue
		ruby=${flag#ruby_targets_}
		site=$("${BROOT}/usr/bin/${ruby}" -rrbconfig -e 'puts RbConfig::CONFIG["vendordir"]') || die
		site=${site#"${EPREFIX}"}/${ruby#ruby}
		insinto "${site}"
		doins -r bindings/ruby/lib/.
		dosym -r "/usr/$(get_libdir)/libpolyatom.so" "${site}/polyatom/libpolyatom.so"
	done
	dodoc bindings/ruby/README.md
}
