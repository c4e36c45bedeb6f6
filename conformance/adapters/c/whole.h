/* Everything of every package of a repository. */
#ifndef WHOLE_H
#define WHOLE_H

/* Prints the sums of all that is read; gives the status to exit with. */
int read_whole(const char *path);

#endif
