"""Why versions of a package may not be installed: masked.py ROOT PACKAGE."""

import sys

from polyatom import Config

root, package = sys.argv[1:]
for version in Config.open(root).invisible(package):
    for reason in version.reasons:
        print(f"{version.cpv} is masked by {reason.kind}: {' '.join(reason.words)}")
        for source in reason.sources:
            print(f"  {source}")
        if reason.remedy:
            print(f"  to lift it: {reason.remedy}")
