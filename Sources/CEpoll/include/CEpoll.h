// The parts of epoll, eventfd and threads that Swift cannot spell: unions, flag enums and GNU extensions.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline int cepoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t tag) {
    struct epoll_event event;
    event.events = events;
    event.data.u64 = tag;
    return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline uint64_t cepoll_tag(const struct epoll_event *event) { return event->data.u64; }

// The name shows in debuggers and `top -H`; at most 15 bytes.
void cepoll_name_thread(uint64_t thread, const char *name);
