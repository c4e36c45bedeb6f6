/* Runs its part, and perhaps another one that was compiled with the header of another version. */
#include "../check.h"

int PART(void);
#ifdef OTHER_PART
int OTHER_PART(void);
#endif

int main(void)
{
    CHECK(PART() == 0);
#ifdef OTHER_PART
    CHECK(OTHER_PART() == 0);
    CHECK(PART() == 0);
#endif
    return check_summary();
}
