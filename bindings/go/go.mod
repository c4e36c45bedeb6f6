module github.com/polyatom/polyatom/bindings/go

go 1.24

require (
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 v0.1.0
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64_musl v0.1.0
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64 v0.1.0
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64_musl v0.1.0
)

// In a checkout, the directories themselves. Go ignores this in modules that are used as dependencies.
replace (
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 => ./lib/linux_amd64
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64_musl => ./lib/linux_amd64_musl
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64 => ./lib/linux_arm64
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64_musl => ./lib/linux_arm64_musl
)
