#define _GNU_SOURCE
#include "CEpoll.h"
#include <pthread.h>

void cepoll_name_thread(uint64_t thread, const char *name) { pthread_setname_np((pthread_t)thread, name); }
