module github.com/polyatom/polyatom/bench/contestants/go

go 1.24

require github.com/polyatom/polyatom/bindings/go v0.1.0

require (
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 v0.1.0 // indirect
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64_musl v0.1.0 // indirect
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64 v0.1.0 // indirect
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64_musl v0.1.0 // indirect
)

replace (
	github.com/polyatom/polyatom/bindings/go => ../../../bindings/go
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 => ../../../bindings/go/lib/linux_amd64
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64_musl => ../../../bindings/go/lib/linux_amd64_musl
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64 => ../../../bindings/go/lib/linux_arm64
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64_musl => ../../../bindings/go/lib/linux_arm64_musl
)
