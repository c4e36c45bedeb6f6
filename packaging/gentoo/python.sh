src_compile() {
	PYO3_BUILD_EXTENSION_MODULE=1 cargo build --release --locked --offline --package polyatom-python || die
}

# The extension keeps to the stable ABI: what is built once is for every Python.
src_install() {
	cp target/release/libpolyatom_python.so bindings/python/python/polyatom/_native.abi3.so || die
	local flag python site
	for flag in ${IUSE}; do
		flag=${flag#+}
		use "${flag}" || continue
		python=${flag#python_targets_}
		python=${python/_/.}
		site=$("${BROOT}/usr/bin/${python}" -c 'import sysconfig; print(sysconfig.get_path("purelib"))') || die
		insinto "${site#"${EPREFIX}"}"
		doins -r bindings/python/python/polyatom
	done
	dodoc bindings/python/README.md
}
