import todolist
from todolist import Entry, TodoList

todo = TodoList()
try:
    todo.last()
except todolist.EmptyError:
    print("empty")
todo.add_all([Entry("read"), Entry("write")])
print(", ".join(entry.text for entry in todo.entries))
print(todo.last().text)
try:
    todo.add(Entry("write"))
except todolist.DuplicateError as error:
    print("duplicate", error.text)
try:
    todo.clear("sleep")
except todolist.MissingError as error:
    print("missing", error.text)
todolist.set_default_list(todo)
shared = todolist.default_list()
print("default", shared.entries[0].text if shared else None)
