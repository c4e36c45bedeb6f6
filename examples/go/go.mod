module example.org/example

go 1.24

require (
	github.com/mattn/go-sqlite3 v1.14.53
	github.com/polyatom/polyatom/bindings/go v0.1.0
)

replace (
	github.com/polyatom/polyatom/bindings/go => ../../bindings/go
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64 => ../../bindings/go/lib/linux_amd64
	github.com/polyatom/polyatom/bindings/go/lib/linux_amd64_musl => ../../bindings/go/lib/linux_amd64_musl
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64 => ../../bindings/go/lib/linux_arm64
	github.com/polyatom/polyatom/bindings/go/lib/linux_arm64_musl => ../../bindings/go/lib/linux_arm64_musl
)
