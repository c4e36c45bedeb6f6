//go:build !polyatom_dev && !polyatom_external && !(linux && (amd64 || arm64))

package polyatom

// There is no library for this platform yet. The name says what to do when Go reports it as undefined.
var _ = polyatom_has_no_library_for_this_platform__build_one_with_cargo_and_use_the_tag_polyatom_external
