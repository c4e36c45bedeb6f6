src_compile() {
	cargo build --release --locked --offline --package polyatom-c || die
}

src_install() {
	cargo xtask install --prefix "${EPREFIX}/usr" --libdir "${EPREFIX}/usr/$(get_libdir)" --destdir "${D}" || die
	if ! use static-libs; then
		rm "${ED}/usr/$(get_libdir)"/libpolyatom.a || die
	fi
	dodoc bindings/c/README.md
}
