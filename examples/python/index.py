"""A page with the newest version of each package. usage: index.py REPOSITORY"""

from html import escape
from sys import argv

from polyatom import Repository

repository = Repository.open(argv[1])
released = (p for p in repository.packages.iterate(on_error="skip") if not p.is_live)
newest = {p.cpv.cpn: p for p in released}  # versions come in ascending order

print(f"<title>{escape(repository.name)}</title>")
print("<table>")
for name, p in newest.items():
    link = f'<a href="{escape(p.homepages[0])}">{name}</a>' if p.homepages else name
    print(f"<tr><td>{link}<td>{p.cpv.version}<td>{escape(p.description)}")
print("</table>")
