#include <stdio.h>
#include <todolist.h>

static void add(todolist_todo_list *list, const char *text) {
    todolist_error *error = NULL;
    todolist_entry *entry = todolist_entry_new(text, TODOLIST_NUL_TERMINATED, NULL);
    if (!todolist_todo_list_add(list, entry, &error)) {
        const char *twice = todolist_error_text(error, NULL);
        printf("duplicate %s\n", twice);
        todolist_error_free(error);
    }
    todolist_entry_free(entry);
}

static void print(todolist_entry *entry, const char *end) {
    char *text = todolist_entry_text(entry);
    printf("%s%s", text, end);
    todolist_string_free(text);
    todolist_entry_free(entry);
}

int main(void) {
    todolist_error *error = NULL;
    todolist_todo_list *list = todolist_todo_list_new();
    if (todolist_todo_list_last(list, &error) == NULL) {
        printf("empty\n");
        todolist_error_free(error);
    }
    add(list, "read");
    add(list, "write");
    todolist_entry_list *entries = todolist_todo_list_entries(list);
    print(todolist_entry_list_get(entries, 0), ", ");
    print(todolist_entry_list_get(entries, 1), "\n");
    todolist_entry_list_free(entries);
    print(todolist_todo_list_last(list, NULL), "\n");
    add(list, "write");
    error = NULL;
    if (!todolist_todo_list_clear(list, "sleep", TODOLIST_NUL_TERMINATED, &error)) {
        printf("missing %s\n", todolist_error_text(error, NULL));
        todolist_error_free(error);
    }
    todolist_set_default_list(list);
    todolist_todo_list *shared = todolist_default_list();
    entries = todolist_todo_list_entries(shared);
    printf("default ");
    print(todolist_entry_list_get(entries, 0), "\n");
    todolist_entry_list_free(entries);
    todolist_todo_list_free(shared);
    todolist_todo_list_free(list);
    return 0;
}
