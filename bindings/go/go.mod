module github.com/polyatom/polyatom/bindings/go

go 1.24

require github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 v0.1.0

// In a checkout, the directory itself. Go ignores this in modules that are used as dependencies.
replace github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 => ./lib/linux_amd64
