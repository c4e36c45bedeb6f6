src_compile() {
	cargo build --release --locked --offline --package polyatom-conformance || die
}

src_install() {
	dobin target/release/polyatom-conformance
	dodoc conformance/README.md conformance/CHANGES.md conformance/protocol.md conformance/protocol-files.md
}
