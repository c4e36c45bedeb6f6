src_compile() {
	cargo build --release --locked --offline --package polyatom-cli || die
}

src_install() {
	local polyatom=target/release/polyatom shell
	dobin "${polyatom}"
	"${polyatom}" man > "${T}/polyatom.1" || die
	doman "${T}/polyatom.1"
	for shell in bash zsh fish; do
		"${polyatom}" completions "${shell}" > "${T}/${shell}" || die
	done
	insinto /usr/share/bash-completion/completions
	newins "${T}/bash" polyatom
	insinto /usr/share/zsh/site-functions
	newins "${T}/zsh" _polyatom
	insinto /usr/share/fish/vendor_completions.d
	newins "${T}/fish" polyatom.fish
	dodoc cli/README.md
}
