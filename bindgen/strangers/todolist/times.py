from todolist import Entry, TodoList

todo = TodoList()
todo.add_all([Entry(text=f"thing {number}") for number in range(10)])
OPERATIONS = {
    "new": TodoList,
    "last": todo.last,
    "ten entries": (lambda: todo.get_entries()) if STOCK else (lambda: todo.entries),
}
