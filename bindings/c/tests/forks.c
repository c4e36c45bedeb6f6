/* A forked child uses what its parent made, whatever its process number is: in another PID namespace it may be its parent's, and after a while
 * every number comes round again. */
#define _GNU_SOURCE /* unshare */
#include "polyatom-check.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXTS = 5000, GOOD = 0, WRONG = 1, NOT_PERMITTED = 77, LAST_RESORT = 1200 };

static const char *texts[TEXTS];

static int many_are_read(void)
{
    polyatom_atom_batch *batch = polyatom_parse_atoms(texts, NULL, TEXTS, POLYATOM_EAPI_NONE);
    polyatom_atom_batch *sorted = polyatom_atom_batch_sorted(batch);
    bool good = sorted != NULL && polyatom_atom_batch_length(sorted) == TEXTS;
    polyatom_atom_batch_free(sorted);
    polyatom_atom_batch_free(batch);
    return good ? GOOD : WRONG;
}

/* What a child answers; one that hangs is ended, some time. */
static int answer(pid_t child)
{
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : WRONG;
}

static int in_child(int (*act)(void))
{
    pid_t child = fork();
    if (child == 0) {
        alarm(LAST_RESORT);
        _exit(act());
    }
    return answer(child);
}

static int then_in_child(void)
{
    return many_are_read() == GOOD ? in_child(many_are_read) : WRONG;
}

/* The first process of a PID namespace, in which its own children are numbered. */
static int in_namespace(int (*act)(void))
{
    int all = geteuid() == 0 ? CLONE_NEWPID : CLONE_NEWUSER | CLONE_NEWPID;
    return unshare(all) == 0 ? in_child(act) : NOT_PERMITTED;
}

static int number_one(void)
{
    return getpid() == 1 ? many_are_read() : WRONG;
}

static int number_one_has_a_number_one(void)
{
    return number_one() == GOOD ? in_namespace(number_one) : WRONG;
}

static int nested(void)
{
    return in_namespace(number_one_has_a_number_one);
}

/* A system call, past the C library and its handlers. */
static int cloned(void)
{
#if defined __s390x__ || !defined SYS_clone
    return NOT_PERMITTED; /* The arguments are in another order there. */
#else
    long flags = CLONE_NEWPID | SIGCHLD;
    if (many_are_read() != GOOD) {
        return WRONG;
    }
    long child = syscall(SYS_clone, flags, 0L, 0L, 0L, 0L);
    if (child == 0) {
        alarm(LAST_RESORT);
        _exit(number_one());
    }
    return child < 0 ? NOT_PERMITTED : answer((pid_t)child);
#endif
}

static int number_one_clones(void)
{
    return getpid() == 1 ? cloned() : WRONG;
}

static int nested_by_clone(void)
{
    return in_namespace(number_one_clones);
}

static pid_t number_before;

static int has_the_number_again(void)
{
    return getpid() == number_before ? many_are_read() : NOT_PERMITTED;
}

/* As the child of a process that has ended, in its memory: gets its number for a child, and asks that. */
static int orphan(void)
{
    while (kill(number_before, 0) == 0) {
        usleep(1000);
    }
    FILE *last = fopen("/proc/sys/kernel/ns_last_pid", "w");
    if (last == NULL) {
        return NOT_PERMITTED;
    }
    bool set = fprintf(last, "%d", (int)number_before - 1) > 0;
    return fclose(last) == 0 && set ? in_child(has_the_number_again) : NOT_PERMITTED;
}

static int make_orphan(void)
{
    number_before = getpid();
    int good = many_are_read();
    if (good == GOOD && fork() == 0) {
        alarm(LAST_RESORT);
        _exit(orphan());
    }
    return good;
}

/* The first process of a namespace is the parent of those whose parents have ended. */
static int number_comes_round(void)
{
    int status = -1;
    if (in_child(make_orphan) != GOOD) {
        return WRONG;
    }
    return waitpid(-1, &status, 0) > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : WRONG;
}

static int namespace_where_numbers_come_round(void)
{
    return in_namespace(number_comes_round);
}

static void holds(const char *name, int result)
{
    if (result == NOT_PERMITTED) {
        printf("skipped, as it is not permitted here: %s\n", name);
    } else {
        CHECK(result == GOOD);
    }
}

int main(void)
{
    if (!THREADS_AND_FORKS) {
        CHECK(true);
        printf("SKIPPED: children with threads under AddressSanitizer, whose allocator a fork may leave locked\n");
        return finish();
    }
    for (size_t i = 0; i < COUNT(texts); i++) {
        texts[i] = "a/b";
    }
    /* In a child each: the parent stays where it is, and has no threads that a child would miss. */
    holds("a child of a child", in_child(then_in_child));
    holds("process 1, whose child is process 1", in_child(nested));
    holds("process 1, which clones a process 1", in_child(nested_by_clone));
    holds("a number that comes round", in_child(namespace_where_numbers_come_round));
    return finish();
}
