/* The number of a version that there is not yet. */
#include <stdint.h>

uint32_t polyatom_library_version_number(void);

uint32_t polyatom_library_version_number(void)
{
    return NUMBER;
}
