require "todolist"

todo = Todolist::TodoList.new
todo.add_all(Array.new(10) { |number| Todolist::Entry.new(text: "thing #{number}") })
OPERATIONS["new"] = ->(_) { Todolist::TodoList.new }
OPERATIONS["last"] = ->(_) { todo.last }
OPERATIONS["ten entries"] = STOCK ? ->(_) { todo.get_entries } : ->(_) { todo.entries }
