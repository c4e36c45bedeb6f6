require "todolist"

todo = Todolist::TodoList.new
begin
  todo.last
rescue Todolist::EmptyError
  puts "empty"
end
todo.add_all([Todolist::Entry.new(text: "read"), Todolist::Entry.new(text: "write")])
puts todo.entries.map(&:text).join(", ")
puts todo.last.text
begin
  todo.add(Todolist::Entry.new(text: "write"))
rescue Todolist::DuplicateError => e
  puts "duplicate #{e.text}"
end
begin
  todo.clear("sleep")
rescue Todolist::MissingError => e
  puts "missing #{e.text}"
end
Todolist.set_default_list(todo)
puts "default #{Todolist.default_list.entries[0].text}"
